/**
 * The album document, version 1. A flat map, so that two devices that edit different things never meet:
 *
 *   v                 1
 *   sealed            true: only its owner reads it; fixed text "connections": whom its owner is connected to. Every
 *                     value below is a sealed entry then
 *   title, about, role, year, collaborators, video   fixed text
 *   kind, layout      fixed text
 *   cover             fixed text, a work's id
 *   created           number, milliseconds since 1970
 *   gone              true: its owner took it down
 *   w:<id>…           works; see work-format.ts
 *
 * Unknown fields are left alone. An album field of the wrong type or size breaks the reading; a work that
 * cannot be read is counted and breaks nothing. Fields over a work that was taken out for good are orphans. What
 * somebody else's audience has newer secrets for is passed over, and the rest stays as it was.
 */
import { type AlbumKind, type AlbumLayout, type AlbumTextField, type Audience, type WorkId } from '../api.ts'
import type { ReferredBlob } from '../blobs/blob-types.ts'
import { readFixedText, type RootDoc, type Schema } from '../documents/index.ts'
import { type FieldCodec, sealedMark, type Value, type Write } from './field-codec.ts'
import { isWorkId } from './ids.ts'
import { albumTextChars, galleryLimits } from './limits.ts'
import { byOrder } from './order.ts'
import { isWebAddress } from './rules.ts'
import { readBase, readWork, type WorkBase, type WorkContent } from './work-format.ts'

const albumVersion = 1
export const albumTextFields = ['title', 'about', 'role', 'year', 'collaborators', 'video'] as const
const albumKinds: readonly AlbumKind[] = ['album', 'project']
const albumLayouts: readonly AlbumLayout[] = ['wall', 'grid']

export interface AlbumContent {
  readonly audience: Audience
  readonly texts: { readonly [F in AlbumTextField]: string }
  readonly kind: AlbumKind
  readonly layout: AlbumLayout
  readonly cover: WorkId | null
  readonly createdAtMs: number
  readonly isGone: boolean
  /** In order, those in the bin among them. */
  readonly works: readonly WorkContent[]
  readonly workById: ReadonlyMap<WorkId, WorkContent>
  /** In order, without those in the bin. */
  readonly hung: readonly WorkContent[]
  /** Of all versions of all works, those in the bin among them. */
  readonly blobs: readonly ReferredBlob[]
  readonly unreadable: number
  /** Names of fields. */
  readonly orphans: readonly string[]
}

const audienceMark = 'connections'

/** Whom it says that it is for. */
export const audienceIn = (doc: RootDoc): Audience => {
  const mark: unknown = doc[sealedMark]
  if (mark === true) return 'only-me'
  return readFixedText(mark) === audienceMark ? 'connections' : 'public'
}

/** What the first write of an album says besides. */
export const marksFor = (audience: Audience): readonly Write[] => {
  if (audience === 'public') return []
  return [[sealedMark, audience === 'only-me' ? true : audienceMark]]
}

/**
 * `codecOf` gives how values are stored in albums of this kind; null when this device cannot know. `isWhole`: what does
 * not open breaks the reading, as in one's own; otherwise it is passed over, unless nothing opens.
 */
export const createAlbumSchema = (
  codecOf: (audience: Audience) => FieldCodec | null,
  isWhole = true,
): Schema<AlbumContent> => {
  const readBaseOnce = remember(readBase)
  return {
    version: albumVersion,
    read(doc) {
      const audience = audienceIn(doc)
      const codec = codecOf(audience)
      const shown = codec === null || isWhole || audience !== 'connections' ? doc : openableIn(doc, codec)
      return codec === null || shown === null ? null : readAlbum(shown, audience, codec, readBaseOnce)
    },
  }
}

/** The document without the fields that do not open; null when none does. */
const openableIn = (doc: RootDoc, codec: FieldCodec): RootDoc | null => {
  const shown: Record<string, unknown> = {}
  let fields = 0
  for (const field in doc) {
    if (++fields > galleryLimits.fieldsRead) break
    if (codec.fromStored(field, doc[field]) !== null) shown[field] = doc[field]
  }
  return Object.keys(shown).length === 0 ? null : shown
}

