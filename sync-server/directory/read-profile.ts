/**
 * The profile document, as far as a directory needs it (src/core/profiles/schema.ts says what it holds). Everything that
 * an owner's own program would take for broken is broken here too: nobody is listed who could not be shown.
 */
import { decAs, text, tuple, uint } from '../../src/protocol/codec/shape.ts'
import { contentLimits } from './content-limits.ts'
import type { ListedProfile, ListedRole } from './content.ts'

/** A document's root. */
export type Root = Readonly<Record<string, unknown>>

/** The text of a fixed value, or null when it is something else. */
export type ReadFixedText = (value: unknown) => string | null

const version = 1

/** Null when it is not listed or cannot be shown. */
export const readListedProfile = (doc: Root, readFixedText: ReadFixedText): ListedProfile | null => {
  if (doc['v'] !== version || doc['listed'] !== true) return null
  const name = readShort(doc['name'], contentLimits.nameChars, readFixedText)
  const place = readShort(doc['place'], contentLimits.placeChars, readFixedText)
  const roles = readRoles(doc)
  if (name === null || place === null || roles === null) return null
  return isBio(doc['bio']) && areLinks(doc) ? { name, place, roles } : null
}

/** Absent is empty; anything but fixed text within the limit is null. */
const readShort = (value: unknown, maxChars: number, readFixedText: ReadFixedText): string | null => {
  if (value === undefined) return ''
  const found = readFixedText(value)
  return found === null || found.length > maxChars ? null : found
}

/** Two devices may each add up to the limit. */
const isBio = (bio: unknown): boolean =>
  bio === undefined || (typeof bio === 'string' && bio.length <= contentLimits.bioChars * 2)

const fieldsWith = (doc: Root, prefix: string): readonly (readonly [string, unknown])[] =>
  Object.keys(doc).flatMap(field =>
    field.startsWith(prefix) ? [[field.slice(prefix.length), doc[field]] as const] : [],
  )

const readRoles = (doc: Root): readonly ListedRole[] | null => {
  const found: { readonly role: ListedRole; readonly position: number }[] = []
  for (const [name, position] of fieldsWith(doc, 'role:')) {
    const role = parseRole(name)
    if (role === null || typeof position !== 'number') return null
    found.push({ role, position })
  }
  return found
    .toSorted((a, b) => a.position - b.position)
    .slice(0, contentLimits.roles)
    .map(({ role }) => role)
}

const parseRole = (name: string): ListedRole | null => {
  const words = name.slice(2)
  if (words === '' || words.length > contentLimits.roleChars) return null
  if (name.startsWith('k:')) return { kind: 'known', id: words }
  return name.startsWith('c:') ? { kind: 'custom', text: words } : null
}

const linkShape = tuple<[number, string, string]>(
  uint(),
  text(contentLimits.linkLabelChars * 4),
  text(contentLimits.linkUrlChars * 4),
)

const areLinks = (doc: Root): boolean =>
  fieldsWith(doc, 'link:').every(([id, value]) => {
    if (!(value instanceof Uint8Array) || id.length > contentLimits.linkIdChars) return false
    const parsed = decAs(linkShape, value, 'profile link', contentLimits.linkBytes)
    return parsed.ok && isPublicUrl(parsed.value[2])
  })

const isPublicUrl = (url: string): boolean =>
  url.length <= contentLimits.linkUrlChars &&
  URL.canParse(url) &&
  ['https:', 'http:', 'mailto:'].includes(new URL(url).protocol)
