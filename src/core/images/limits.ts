/** Of what is taken, in bytes of the file. */
export const maxSourceBytes = 256 << 20

/** What Chromium can address on a side of a canvas, and WebP, JPEG and PNG decoders hold. */
export const maxSide = 32_767
export const maxPixels = 300_000_000

/** Long edges of the renditions. */
export const longEdges = { thumb: 320, card: 960, full: 2_560 } as const
