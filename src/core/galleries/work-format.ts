/**
 * A work in an album document: one base, and fields laid over it. `<id>` is the work's id.
 *
 *   w:<id>             bytes, enc([title, orderKey, addedAtMs, licence, noAi, image])
 *   w:<id>:<text>      fixed text, one of `workTextFields`
 *   w:<id>:licence     fixed text
 *   w:<id>:noAi        boolean
 *   w:<id>:availability fixed text
 *   w:<id>:focal       bytes, enc([x, y]) in ten-thousandths from left and top
 *   w:<id>:version     fixed text, the image shown when it is not the newest
 *   w:<id>:t:<random>  fixed text, a tag as typed; names of fields are never sealed, so they say nothing
 *   w:<id>:c:<credit>  bytes, enc([position, name, role, account32|null])
 *   w:<id>:i:<image>   bytes, enc(image); see image-format.ts
 *   w:<id>:pos         fixed text, the order key
 *   w:<id>:bin         number, when it was put into the bin
 *   w:<id>:moved       number, when it came here from another album
 *
 * A new work is one field however much is known of it, so that forty are forty operations; edits of different
 * fields on two devices never meet. Unknown fields are kept and moved along.
 */
import { enc, type Item } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, nullable, type Shape, text, tuple, uint } from '../../protocol/codec/shape.ts'
import { err, ok } from '../../base/result.ts'
import {
  type Credit,
  type LicenceId,
  licenceIds,
  type WorkAvailability,
  workAvailabilities,
  type WorkId,
  type WorkTextField,
} from '../api.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { FieldCodec, Value } from './field-codec.ts'
import { type ImageVersion, imageShape, imageToItem } from './image-format.ts'
import { galleryLimits, workTextChars } from './limits.ts'
import { isOrderKey } from './order.ts'
import { tagKey } from './tags.ts'

export const workTextFields = [
  'title',
  'fullTitle',
  'statement',
  'year',
  'medium',
  'dimensions',
  'alt',
] as const

export interface WorkContent {
  readonly id: WorkId
  readonly texts: { readonly [F in WorkTextField]: string }
  readonly licence: LicenceId
  readonly noAi: boolean
  readonly availability: WorkAvailability
  readonly focal: { readonly x: number; readonly y: number }
  readonly tags: readonly string[]
  readonly credits: readonly Credit[]
  readonly addedAtMs: number
  /** Newest first; never empty. */
  readonly versions: readonly ImageVersion[]
  readonly shown: ImageVersion
  readonly pos: string
  readonly binnedAtMs: number | null
  /** 0: it was made here. */
  readonly movedAtMs: number
  /** Everything under its id, by what follows `w:<id>`; the base under ''. */
  readonly fields: ReadonlyMap<string, Value>
}

export interface WorkBase {
  readonly title: string
  readonly pos: string
  readonly addedAtMs: number
  readonly licence: LicenceId
  readonly noAi: boolean
  readonly image: ImageVersion
}

const maxBaseBytes = 16 << 10
const focalSteps = 10_000

export const workField = (work: WorkId, rest = ''): string => `w:${work}${rest}`

export const baseToBytes = ({ title, pos, addedAtMs, licence, noAi, image }: WorkBase): Uint8Array =>
  enc([title, pos, addedAtMs, licence, noAi, imageToItem(image)])

const boolean: Shape<boolean> = (item, at) => (typeof item === 'boolean' ? ok(item) : err(at))

const baseShape = tuple<[string, string, number, string, boolean, ImageVersion]>(
  text(workTextChars.title * 4),
  text(galleryLimits.orderKeyChars),
  uint(),
  text(40),
  boolean,
  imageShape,
)

export const readBase = (bytes: Uint8Array): WorkBase | null => {
  const parsed = decAs(baseShape, bytes, 'work', maxBaseBytes)
  if (!parsed.ok) return null
  const [title, pos, addedAtMs, licence, noAi, image] = parsed.value
  if (!isOrderKey(pos) || title.length > workTextChars.title) return null
  return { title, pos, addedAtMs, licence: known(licenceIds, licence) ?? 'all-rights-reserved', noAi, image }
}

const known = <T extends string>(allowed: readonly T[], value: Value | undefined): T | undefined =>
  allowed.find(candidate => candidate === value)

export const imageToBytes = (image: ImageVersion): Uint8Array => enc(imageToItem(image))

const focalShape = tuple<[number, number]>(uint(focalSteps), uint(focalSteps))

/** `x` and `y` from 0 to 1. */
export const focalToBytes = ({ x, y }: { readonly x: number; readonly y: number }): Uint8Array =>
  enc([Math.round(x * focalSteps), Math.round(y * focalSteps)])

const creditShape = tuple<[number, string, string, Uint8Array | null]>(
  uint(),
  text(galleryLimits.creditChars * 4),
  text(galleryLimits.creditChars * 4),
  nullable(bytesOf(32)),
)

export const creditToBytes = (position: number, credit: Credit, account: Item): Uint8Array =>
  enc([position, credit.name, credit.role, account])

