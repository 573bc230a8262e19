/**
 * Finds the file behind a path: inside the app's folder and nowhere else, in the smallest encoding the
 * client takes. Nothing is compressed here: the build wrote `name.br` and `name.gz` beside its files.
 */
import { open, realpath, type FileHandle } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Encoding } from './accept.ts'

export interface StaticFile {
  /** Owned by the caller, who closes it. */
  readonly handle: FileHandle
  readonly sizeBytes: number
  readonly modifiedMs: number
  readonly encoding: Encoding
  readonly contentType: string
  readonly cacheControl: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const suffixes: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz', identity: '' }

/** Null when there is no such file, it is hidden, or its kind is not one we serve. */
export const openStaticFile = async (
  root: string,
  segments: readonly string[],
  encodings: readonly Encoding[],
): Promise<StaticFile | null> => {
  const name = segments.at(-1)
  const contentType = contentTypes[extname(name ?? '')]
  if (contentType === undefined || segments.some(segment => segment.startsWith('.'))) return null
  const path = join(root, ...segments)
  const plain = await openInside(root, path)
  if (plain === null) return null
  const found = await smallestVariant(root, path, plain, encodings)
  return { ...found, contentType, cacheControl: cacheControlOf(segments) }
}

type Opened = Pick<StaticFile, 'handle' | 'sizeBytes' | 'modifiedMs'>

const smallestVariant = async (
  root: string,
  path: string,
  plain: Opened,
  encodings: readonly Encoding[],
): Promise<Opened & { readonly encoding: Encoding }> => {
  for (const encoding of encodings) {
    if (encoding === 'identity') break
    const variant = await openInside(root, path + suffixes[encoding])
    // One left over from an earlier build is older than its file.
    if (variant !== null && variant.modifiedMs >= plain.modifiedMs) {
      await plain.handle.close()
      return { ...variant, encoding }
    }
    await variant?.handle.close()
  }
  return { ...plain, encoding: 'identity' }
}

/** Follows links first, so that even one inside the folder cannot lead out of it. */
const openInside = async (root: string, path: string): Promise<Opened | null> => {
  try {
    const [realRoot, realPath] = await Promise.all([realpath(root), realpath(path)])
    if (!realPath.startsWith(realRoot + sep)) return null
    const handle = await open(realPath, 'r')
    const stats = await handle.stat()
    if (stats.isFile()) return { handle, sizeBytes: stats.size, modifiedMs: Math.floor(stats.mtimeMs) }
    await handle.close()
    return null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const missingCodes: ReadonlySet<unknown> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'EISDIR',
  'ELOOP',
  'EACCES',
])

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && missingCodes.has(error.code)

const hashedName = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** A hashed name never changes its content; everything else is asked about each time and answered by ETag. */
const cacheControlOf = (segments: readonly string[]): string =>
  segments[0] === 'assets' && hashedName.test(segments.at(-1) ?? '')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache'
