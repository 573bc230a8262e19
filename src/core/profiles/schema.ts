/**
 * The profile document, version 1. A flat map, so that two devices that edit different fields never meet:
 *
 *   v             1
 *   name, place   fixed text
 *   availability  fixed text, one of `availabilities`
 *   accent        fixed text, one of `accents`
 *   bio           shared text
 *   role:k:<id>   position; a role of the vocabulary
 *   role:c:<text> position; a role in the person's own words
 *   link:<id>     bytes, enc([position, label, url])
 *   album:…       the albums that everyone sees; see galleries/album-list.ts
 *   journal       number, how many segments the journal has; of what two devices wrote, the larger
 *   audience      number, the newest generation of the audience secret; likewise
 *   listed        true: its owner wants to be found through a relay's directory
 *
 * Unknown fields are left alone. A field of the wrong type or size breaks the reading.
 */
import { decAs, text, tuple, uint } from '../../protocol/codec/shape.ts'
import type { AccentName, Availability, ProfileLink, Role } from '../api.ts'
import { readBytes, readFixedText, rivalNumbersOf, rivalsOf } from '../documents/index.ts'
import type { Schema } from '../documents/owned-document.ts'
import { type ListedAlbum, readAlbumList } from '../galleries/album-list.ts'
import { openCodec } from '../galleries/field-codec.ts'
import { profileLimits } from './limits.ts'
import { isPublicUrl } from './rules.ts'

export const availabilities: readonly Availability[] = ['unset', 'available', 'soon', 'busy']
export const accents: readonly AccentName[] = [
  'graphite',
  'ochre',
  'vermilion',
  'rose',
  'violet',
  'cobalt',
  'teal',
  'moss',
]

export const shortFields = ['name', 'place', 'availability', 'accent'] as const
export type ShortField = (typeof shortFields)[number]

/** Where else this account's documents are. */
export type CountField = 'journal' | 'audience'

export interface ProfileContent {
  readonly name: string
  readonly place: string
  readonly bio: string
  readonly availability: Availability
  readonly accent: AccentName
  readonly roles: readonly Role[]
  readonly links: readonly ProfileLink[]
  /** In order, those in their owner's bin among them. */
  readonly albums: readonly ListedAlbum[]
  /** Segments of the journal, and the newest generation of the audience secret; 0 before there is one. */
  readonly journal: number
  readonly audience: number
  readonly listed: boolean
  /** What another device wrote to a short field at the same time. */
  readonly rivals: readonly { readonly field: ShortField; readonly other: string }[]
}

type Doc = Parameters<Schema<ProfileContent>['read']>[0]

const linkShape = tuple<[number, string, string]>(
  uint(),
  text(profileLimits.linkLabelChars * 4),
  text(profileLimits.linkUrlChars * 4),
)

export const profileSchema: Schema<ProfileContent> = {
  version: 1,
  read(doc) {
    const name = readShort(doc, 'name', profileLimits.nameChars)
    const place = readShort(doc, 'place', profileLimits.placeChars)
    const bio = doc['bio'] ?? ''
    const roles = readRoles(doc)
    const links = readLinks(doc)
    if (name === null || place === null || roles === null || links === null) return null
    if (typeof bio !== 'string' || bio.length > profileLimits.bioChars * 2) return null
    return {
      name,
      place,
      bio,
      availability: oneOf(availabilities, readShort(doc, 'availability', 40)) ?? 'unset',
      accent: oneOf(accents, readShort(doc, 'accent', 40)) ?? 'graphite',
      roles,
      links,
      albums: readAlbumList(doc, openCodec),
      journal: readCount(doc, 'journal'),
      audience: readCount(doc, 'audience'),
      listed: doc['listed'] === true,
      rivals: shortFields.flatMap(field => rivalIn(doc, field)),
    }
  },
}

/** They only ever grow, so of what devices wrote at the same time the largest holds. */
const readCount = (doc: Doc, field: CountField): number =>
  Math.max(0, ...[doc[field], ...rivalNumbersOf(doc, field)].filter(isCount))

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= profileLimits.count

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | undefined =>
  allowed.find(candidate => candidate === value)

/** Absent is empty; anything but fixed text within the limit is null. */
const readShort = (doc: Doc, field: ShortField, maxChars: number): string | null => {
  const value = doc[field]
  if (value === undefined) return ''
  const text = readFixedText(value)
  return text === null || text.length > maxChars ? null : text
}

const rivalIn = (doc: Doc, field: ShortField): { field: ShortField; other: string }[] => {
  const kept = readFixedText(doc[field])
  const other = rivalsOf(doc, field).find(value => value !== kept)
  return other === undefined ? [] : [{ field, other: other.slice(0, profileLimits.nameChars) }]
}

const fieldsWith = (doc: Doc, prefix: string): [string, unknown][] =>
  Object.entries(doc).flatMap(([field, value]) =>
    field.startsWith(prefix) ? [[field.slice(prefix.length), value]] : [],
  )

const readRoles = (doc: Doc): Role[] | null => {
  const found: { role: Role; position: number }[] = []
  for (const [name, position] of fieldsWith(doc, 'role:')) {
    const role = parseRoleField(name)
    if (role === null || typeof position !== 'number') return null
    found.push({ role, position })
  }
  // Two devices may each add up to the limit: the first few by position are shown.
  return found
    .toSorted((a, b) => a.position - b.position)
    .slice(0, profileLimits.roles)
    .map(({ role }) => role)
}

export const roleField = (role: Role): string =>
  role.kind === 'known' ? `role:k:${role.id}` : `role:c:${role.text}`

const parseRoleField = (name: string): Role | null => {
  const words = name.slice(2)
  if (words === '' || words.length > profileLimits.roleChars) return null
  if (name.startsWith('k:')) return { kind: 'known', id: words }
  return name.startsWith('c:') ? { kind: 'custom', text: words } : null
}

const readLinks = (doc: Doc): ProfileLink[] | null => {
  const found: { link: ProfileLink; position: number }[] = []
  for (const [id, value] of fieldsWith(doc, 'link:')) {
    const bytes = readBytes(value)
    const parsed = bytes === null ? null : decAs(linkShape, bytes, 'profile link', 16_384)
    if (parsed === null || !parsed.ok || id.length > 64) return null
    const [position, label, url] = parsed.value
    if (!isPublicUrl(url)) return null
    found.push({ link: { id, label, url }, position })
  }
  return found
    .toSorted((a, b) => a.position - b.position)
    .slice(0, profileLimits.links)
    .map(({ link }) => link)
}
