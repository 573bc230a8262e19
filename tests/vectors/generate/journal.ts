import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import {
  audienceBeforeKey,
  audienceKeyId,
  audienceOwnKey,
  audienceSlot,
  audienceSlotKey,
  encodeAudienceEntry,
} from '../../../src/protocol/journal/audience.ts'
import { encodeJournalEntry } from '../../../src/protocol/journal/entry.ts'
import { audienceGenesis, journalGenesis } from '../../../src/protocol/journal/journal-genesis.ts'
import type {
  EntryId16,
  JournalBody,
  JournalPlain,
  JournalTarget,
} from '../../../src/protocol/journal/journal-types.ts'
import { postKey, threadKey, threadTag } from '../../../src/protocol/journal/keys.ts'
import { encodeJournalPlain, journalPlainToItem } from '../../../src/protocol/journal/plain.ts'
import { entryIdToText, personKeyOf, targetKeyOf } from '../../../src/protocol/journal/target.ts'
import { padPlain } from '../../../src/protocol/rooms/padding.ts'
import { sealBox, sealWithSingleUseKey } from '../../../src/core/crypto/secretbox.ts'
import { sharedSecret } from '../../../src/core/crypto/x25519.ts'
import { toHex } from '../json-items.ts'
import { createPeople, type People, vectorTimeMs } from './people.ts'

export const journalVectors = async () => {
  const ana = await createPeople(41)
  const bo = await createPeople(42)
  const id = entryIdFrom(ana)
  const targets = targetsOf(ana, bo)
  const plains = plainsOf(ana, bo, targets)
  return {
    about:
      'Journals and audiences: what entries say, how they are sealed, and who can open them. Texts are hex.',
    places: [0, 1, 255, 256, 1_000_000].map(number => ({
      account: toHex(ana.keys.account),
      number,
      journal: toHex(journalGenesis(ana.keys.account, number).doc32),
      audience: toHex(audienceGenesis(ana.keys.account, number).doc32),
    })),
    id: { bytes: toHex(id), text: entryIdToText(id) },
    targets: targets.map(target => ({
      kind: target.kind,
      account: toHex(target.account),
      id: toHex(target.id),
      key: toHex(targetKeyOf(target)),
    })),
    person: { account: toHex(ana.keys.account), key: toHex(personKeyOf(ana.keys.account)) },
    plains: {
      valid: plains.map(plain => ({ kind: plain.kind, bytes: toHex(encodeJournalPlain(plain)) })),
      invalid: badPlains(plains),
    },
    ...entryVectors(ana, bo, plains),
    audience: audienceVectors(ana, bo),
  }
}

const entryIdFrom = ({ random }: People): EntryId16 => random.bytes(16) as EntryId16

const targetsOf = (ana: People, bo: People): readonly JournalTarget[] => [
  { kind: 'post', account: bo.keys.account, id: entryIdFrom(ana), segment: 0 },
  { kind: 'comment', account: bo.keys.account, id: entryIdFrom(ana), segment: 3 },
  { kind: 'work', account: bo.keys.account, id: ana.random.bytes(16), album: ana.random.bytes(32) },
]

