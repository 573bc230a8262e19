/**
 * The origin that a client must sign: the one it dialled. Configured where the relay has public names;
 * else taken from the request's Host, which a browser sets itself, so that a page cannot sign for a relay
 * other than the one its socket goes to.
 */
import type { IncomingMessage } from 'node:http'

export interface OriginOptions {
  /** `scheme://host[:port]`, as browsers write it; empty: any Host. */
  readonly origins: readonly string[]
  /** Whether X-Forwarded-Proto comes from our own proxy. */
  readonly trustProxy: boolean
}

/** Null for a Host that no URL could have. */
export const relayOriginOf = (request: IncomingMessage, options: OriginOptions): string | null => {
  const dialled = dialledOrigin(request, options.trustProxy)
  const [first] = options.origins
  if (first === undefined) return dialled
  return dialled !== null && options.origins.includes(dialled) ? dialled : first
}

const dialledOrigin = (request: IncomingMessage, trustProxy: boolean): string | null => {
  const forwarded = [request.headers['x-forwarded-proto'] ?? ''].flat().join(',').split(',')[0]?.trim()
  const isTls = trustProxy && (forwarded === 'https' || forwarded === 'wss')
  return parseOrigin(`${isTls ? 'https' : 'http'}://${request.headers.host ?? ''}`)
}

/** The one spelling of an http(s) origin: lower case, no default port, no path. Null for anything else. */
export const parseOrigin = (text: string): string | null => {
  if (text.length > 300 || !URL.canParse(text)) return null
  const url = new URL(text)
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return (url.protocol === 'http:' || url.protocol === 'https:') && isBare && !text.endsWith('?')
    ? url.origin
    : null
}
