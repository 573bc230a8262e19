/**
 * The smaller rows:
 *
 *   card      [1, kind, atMs, by32|null, text, [chain16, n]|null]    what the list shows of the newest item
 *   read      [1, item key, unread]                    everything up to this key was shown
 *   draft     [1, text]
 *   mark      [1, delivered|null, read|null]           numbers of one chain, each "up to here"
 *   received  [1, [[first, last] …], n|null]           runs of numbers that have come, and the last worth an answer
 *   standing  [1, [[acct32, word, place] …], [[acct32, name, place] …], [acct32 …]]
 */
import type { Item } from '../../../../protocol/codec/cbor.ts'
import {
  bytesOf,
  list,
  literal,
  nullable,
  oneOf,
  parseItem,
  type Shape,
  text,
  tuple,
  uint,
} from '../../../../protocol/codec/shape.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { nameBytes } from '../../../../protocol/rooms/first-contact-types.ts'
import type { ConversationCard } from '../../../api.ts'
import type { Runs } from '../rules/received.ts'
import type { ChainPlace } from './talk-item.ts'

export type PreviewKind = ConversationCard['previewKind']

export interface StoredCard {
  readonly kind: PreviewKind
  readonly atMs: number
  readonly by: AccountId | null
  readonly text: string
  /** Of a message, for its delivery. */
  readonly at: ChainPlace | null
}

export interface StoredRead {
  /** Empty: nothing was shown yet. */
  readonly key: string
  readonly unread: number
}

export interface Mark {
  readonly delivered: number | null
  readonly read: number | null
}

export interface Received {
  readonly runs: Runs
  /** The last number that asks to be answered by a receipt. */
  readonly worth: number | null
}

export interface Said<T extends string> {
  readonly account: AccountId
  readonly said: T
  readonly place: number
}

/** What envelopes said of the conversation itself, the newest by place of each person. */
export interface Standing {
  readonly words: readonly Said<'accept' | 'goodbye'>[]
  readonly names: readonly Said<string>[]
  readonly joined: readonly AccountId[]
}

const previewKinds = ['text', 'image', 'work', 'deleted', 'unreadable', 'notice', 'none'] as const
const maxKeyChars = 80
const previewBytes = 1_024
/** A pasted megabyte is kept until somebody has cut it. */
export const draftBytes = limits.encodedBytes - 64
const people = limits.roomMembers * 4

type ChainFields = [Uint8Array, number]
const cardShape = tuple<[1, PreviewKind, number, Uint8Array | null, string, ChainFields | null]>(
  literal(1),
  oneOf(...previewKinds),
  uint(),
  nullable(bytesOf(32)),
  text(previewBytes),
  nullable(tuple<ChainFields>(bytesOf(16), uint())),
)
const readShape = tuple<[1, string, number]>(literal(1), text(maxKeyChars), uint())
const draftShape = tuple<[1, string]>(literal(1), text(draftBytes))
const markShape = tuple<[1, number | null, number | null]>(literal(1), nullable(uint()), nullable(uint()))
const receivedShape = tuple<[1, Runs, number | null]>(
  literal(1),
  list(tuple<[number, number]>(uint(), uint()), limits.encodedBytes),
  nullable(uint()),
)
const saidShape = <T extends string>(said: Shape<T>) =>
  list(tuple<[Uint8Array, T, number]>(bytesOf(32), said, uint()), people)
const standingShape = tuple<
  [
    1,
    readonly [Uint8Array, 'accept' | 'goodbye', number][],
    readonly [Uint8Array, string, number][],
    readonly Uint8Array[],
  ]
>(literal(1), saidShape(oneOf('accept', 'goodbye')), saidShape(text(nameBytes)), list(bytesOf(32), people))

export const cardToRow = (card: StoredCard): Item => [
  1,
  card.kind,
  card.atMs,
  card.by,
  card.text,
  card.at && [card.at.chain, card.at.n],
]

export const parseCard = (row: Item): StoredCard | null => {
  const parsed = parseItem(cardShape, row, 'card row')
  if (!parsed.ok) return null
  const [, kind, atMs, by, preview, at] = parsed.value
  return { kind, atMs, by: by as AccountId | null, text: preview, at: at && { chain: at[0], n: at[1] } }
}

export const readToRow = ({ key, unread }: StoredRead): Item => [1, key, unread]

export const parseRead = (row: Item): StoredRead | null => {
  const parsed = parseItem(readShape, row, 'read row')
  return parsed.ok ? { key: parsed.value[1], unread: parsed.value[2] } : null
}

export const draftToRow = (draft: string): Item => [1, draft]

export const parseDraft = (row: Item): string | null => {
  const parsed = parseItem(draftShape, row, 'draft row')
  return parsed.ok ? parsed.value[1] : null
}

export const noMark: Mark = { delivered: null, read: null }

export const markToRow = ({ delivered, read }: Mark): Item => [1, delivered, read]

export const parseMark = (row: Item | null): Mark => {
  const parsed = parseItem(markShape, row, 'mark row')
  return parsed.ok ? { delivered: parsed.value[1], read: parsed.value[2] } : noMark
}

const nothingReceived: Received = { runs: [], worth: null }

export const receivedToRow = ({ runs, worth }: Received): Item => [1, runs, worth]

export const parseReceived = (row: Item | null): Received => {
  const parsed = parseItem(receivedShape, row, 'received row')
  return parsed.ok ? { runs: parsed.value[1], worth: parsed.value[2] } : nothingReceived
}

const noStanding: Standing = { words: [], names: [], joined: [] }

export const standingToRow = ({ words, names, joined }: Standing): Item => [
  1,
  words.map(one => [one.account, one.said, one.place]),
  names.map(one => [one.account, one.said, one.place]),
  [...joined],
]

export const parseStanding = (row: Item | null): Standing => {
  const parsed = parseItem(standingShape, row, 'standing row')
  if (!parsed.ok) return noStanding
  const [, words, names, joined] = parsed.value
  return { words: words.map(toSaid), names: names.map(toSaid), joined: joined as readonly AccountId[] }
}

const toSaid = <T extends string>([account, said, place]: readonly [Uint8Array, T, number]): Said<T> => ({
  account: account as AccountId,
  said,
  place,
})