/** By the bytes themselves: Automerge keeps them from one reading to the next. */
const remember = (read: (bytes: Uint8Array) => WorkBase | null): ((bytes: Uint8Array) => WorkBase | null) => {
  const known = new WeakMap<Uint8Array, WorkBase>()
  return bytes => {
    const value = known.get(bytes) ?? read(bytes)
    if (value !== null) known.set(bytes, value)
    return value
  }
}

const readAlbum = (
  doc: RootDoc,
  audience: Audience,
  codec: FieldCodec,
  readBaseOf: (bytes: Uint8Array) => WorkBase | null,
): AlbumContent | null => {
  const valueOf = (field: string): Value | null | undefined => {
    const stored: unknown = doc[field]
    return stored === undefined ? undefined : codec.fromStored(field, stored)
  }
  const texts = readTexts(valueOf)
  if (texts === null) return null
  const { groups, orphans } = groupFields(doc)
  const works: WorkContent[] = []
  let unreadable = 0
  for (const [id, fields] of groups) {
    const work = works.length < galleryLimits.worksRead ? readWork(id, fields, codec, readBaseOf) : null
    if (work === null) unreadable++
    else works.push(work)
  }
  works.sort(byOrder)
  const cover = valueOf('cover')
  const created = valueOf('created')
  return {
    audience,
    texts,
    kind: oneOf(albumKinds, valueOf('kind')) ?? 'album',
    layout: oneOf(albumLayouts, valueOf('layout')) ?? 'wall',
    cover: typeof cover === 'string' && isWorkId(cover) ? cover : null,
    createdAtMs: typeof created === 'number' ? created : 0,
    isGone: valueOf('gone') === true,
    works,
    workById: new Map(works.map(work => [work.id, work])),
    hung: works.filter(({ binnedAtMs }) => binnedAtMs === null),
    blobs: works.flatMap(blobsOf),
    unreadable,
    orphans,
  }
}

const blobsOf = ({ versions }: WorkContent): ReferredBlob[] =>
  versions.flatMap(({ renditions }) => renditions.map(({ size, blob }) => ({ ...blob, size })))

const oneOf = <T extends string>(allowed: readonly T[], value: Value | null | undefined): T | undefined =>
  allowed.find(candidate => candidate === value)

const readTexts = (valueOf: (field: string) => Value | null | undefined): AlbumContent['texts'] | null => {
  const texts = { title: '', about: '', role: '', year: '', collaborators: '', video: '' }
  for (const field of albumTextFields) {
    const value = valueOf(field) ?? (valueOf(field) === undefined ? '' : null)
    if (typeof value !== 'string' || value.length > albumTextChars[field]) return null
    texts[field] = value
  }
  return isWebAddress(texts.video) ? texts : { ...texts, video: '' }
}

const idStart = 'w:'.length
const idEnd = idStart + 22

/** Works' fields by id and by what follows it; those without a base apart. */
const groupFields = (
  doc: RootDoc,
): {
  readonly groups: ReadonlyMap<WorkId, ReadonlyMap<string, unknown>>
  readonly orphans: readonly string[]
} => {
  const groups = new Map<WorkId, Map<string, unknown>>()
  let fields = 0
  for (const name in doc) {
    if (++fields > galleryLimits.fieldsRead) break
    const id = name.slice(idStart, idEnd)
    if (!name.startsWith('w:') || !isWorkId(id)) continue
    const rest = name.slice(idEnd)
    if (rest !== '' && !rest.startsWith(':')) continue
    const group = groups.get(id)
    if (group === undefined) groups.set(id, new Map([[rest, doc[name]]]))
    else group.set(rest, doc[name])
  }
  const orphans: string[] = []
  for (const [id, group] of groups) {
    if (group.has('')) continue
    for (const rest of group.keys()) orphans.push(`w:${id}${rest}`)
    groups.delete(id)
  }
  return { groups, orphans }
}
