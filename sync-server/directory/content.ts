/**
 * What the directory keeps of one document. This is also how the thread that reads documents says it, and how it stands
 * on disk:
 *
 *   nothing   enc([0])
 *   profile   enc([1, name, [[isKnown, text] …], place])
 *   journal   enc([2, [[id16, at, [key16 …]] …], [of16 …]])     the newest first; `of`: entries that were taken back
 */
import { err, ok, type Result } from '../../src/base/result.ts'
import { dec, enc, type Item } from '../../src/protocol/codec/cbor.ts'
import { bool, bytesOf, list, literal, parseItem, text, tuple } from '../../src/protocol/codec/shape.ts'
import { malformed, type Malformed } from '../../src/protocol/errors.ts'
import { time } from '../../src/protocol/rooms/shapes.ts'
import { contentLimits } from './content-limits.ts'

export type ListedRole =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'custom'; readonly text: string }

export interface ListedProfile {
  readonly name: string
  readonly roles: readonly ListedRole[]
  readonly place: string
}

/** An entry that says something about others. */
export interface JournalMark {
  /** 16 bytes. */
  readonly id: Uint8Array
  /** ms, as its author said; 0 where that is not for everyone. */
  readonly atMs: number
  /** Of 16 bytes each: what it is about. */
  readonly keys: readonly Uint8Array[]
}

export type PublicContent =
  /** Not listed, empty, broken, or of a version that this relay cannot read. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'profile'; readonly profile: ListedProfile }
  | {
      readonly kind: 'journal'
      readonly marks: readonly JournalMark[]
      readonly takenBack: readonly Uint8Array[]
    }

const { entries, keysInAll, nameChars, placeChars, roleChars, roles } = contentLimits
const utf8Bytes = 3

const profileShape = tuple<[1, string, readonly (readonly [boolean, string])[], string]>(
  literal(1),
  text(nameChars * utf8Bytes),
  list(tuple<[boolean, string]>(bool, text(roleChars * utf8Bytes)), roles),
  text(placeChars * utf8Bytes),
)
const journalShape = tuple<
  [2, readonly (readonly [Uint8Array, number, readonly Uint8Array[]])[], readonly Uint8Array[]]
>(
  literal(2),
  list(
    tuple<[Uint8Array, number, readonly Uint8Array[]]>(bytesOf(16), time, list(bytesOf(16), keysInAll, 1)),
    entries,
  ),
  list(bytesOf(16), entries),
)
const nothingShape = tuple<[0]>(literal(0))

export const encodeContent = (content: PublicContent): Uint8Array => enc(contentToItem(content))

export const decodeContent = (bytes: Uint8Array): Result<PublicContent, Malformed> => {
  const item = dec(bytes, what)
  return item.ok ? parseContent(item.value) : item
}

const contentToItem = (content: PublicContent): Item => {
  switch (content.kind) {
    case 'nothing':
      return [0]
    case 'profile': {
      const { name, roles: had, place } = content.profile
      return [1, name, had.map(role => (role.kind === 'known' ? [true, role.id] : [false, role.text])), place]
    }
    case 'journal':
      return [2, content.marks.map(({ id, atMs, keys }) => [id, atMs, keys]), content.takenBack]
  }
}

const parseContent = (item: Item): Result<PublicContent, Malformed> => {
  const form: unknown = Array.isArray(item) ? item[0] : null
  switch (form) {
    case 0: {
      const parsed = parseItem(nothingShape, item, what)
      return parsed.ok ? ok({ kind: 'nothing' }) : parsed
    }
    case 1:
      return parseProfile(item)
    case 2:
      return parseJournal(item)
    default:
      return err(malformed(what, 'unknown-kind'))
  }
}

const what = 'public content'

const parseProfile = (item: Item): Result<PublicContent, Malformed> => {
  const parsed = parseItem(profileShape, item, what)
  if (!parsed.ok) return parsed
  const [, name, had, place] = parsed.value
  const toRole = ([isKnown, words]: readonly [boolean, string]): ListedRole =>
    isKnown ? { kind: 'known', id: words } : { kind: 'custom', text: words }
  return ok({ kind: 'profile', profile: { name, roles: had.map(toRole), place } })
}

const parseJournal = (item: Item): Result<PublicContent, Malformed> => {
  const parsed = parseItem(journalShape, item, what)
  if (!parsed.ok) return parsed
  const [, marks, takenBack] = parsed.value
  return ok({ kind: 'journal', marks: marks.map(([id, atMs, keys]) => ({ id, atMs, keys })), takenBack })
}