/** The fields under one id, as they are stored. Null: this version cannot read the work. */
export const readWork = (
  id: WorkId,
  stored: ReadonlyMap<string, unknown>,
  codec: FieldCodec,
  readBaseOf: (bytes: Uint8Array) => WorkBase | null,
): WorkContent | null => {
  const fields = new Map<string, Value>()
  for (const [rest, one] of stored) {
    const value = codec.fromStored(workField(id, rest), one)
    if (value !== null) fields.set(rest, value)
    else if (isKnown(rest)) return null
  }
  const baseBytes = fields.get('')
  const base = baseBytes instanceof Uint8Array ? readBaseOf(baseBytes) : null
  const texts = base === null ? null : readTexts(fields, base.title)
  const versions = base === null ? null : readVersions(fields, base.image)
  const pos = fields.get(':pos') ?? base?.pos
  if (base === null || texts === null || versions === null || typeof pos !== 'string' || !isOrderKey(pos))
    return null
  const newest = versions[0] ?? base.image
  return {
    id,
    texts,
    licence: known(licenceIds, fields.get(':licence')) ?? base.licence,
    noAi: booleanAt(fields, ':noAi') ?? base.noAi,
    availability: known(workAvailabilities, fields.get(':availability')) ?? 'unset',
    focal: readFocal(fields.get(':focal')),
    tags: readTags(fields),
    credits: readCredits(fields).map(({ credit }) => credit),
    addedAtMs: base.addedAtMs,
    versions,
    shown: versions.find(version => version.id === fields.get(':version')) ?? newest,
    pos,
    binnedAtMs: numberAt(fields, ':bin'),
    movedAtMs: numberAt(fields, ':moved') ?? 0,
    fields,
  }
}

const knownFields = new Set([
  '',
  ...workTextFields.map(field => `:${field}`),
  ':licence',
  ':noAi',
  ':pos',
  ':bin',
])
const isKnown = (rest: string): boolean => knownFields.has(rest)

const numberAt = (fields: ReadonlyMap<string, Value>, rest: string): number | null => {
  const value = fields.get(rest)
  return typeof value === 'number' ? value : null
}

const booleanAt = (fields: ReadonlyMap<string, Value>, rest: string): boolean | null => {
  const value = fields.get(rest)
  return typeof value === 'boolean' ? value : null
}

const readTexts = (fields: ReadonlyMap<string, Value>, title: string): WorkContent['texts'] | null => {
  const texts = { title, fullTitle: '', statement: '', year: '', medium: '', dimensions: '', alt: '' }
  for (const field of workTextFields) {
    const value = fields.get(`:${field}`) ?? texts[field]
    if (typeof value !== 'string' || value.length > workTextChars[field]) return null
    texts[field] = value
  }
  return texts
}

const readVersions = (fields: ReadonlyMap<string, Value>, first: ImageVersion): ImageVersion[] | null => {
  const versions = [first]
  for (const [rest, value] of fields) {
    if (!rest.startsWith(':i:')) continue
    const parsed = value instanceof Uint8Array ? decAs(imageShape, value, 'image', maxBaseBytes) : null
    if (parsed?.ok !== true || parsed.value.id !== rest.slice(3)) return null
    versions.push(parsed.value)
  }
  return versions.toSorted((a, b) => b.addedAtMs - a.addedAtMs || (a.id < b.id ? 1 : -1))
}

const readFocal = (value: Value | undefined): WorkContent['focal'] => {
  const parsed = value instanceof Uint8Array ? decAs(focalShape, value, 'focal point', 16) : null
  return parsed?.ok === true
    ? { x: parsed.value[0] / focalSteps, y: parsed.value[1] / focalSteps }
    : { x: 0.5, y: 0.5 }
}

/** Two devices may each add up to the limit: the first few are shown. What is no tag is passed over. */
const readTags = (fields: ReadonlyMap<string, Value>): string[] => {
  const tags = new Map<string, string>()
  for (const [, tag] of tagFields(fields).toSorted(([, a], [, b]) => (a < b ? -1 : 1))) {
    if (!tags.has(tagKey(tag))) tags.set(tagKey(tag), tag)
  }
  return [...tags.values()].slice(0, galleryLimits.tags)
}

/** Each with what follows `w:<id>`. Two devices may have added the same one. */
export const tagFields = (fields: ReadonlyMap<string, Value>): (readonly [rest: string, tag: string])[] =>
  [...fields].flatMap(([rest, value]) =>
    rest.startsWith(':t:') && typeof value === 'string' && value.length <= galleryLimits.tagChars
      ? [[rest, value] as const]
      : [],
  )

export const readCredits = (
  fields: ReadonlyMap<string, Value>,
): { readonly position: number; readonly credit: Credit }[] => {
  const found: { position: number; credit: Credit }[] = []
  for (const [rest, value] of fields) {
    if (!rest.startsWith(':c:') || !(value instanceof Uint8Array)) continue
    const parsed = decAs(creditShape, value, 'credit', 4_096)
    if (!parsed.ok) continue
    const [position, name, role, account] = parsed.value
    const accountText = account === null ? null : accountIdToText(account as AccountId)
    found.push({ position, credit: { id: rest.slice(3), name, role, account: accountText } })
  }
  return found
    .toSorted((a, b) => a.position - b.position || (a.credit.id < b.credit.id ? -1 : 1))
    .slice(0, galleryLimits.credits)
}

/** What is inside the bytes: of ciphertext, the hash of what was encrypted. */
export const plainDigestOf = (image: ImageVersion): Uint8Array | null => {
  const full = image.renditions.find(({ size }) => size === 'full')
  return full === undefined ? null : (full.blob.lock?.plainDigest ?? full.blob.digest)
}
