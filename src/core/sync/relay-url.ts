/** Relay addresses: `wss://host/sync`, or `ws://…` for one on this machine or network. */

/** Names, IPv4, or IPv6 in brackets. Chromium's URL lets spaces through as %20, which no host has. */
const isHost = (hostname: string): boolean => /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])$/.test(hostname)

/** The address in its one spelling, or null when it is not one. A bare host means https. */
export const parseRelayUrl = (text: string): string | null => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 512) return null
  const spelled = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `wss://${trimmed}`
  if (!URL.canParse(spelled)) return null
  const url = new URL(spelled)
  if (url.protocol === 'https:') url.protocol = 'wss:'
  if (url.protocol === 'http:') url.protocol = 'ws:'
  if (!isHost(url.hostname)) return null
  if ((url.protocol !== 'wss:' && url.protocol !== 'ws:') || url.username !== '' || url.password !== '')
    return null
  url.pathname = '/sync'
  url.search = ''
  url.hash = ''
  return url.href
}

/** What the challenge must name: the origin that was dialled. */
export const originOfRelayUrl = (relayUrl: string): string => {
  const url = new URL(relayUrl)
  return `${url.protocol === 'wss:' ? 'https:' : 'http:'}//${url.host}`
}
