/**
 * Questions to a relay's directory and its answers, to bytes and back (directory-types.ts). Sizes are checked before
 * anything is decoded. A refusal has the body {"error": <one of directoryRefusals>}.
 */
import { err, ok, type Result } from '../../base/result.ts'
import { enc, type Item } from '../codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  decAs,
  list,
  nullable,
  type Shape,
  text,
  tuple,
  uint,
} from '../codec/shape.ts'
import type { Malformed } from '../errors.ts'
import type { EntryId16 } from '../journal/journal-types.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { time } from '../rooms/shapes.ts'
import {
  directoryLimits,
  type PeopleAnswer,
  type PeopleQuestion,
  type Reference,
  type ReferencesAnswer,
  type ReferencesQuestion,
} from './directory-types.ts'

export const directoryRefusals = [
  /** 401: no token, an unknown or an old one. Ask for another. */
  'token-needed',
  /** 403: the device has been revoked, or the relay does not admit the account. */
  'not-admitted',
  /** 400 */
  'malformed',
  /** 413 */
  'too-large',
  /** 429, with `Retry-After` in seconds */
  'too-many-requests',
  /** 503, with `Retry-After`: the relay is making its index. */
  'not-ready',
] as const
export type DirectoryRefusal = (typeof directoryRefusals)[number]

const { answerBytes, fieldChars, keys, peoplePerPage, questionBytes, referencesPerPage } = directoryLimits
const minCursorBytes = 8
const maxCursorBytes = 64

/** UTF-16 units, as people's editors count them; each takes at most three bytes of UTF-8. */
const field: Shape<string> = (item, at) => {
  const parsed = text(fieldChars * 3)(item, at)
  return parsed.ok && parsed.value.length > fieldChars ? err(at) : parsed
}
const cursor = nullable(bytesBetween(minCursorBytes, maxCursorBytes))

const peopleQuestionShape = tuple<[string, string, string, Uint8Array | null]>(field, field, field, cursor)
const personShape = tuple<[Uint8Array, number]>(bytesOf(32), time)
const peopleAnswerShape = tuple<[number, readonly (readonly [Uint8Array, number])[], Uint8Array | null]>(
  uint(),
  list(personShape, peoplePerPage),
  cursor,
)
const referencesQuestionShape = tuple<[readonly Uint8Array[], Uint8Array | null]>(
  list(bytesOf(16), keys, 1),
  cursor,
)
const referenceShape = tuple<[Uint8Array, Uint8Array, number, Uint8Array]>(
  bytesOf(16),
  bytesOf(32),
  uint(),
  bytesOf(16),
)
const referencesAnswerShape = tuple<
  [readonly (readonly [Uint8Array, Uint8Array, number, Uint8Array])[], Uint8Array | null]
>(list(referenceShape, referencesPerPage), cursor)

/** The caller keeps to `directoryLimits`: no relay reads more. */
export const encodePeopleQuestion = (question: PeopleQuestion): Uint8Array =>
  enc([question.text, question.role, question.place, question.after])

export const decodePeopleQuestion = (bytes: Uint8Array): Result<PeopleQuestion, Malformed> => {
  const parsed = decAs(peopleQuestionShape, bytes, 'people question', questionBytes)
  if (!parsed.ok) return parsed
  const [asked, role, place, after] = parsed.value
  return ok({ text: asked, role, place, after })
}

export const encodePeopleAnswer = ({ found, people, next }: PeopleAnswer): Uint8Array =>
  enc([found, people.map(({ account, changedMs }): Item => [account, changedMs]), next])

export const decodePeopleAnswer = (bytes: Uint8Array): Result<PeopleAnswer, Malformed> => {
  const parsed = decAs(peopleAnswerShape, bytes, 'people answer', answerBytes)
  if (!parsed.ok) return parsed
  const [found, people, next] = parsed.value
  return ok({
    found,
    people: people.map(([account, changedMs]) => ({ account: account as AccountId, changedMs })),
    next,
  })
}

export const encodeReferencesQuestion = (question: ReferencesQuestion): Uint8Array =>
  enc([question.keys, question.after])

export const decodeReferencesQuestion = (bytes: Uint8Array): Result<ReferencesQuestion, Malformed> => {
  const parsed = decAs(referencesQuestionShape, bytes, 'references question', questionBytes)
  if (!parsed.ok) return parsed
  const [asked, after] = parsed.value
  return ok({ keys: asked, after })
}

export const encodeReferencesAnswer = ({ references, next }: ReferencesAnswer): Uint8Array =>
  enc([references.map(({ key, account, segment, id }): Item => [key, account, segment, id]), next])

export const decodeReferencesAnswer = (bytes: Uint8Array): Result<ReferencesAnswer, Malformed> => {
  const parsed = decAs(referencesAnswerShape, bytes, 'references answer', answerBytes)
  if (!parsed.ok) return parsed
  const [found, next] = parsed.value
  return ok({ references: found.map(toReference), next })
}

const toReference = ([key, account, segment, id]: readonly [
  Uint8Array,
  Uint8Array,
  number,
  Uint8Array,
]): Reference => ({
  key,
  account: account as AccountId,
  segment,
  id: id as EntryId16,
})
