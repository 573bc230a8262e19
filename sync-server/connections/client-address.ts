/** Who is calling, as far as counting connections goes. */
import type { IncomingMessage } from 'node:http'

/**
 * The socket's address, or the one that our own proxy appended last to X-Forwarded-For. An IPv6 caller owns
 * at least a /64, so that is what counts as one.
 */
export const clientAddressOf = (request: IncomingMessage, trustProxy: boolean): string => {
  const forwarded = trustProxy ? lastForwarded(request.headers['x-forwarded-for']) : null
  return networkOf(forwarded ?? request.socket.remoteAddress ?? 'unknown')
}

const lastForwarded = (header: string | string[] | undefined): string | null => {
  const last = [header ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return last === '' || last.length > 64 ? null : last
}

const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  return address.includes(':') ? `${firstFourGroups(address)}::/64` : address
}

const firstFourGroups = (address: string): string => {
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':')
}