const plainsOf = (
  { keys, random }: People,
  bo: People,
  targets: readonly JournalTarget[],
): readonly JournalPlain[] => {
  const atMs = vectorTimeMs
  const id = (): EntryId16 => random.bytes(16) as EntryId16
  const image = (lock: boolean): JournalBody['images'][number] => ({
    id: random.bytes(16),
    alt: 'A harbour at night',
    width: 4_000,
    height: 3_000,
    colour: [12, 34, 56],
    placeholder: random.bytes(25),
    renditions: [
      {
        size: 'thumb',
        width: 320,
        height: 240,
        mime: 'image/webp',
        bytes: 9_000,
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

const badPlains = (plains: readonly JournalPlain[]) => {
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

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

const entryVectors = (ana: People, bo: People, plains: readonly JournalPlain[]) => {
  const { keys, random } = ana
  const [post] = plains
  if (post === undefined) throw new Error('a post')
  const secret = random.bytes(32)
  const [id, about] = [entryIdFrom(ana), entryIdFrom(ana)]
  const keyId = audienceKeyId(secret, keys.account, 2)
  const sealed = (key: Uint8Array) => sealBox(padPlain(encodeJournalPlain(post)), key, random)
  const shared = { id, generation: 2, keyId }
  const tag = threadTag(secret, bo.keys.account, about)
  const entries = [
    ['for everyone', encodeJournalEntry({ form: 'open', id, plain: post })],
    [
      'for an audience',
      encodeJournalEntry({ form: 'audience', ...shared, ...sealed(postKey(secret, keys.account, id)) }),
    ],
    [
      'in a thread',
      encodeJournalEntry({
        form: 'thread',
        tag,
        ...shared,
        ...sealed(threadKey(secret, bo.keys.account, keys.account, id)),
      }),
    ],
    ['for oneself', encodeJournalEntry({ form: 'own', id, sealed: random.bytes(96) })],
  ] as const
  const box = bytes(272, 1)
  const bad: readonly (readonly [string, Item, string])[] = [
    ['an entry without an id', [0, null, journalPlainToItem(post)], 'wrong-shape'],
    ['an entry of no form', ['0', id, journalPlainToItem(post)], 'wrong-shape'],
    ['an open entry of a kind of a newer version', [0, id, ['poll', vectorTimeMs]], 'unknown-kind'],
    ['an open entry that says nothing', [0, id, null], 'wrong-shape'],
    ['a form of a newer version', [4, id, bytes(32, 1)], 'unknown-kind'],
    ['a box of no padded size', [1, id, 2, keyId, bytes(24, 1), bytes(300, 1)], 'wrong-shape'],
    ['a box of nothing', [1, id, 2, keyId, bytes(24, 1), bytes(16, 1)], 'wrong-shape'],
    ['a short nonce', [1, id, 2, keyId, bytes(23, 1), box], 'wrong-shape'],
    ['a short key id', [1, id, 2, bytes(7, 1), bytes(24, 1), box], 'wrong-shape'],
    ['a thread with a short tag', [2, id, bytes(15, 1), 2, keyId, bytes(24, 1), box], 'wrong-shape'],
    ['a thread without a tag', [2, id, 2, keyId, bytes(24, 1), box], 'wrong-shape'],
    ['nothing for oneself', [3, id, bytes(0, 0)], 'wrong-shape'],
  ]
  return {
    entries: {
      id: toHex(id),
      valid: entries.map(([name, entry]) => ({ name, bytes: toHex(entry) })),
      invalid: bad.map(([name, item, reason]) => ({ name, bytes: toHex(enc(item)), reason })),
    },
    keys: {
      secret: toHex(secret),
      account: toHex(keys.account),
      other: toHex(bo.keys.account),
      id: toHex(id),
      about: toHex(about),
      keyId: toHex(keyId),
      generation: 2,
      post: toHex(postKey(secret, keys.account, id)),
      thread: toHex(threadKey(secret, bo.keys.account, keys.account, id)),
      tag: toHex(tag),
      plain: toHex(encodeJournalPlain(post)),
    },
  }
}

const audienceVectors = (ana: People, bo: People) => {
  const { keys, laptopX, random } = ana
  const owner = keys.account
  const [secret, earlier, accountSecret] = [random.bytes(32), random.bytes(32), random.bytes(32)]
  const shared = sharedSecret(laptopX.secretKey, bo.laptopX.publicKey)
  if (shared === null) throw new Error('real keys')
  const keyId = audienceKeyId(secret, owner, 2)
  const seat = { reader: bo.keys.account, readerGeneration: 3, generation: 2, keyId }
  const slot = audienceSlot(shared, owner, seat)
  const before = sealBox(earlier, audienceBeforeKey(secret, owner, 2), random)
  const own = sealBox(secret, audienceOwnKey(accountSecret, owner, 2, keyId), random)
  const slots = [
    { slot, box: sealWithSingleUseKey(secret, audienceSlotKey(shared, owner, seat)) },
    { slot: random.bytes(16), box: random.bytes(48) },
  ]
  const first = { kind: 'secret', keyId, akX: laptopX.publicKey, akGeneration: 1, before: null } as const
  const entries = [
    ['the first secret', encodeAudienceEntry(first)],
    [
      'a secret with the one before',
      encodeAudienceEntry({
        ...first,
        before: { generation: 1, keyId: audienceKeyId(earlier, owner, 1), ...before },
      }),
    ],
    ['readers', encodeAudienceEntry({ kind: 'readers', keyId, slots })],
    ['for oneself', encodeAudienceEntry({ kind: 'own', keyId, akGeneration: 1, ...own })],
  ] as const
  const [nonce, box] = [bytes(24, 1), bytes(48, 1)]
  const bad: readonly (readonly [string, Item, string])[] = [
    ['a kind of a newer version', [3, keyId], 'unknown-kind'],
    ['a kind in words', ['secret', keyId], 'wrong-shape'],
    ['a secret without a key', [0, keyId, bytes(31, 1), 1, null], 'wrong-shape'],
    ['a secret with half of the one before', [0, keyId, bytes(32, 1), 1, [1, keyId, nonce]], 'wrong-shape'],
    ['no readers', [1, keyId, []], 'wrong-shape'],
    [
      'readers out of order',
      [
        1,
        keyId,
        [
          [bytes(16, 2), box],
          [bytes(16, 1), box],
        ],
      ],
      'wrong-shape',
    ],
    [
      'a slot twice',
      [
        1,
        keyId,
        [
          [bytes(16, 1), box],
          [bytes(16, 1), box],
        ],
      ],
      'wrong-shape',
    ],
    ['a slot with a long box', [1, keyId, [[bytes(16, 1), bytes(49, 1)]]], 'wrong-shape'],
    ['for oneself, with a short nonce', [2, keyId, 1, bytes(23, 1), box], 'wrong-shape'],
    ['a short key id', [2, bytes(7, 1), 1, nonce, box], 'wrong-shape'],
  ]
  return {
    valid: entries.map(([name, entry]) => ({ name, bytes: toHex(entry) })),
    invalid: bad.map(([name, item, reason]) => ({ name, bytes: toHex(enc(item)), reason })),
    owner: toHex(owner),
    generation: 2,
    secret: toHex(secret),
    keyId: toHex(keyId),
    shared: toHex(shared),
    reader: {
      account: toHex(bo.keys.account),
      generation: 3,
      slot: toHex(slot),
      key: toHex(audienceSlotKey(shared, owner, seat)),
    },
    before: { secret: toHex(earlier), key: toHex(audienceBeforeKey(secret, owner, 2)) },
    own: { accountSecret: toHex(accountSecret), key: toHex(audienceOwnKey(accountSecret, owner, 2, keyId)) },
  }
}
