/** What is read out of a file's metadata: all else is left behind unread. */
export interface Metadata {
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number
  /** Empty when not told. */
  readonly artist: string
  readonly copyright: string
  /** Whether anything told where the picture was taken. */
  readonly hasLocation: boolean
}

export const noMetadata: Metadata = { orientation: 1, artist: '', copyright: '', hasLocation: false }

/** The first that tells wins, for each of the names; a location anywhere counts. */
export const mergeMetadata = (parts: readonly Partial<Metadata>[]): Metadata => ({
  orientation: parts.find(({ orientation }) => orientation !== undefined)?.orientation ?? 1,
  artist: parts.find(({ artist }) => artist)?.artist ?? '',
  copyright: parts.find(({ copyright }) => copyright)?.copyright ?? '',
  hasLocation: parts.some(({ hasLocation }) => hasLocation === true),
})

const maxNameLength = 500

/** One line of at most 500 characters, without control characters and directions. */
export const cleanName = (text: string): string => {
  const line = text.slice(0, 4 * maxNameLength).replaceAll(/[\p{C}\s]+/gu, ' ')
  return Array.from(line.trim()).slice(0, maxNameLength).join('')
}
