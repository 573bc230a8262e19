import type { PreparedRendition } from '../ports.ts'
import { buildExif } from './exif.ts'
import type { Metadata } from './metadata.ts'
import { rewriteJpeg } from './rewrite-jpeg.ts'
import { rewritePng } from './rewrite-png.ts'
import { rewriteWebp } from './rewrite-webp.ts'
import type { SourceFacts } from './source-facts.ts'

type ImageMime = PreparedRendition['mime']

const rewriters = { 'image/jpeg': rewriteJpeg, 'image/png': rewritePng, 'image/webp': rewriteWebp } as const

/**
 * Without loss: pixels and colours as they are, and of all metadata only these. Null when the bytes are no
 * complete still image of that type.
 */
export const withOnlyMetadata = (
  bytes: Uint8Array,
  mime: ImageMime,
  metadata: Pick<Metadata, 'orientation' | 'artist' | 'copyright'>,
): Uint8Array | null => rewriters[mime](bytes, buildExif(metadata))

const mimes: Readonly<Partial<Record<SourceFacts['kind'], ImageMime>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** A source as it may be handed on; null for animations and formats that are not. */
export const stripSource = (
  bytes: Uint8Array,
  { kind, isAnimated, metadata }: SourceFacts,
): { readonly mime: ImageMime; readonly bytes: Uint8Array } | null => {
  const mime = mimes[kind]
  if (mime === undefined || isAnimated) return null
  const stripped = withOnlyMetadata(bytes, mime, metadata)
  return stripped && { mime, bytes: stripped }
}
