/** What vectors are filled with that need no randomness: a harbour at night, and bytes that are all the same. */
export const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

export const harbour = { width: 4_000, height: 3_000, colour: [12, 34, 56] } as const
export const harbourThumb = {
  size: 'thumb',
  width: 320,
  height: 240,
  mime: 'image/webp',
  bytes: 9_000,
} as const
