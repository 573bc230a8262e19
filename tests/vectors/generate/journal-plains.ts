/** What entries of a journal say, and what none may. */
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import type {
  EntryId16,
  JournalBody,
  JournalPlain,
  JournalTarget,
} from '../../../src/protocol/journal/journal-types.ts'
import { journalPlainToItem } from '../../../src/protocol/journal/plain.ts'
import { toHex } from '../json-items.ts'
import { type People, vectorTimeMs } from './people.ts'
import { bytes, harbour, harbourThumb } from './harbour.ts'

export const plainsOf = (
  { keys, random }: People,
  bo: People,
  targets: readonly JournalTarget[],
): readonly JournalPlain[] => {
  const atMs = vectorTimeMs
  const id = (): EntryId16 => random.bytes(16) as EntryId16
  const image = (lock: boolean): JournalBody['images'][number] => ({
    id: random.bytes(16),
    alt: 'A harbour at night',
    ...harbour,
    placeholder: random.bytes(25),
    renditions: [
      {
        ...harbourThumb,
        digest: random.bytes(32) as BlobDigest,
        lock: lock ? { key: random.bytes(32), plainDigest: random.bytes(32) } : null,
      },
    ],
  })
  const work = (isKnown: boolean): JournalBody['works'][number] => ({
    account: keys.account,
    album: random.bytes(32),
    work: random.bytes(16),
    title: 'Stilleben',
    alt: 'Drei Birnen',
    preview: isKnown
      ? { image: random.bytes(16), width: 800, height: 600, colour: [1, 2, 3], placeholder: random.bytes(20) }
      : null,
  })
  const mentions = [{ account: bo.keys.account, name: 'Bo' }]
  const body = {
    text: 'Regen über Łódź 🌧',
    mentions,
    images: [image(false), image(true)],
    works: [work(true), work(false)],
  }
  const [post, comment, shown] = targets
  if (post === undefined || comment === undefined || shown === undefined) throw new Error('three targets')
  return [
    { kind: 'post', atMs, body, added: null },
    {
      kind: 'post',
      atMs,
      body: { text: '', mentions: [], images: [], works: [work(true)] },
      added: { album: random.bytes(32), title: 'Winter', total: 40 },
    },
    {
      kind: 'comment',
      atMs,
      target: post,
      replyTo: { account: bo.keys.account, id: id() },
      text: 'Ja.',
      mentions,
    },
    { kind: 'comment', atMs, target: shown, replyTo: null, text: 'Schön', mentions: [] },
    { kind: 'appreciate', atMs, target: comment },
    { kind: 'edit', atMs, of: id(), body: { ...body, text: '' } },
    { kind: 'delete', atMs, of: id() },
    { kind: 'hide', atMs, account: bo.keys.account, id: id() },
    { kind: 'follow', atMs, account: bo.keys.account },
  ]
}

type Spoil = readonly [name: string, kind: JournalPlain['kind'], at: number, value: Item]

export const badPlains = (plains: readonly JournalPlain[]) => {
  const itemOf = (kind: JournalPlain['kind']): readonly Item[] => {
    const plain = plains.find(one => one.kind === kind)
    const item = plain === undefined ? null : journalPlainToItem(plain)
    if (!Array.isArray(item)) throw new Error(`no ${kind}`)
    return item as readonly Item[]
  }
  const [account, id] = [bytes(32, 1), bytes(16, 1)]
  const spoils: readonly Spoil[] = [
    ['a post from a date that no calendar has', 'post', 1, 8.64e15 + 1],
    ['a post that mentions half an account', 'post', 3, [[id, 'Bo']]],
    [
      'a post with an image of no size',
      'post',
      4,
      [[id, '', 0, 1, [0, 0, 0], bytes(0, 0), [rendition(null, null)]]],
    ],
    ['a post with an image without renditions', 'post', 4, [[id, '', 1, 1, [0, 0, 0], bytes(0, 0), []]]],
    [
      'a post with half a lock',
      'post',
      4,
      [[id, '', 1, 1, [0, 0, 0], bytes(0, 0), [rendition(account, null)]]],
    ],
    [
      'a post with one size twice',
      'post',
      4,
      [[id, '', 1, 1, [0, 0, 0], bytes(0, 0), [rendition(null, null), rendition(null, null)]]],
    ],
    [
      'a post with a colour of two parts',
      'post',
      5,
      [[account, account, id, '', '', [id, 1, 1, [0, 0], bytes(0, 0)]]],
    ],
    [
      'a post with eleven works',
      'post',
      5,
      Array.from({ length: 11 }, () => [account, account, id, '', '', null]),
    ],
    ['a post that added nothing', 'post', 6, [account, 'Winter', 0]],
    ['a comment about a person', 'comment', 2, ['person', account, id, 0]],
    ['a comment about a work in no album', 'comment', 2, ['work', account, id, 0]],
    ['a comment about a post in an album', 'comment', 2, ['post', account, id, account]],
    ['a comment that answers half an entry', 'comment', 3, [account, bytes(15, 1)]],
    ['an appreciation of nothing', 'appreciate', 2, null],
    ['an edit of half an entry', 'edit', 2, bytes(15, 1)],
    ['a deletion of an account', 'delete', 2, account],
    ['a hiding without an account', 'hide', 2, null],
    ['following half an account', 'follow', 2, id],
  ]
  return [
    ...spoils.map(([name, kind, at, value]) => [name, itemOf(kind).with(at, value), 'wrong-shape'] as const),
    ['a post that says more', [...itemOf('post'), null], 'wrong-shape'] as const,
    ['nothing', [], 'wrong-shape'] as const,
    ['a kind that is a number', [7, vectorTimeMs], 'wrong-shape'] as const,
    ['a kind of a newer version', ['poll', vectorTimeMs, 'Which?'], 'unknown-kind'] as const,
  ].map(([name, item, reason]) => ({ name, bytes: toHex(enc(item)), reason }))
}

const rendition = (key: Uint8Array | null, plainDigest: Uint8Array | null): Item => [
  'thumb',
  1,
  1,
  'image/webp',
  1,
  bytes(32, 2),
  key,
  plainDigest,
]
