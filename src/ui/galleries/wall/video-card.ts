/** A link to a video, as a card that only its reader opens. Pure. */

export interface VideoCard {
  readonly href: string
  /** As people know it: without `www.` */
  readonly host: string
}

/** Null for anything but an https address; checked again although the core did. */
export const videoCardOf = (video: string): VideoCard | null => {
  if (!URL.canParse(video)) return null
  const url = new URL(video)
  return url.protocol === 'https:' ? { href: url.href, host: url.hostname.replace(/^www\./, '') } : null
}
