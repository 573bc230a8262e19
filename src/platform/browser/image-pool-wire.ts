/**
 * What crosses the port between the core's pool and one image worker.
 *
 *   pool → worker   prepare    one image; the worker has at most one at a time
 *                   go         there is memory to decode it
 *                   stop       nobody waits for it any more; `done` still comes
 *   worker → pool   alive      once it runs, and every few seconds while it has a job
 *                   measured   how many pixels decoding will make; it waits for `go`
 *                   done       what came of it
 */
import { err, ok } from '../../base/result.ts'
import type { ImagePreparer, PreparedImage, PreparedRendition, PrepareProblem } from '../../core/ports.ts'

export type Prepared = Awaited<ReturnType<ImagePreparer['prepare']>>

export type ToImageWorker =
  | { readonly kind: 'prepare'; readonly job: number; readonly source: Blob; readonly keepOriginal: boolean }
  | { readonly kind: 'go'; readonly job: number }
  | { readonly kind: 'stop'; readonly job: number }

export type FromImageWorker =
  | { readonly kind: 'alive' }
  | { readonly kind: 'measured'; readonly job: number; readonly pixels: number }
  | { readonly kind: 'done'; readonly job: number; readonly result: Prepared }

/** The part of a MessagePort that is used. */
export interface ImageWorkerPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  start(): void
  close(): void
}

/** How often a worker with a job says that it lives. */
export const aliveEveryMs = 5_000

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null ? (value as Fields) : null

const isCount = (value: unknown, most = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most

export const parseToImageWorker = (message: unknown): ToImageWorker | null => {
  const { kind, job, source, keepOriginal } = fieldsOf(message) ?? {}
  if (!isCount(job)) return null
  if (kind === 'go' || kind === 'stop') return { kind, job }
  const isWhole = kind === 'prepare' && source instanceof Blob && typeof keepOriginal === 'boolean'
  return isWhole ? { kind, job, source, keepOriginal } : null
}

export const parseFromImageWorker = (message: unknown): FromImageWorker | null => {
  const { kind, job, pixels, result } = fieldsOf(message) ?? {}
  if (kind === 'alive') return { kind }
  if (!isCount(job)) return null
  if (kind === 'measured') return isCount(pixels) ? { kind, job, pixels } : null
  const prepared = kind === 'done' ? parsePrepared(result) : null
  return prepared && { kind: 'done', job, result: prepared }
}

const parsePrepared = (result: unknown): Prepared | null => {
  const { ok: isOk, value, error } = fieldsOf(result) ?? {}
  if (isOk === true) {
    const image = parseImage(value)
    return image && ok(image)
  }
  const { type, problem } = fieldsOf(error) ?? {}
  if (type === 'stopped') return err({ type })
  return type === 'refused' && isOneOf(problems, problem) ? err({ type, problem }) : null
}

const maxImageSide = 65_535
const maxPlaceholderBytes = 30
const maxColour = 255

const parseImage = (value: unknown): PreparedImage | null => {
  const { width, height, colour, placeholder, renditions, notes } = fieldsOf(value) ?? {}
  if (!isCount(width, maxImageSide) || !isCount(height, maxImageSide)) return null
  if (!(placeholder instanceof Uint8Array) || placeholder.length > maxPlaceholderBytes) return null
  const rgb = parseList(colour, part => (isCount(part, maxColour) ? part : null))
  const made = parseList(renditions, parseRendition)
  const said = parseList(notes, note => (isOneOf(allNotes, note) ? note : null))
  if (rgb?.length !== 3 || made === null || said === null) return null
  if (!made.some(({ size }) => size === 'full')) return null
  const [red = 0, green = 0, blue = 0] = rgb
  return { width, height, colour: [red, green, blue], placeholder, renditions: made, notes: said }
}

const parseRendition = (value: unknown): PreparedRendition | null => {
  const { size, mime, width, height, bytes } = fieldsOf(value) ?? {}
  if (!isOneOf(sizes, size) || !isOneOf(mimes, mime) || !(bytes instanceof Uint8Array)) return null
  if (!isCount(width, maxImageSide) || !isCount(height, maxImageSide)) return null
  return { size, mime, width, height, bytes }
}

/** Null when it is no list, is a long one, or has anything wrong in it. */
const parseList = <T>(value: unknown, parse: (item: unknown) => T | null): readonly T[] | null => {
  if (!Array.isArray(value) || value.length > 8) return null
  const parsed = value.map(item => parse(item)).filter(item => item !== null)
  return parsed.length === value.length ? parsed : null
}

const isOneOf = <T extends string>(all: Readonly<Record<T, true>>, value: unknown): value is T =>
  typeof value === 'string' && Object.hasOwn(all, value)

const sizes: Readonly<Record<PreparedRendition['size'], true>> = {
  thumb: true,
  card: true,
  full: true,
  original: true,
}
const mimes: Readonly<Record<PreparedRendition['mime'], true>> = {
  'image/webp': true,
  'image/jpeg': true,
  'image/png': true,
}
const allNotes: Readonly<Record<PreparedImage['notes'][number], true>> = {
  'location-removed': true,
  'first-frame-only': true,
  'colours-converted': true,
  'kept-as-is': true,
}
const problems: Readonly<Record<PrepareProblem, true>> = {
  empty: true,
  'not-an-image': true,
  heic: true,
  svg: true,
  'unsupported-format': true,
  truncated: true,
  broken: true,
  'too-large': true,
  'too-many-pixels': true,
  failed: true,
}
