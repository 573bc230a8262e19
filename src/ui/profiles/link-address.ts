/** Addresses of links as people type them, and as they are shown. Pure. */

const hasScheme = /^[a-z][a-z0-9+.-]*:/i
const hostAndPort = /^[^\s/:]+\.[^\s/:]+:\d+(?:\/|$)/
const looksLikeMail = /^[^\s/@:]+@[^\s/@:]+\.[^\s/@:]+$/
const looksLikeHost = /^[^\s/@:]+\.[^\s/@.:]{2,}(?:[:/?#]|$)/

/** What people leave out is added: `https://` before a site, `mailto:` before an e-mail address. */
export const completeAddress = (typed: string): string => {
  const text = typed.trim()
  if (looksLikeMail.test(text)) return `mailto:${text}`
  if (hasScheme.test(text) && !hostAndPort.test(text)) return text
  return looksLikeHost.test(text) ? `https://${text}` : text
}

const followable = ['https:', 'http:', 'mailto:']

/** The address if it may be followed from a page, else null. Checked again although the core did. */
export const safeHref = (url: string): string | null =>
  URL.canParse(url) && followable.includes(new URL(url).protocol) ? url : null

/** An address for reading: without scheme, `www.` and a closing slash. */
export const readableAddress = (url: string): string =>
  url
    .replace(/^(?:https?:\/\/|mailto:)/i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '')
