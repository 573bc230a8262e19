import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { enc } from '../../../src/protocol/codec/cbor.ts'
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import {
  encodeRecord,
  recordId,
  type RecordKind,
  type SignedRecord,
  signRecord,
} from '../../../src/protocol/records/record.ts'
import { controlKey, signControl } from '../../../src/protocol/rooms/control.ts'
import { messageKey, padPlain, signEnvelope } from '../../../src/protocol/rooms/envelope.ts'
import { epochCommit, epochWrapContext, signEpoch } from '../../../src/protocol/rooms/epoch.ts'
import { encodeSealedControl } from '../../../src/protocol/rooms/feed-entries.ts'
import { controlGenesis, feedGenesis } from '../../../src/protocol/rooms/feed-genesis.ts'
import { placeAfter } from '../../../src/protocol/rooms/place.ts'
import { encodePlain } from '../../../src/protocol/rooms/plain.ts'
import type { Plain } from '../../../src/protocol/rooms/plain-types.ts'
import { conversationIdOf, directRoomId } from '../../../src/protocol/rooms/room-id.ts'
import { signRoom } from '../../../src/protocol/rooms/room.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId, RoomId } from '../../../src/protocol/rooms/room-types.ts'
import { sealBox } from '../../../src/core/crypto/secretbox.ts'
import { wrapSecret } from '../../../src/core/crypto/wrap.ts'
import { keyPairFromSecret, sharedSecret } from '../../../src/core/crypto/x25519.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople, type People, vectorTimeMs } from './people.ts'

export const roomVectors = async () => {
  const ana = await createPeople(21)
  const bo = await createPeople(22)
  const { random } = ana
  const roomRecord = await signRoom(ana.laptop.sign, {
    creator: ana.keys.account,
    creatorDevice: ana.laptop.publicKey,
    nonce: random.bytes(32),
    mode: 'keep',
  })
  const room = ridOf(roomRecord) as RoomId
  const epoch = await epochVectors(ana, bo, room)
  const envelope = await envelopeVectors(ana, room, epoch.record, epoch.secret)
  const control = await controlVectors(ana, bo, room)
  const records = [
    ['a room', roomRecord, ana.laptop.publicKey],
    ['an epoch for two devices', epoch.record, ana.laptop.publicKey],
    ['an envelope that answers others', envelope.record, ana.laptop.publicKey],
    ['the first envelope of a feed', envelope.first, ana.laptop.publicKey],
    ...control.records.map(([name, record]) => [name, record, ana.laptop.publicKey] as const),
  ] as const
  const bodies = Object.fromEntries(records.map(([, { kind, body }]) => [kind, body]))
  return {
    about:
      'Rooms: what is signed, what is derived, and what is sealed. Ids are rids; texts are hex but for items.',
    valid: records.map(([name, record, signer]) => ({
      name,
      signer: toHex(signer),
      ...describeRecord(record),
    })),
    invalid: (await badRecords(ana, bodies)).map(([name, record, reason]) => ({
      name,
      bytes: toHex(encodeRecord(record)),
      error: { type: 'malformed', reason },
    })),
    conversation: { room: toHex(room), id: conversationIdOf(room) },
    direct: directVectors(ana, bo),
    feeds: [0, 1, 4_096].map(segment => ({
      room: toHex(room),
      account: toHex(ana.keys.account),
      segment,
      doc32: toHex(feedGenesis(room, ana.keys.account, segment).doc32),
    })),
    control: {
      room: toHex(room),
      account: toHex(ana.keys.account),
      doc32: toHex(controlGenesis(room, ana.keys.account).doc32),
      key: toHex(controlKey(room)),
      entry: toHex(control.entry),
      record: toHex(encodeRecord(control.records[0][1])),
    },
    epoch: epoch.json,
    envelope: envelope.json,
    plains: plainVectors(ana, roomRecord),
    places: placeVectors(),
  }
}

const ridOf = (record: SignedRecord): Uint8Array => recordId(record.kind, record.body)

export const describeRecord = (record: SignedRecord) => ({
  kind: record.kind,
  rid: toHex(ridOf(record)),
  bytes: toHex(encodeRecord(record)),
})

const sorted = (...rows: readonly Uint8Array[]): Uint8Array[] => rows.toSorted((a, b) => Buffer.compare(a, b))

const epochVectors = async (ana: People, bo: People, room: RoomId) => {
  const { random, laptop } = ana
  const nonce = random.bytes(16)
  const secret = random.bytes(32)
  const wrapFor = (device: Uint8Array, prekeyId: number, x: Uint8Array) => {
    const context = epochWrapContext(room, nonce, laptop.publicKey, device, prekeyId)
    const wrap = wrapSecret(secret, x, context, random)
    if (wrap === null) throw new Error('a real key')
    return { context, wrap }
  }
  const own = wrapFor(laptop.publicKey, 1, ana.laptopX.publicKey)
  const theirs = wrapFor(bo.phone.publicKey, 7, bo.phoneX.publicKey)
  const commit = epochCommit(secret, room, nonce, laptop.publicKey)
  const record = await signEpoch(laptop.sign, {
    feed: feedGenesis(room, ana.keys.account, 0).doc32,
    nonce,
    creator: ana.keys.account,
    creatorDevice: laptop.publicKey,
    atMs: vectorTimeMs,
    controlHeads: [random.bytes(32), random.bytes(32)],
    members: [
      [ana.keys.account, [random.bytes(32)]],
      [bo.keys.account, [random.bytes(32), random.bytes(32)]],
    ],
    commit,
    wraps: [
      [laptop.publicKey, 1, own.wrap],
      [bo.phone.publicKey, 7, theirs.wrap],
    ],
  })
  const json = {
    room: toHex(room),
    nonce: toHex(nonce),
    creatorDevice: toHex(laptop.publicKey),
    secret: toHex(secret),
    commit: toHex(commit),
    device: toHex(bo.phone.publicKey),
    prekeyId: 7,
    prekeySecret: toHex(bo.phoneX.secretKey),
    wrapContext: itemToJson(theirs.context),
    wrap: toHex(theirs.wrap),
  }
  return { record, secret, json }
}

const envelopeVectors = async (ana: People, room: RoomId, epoch: SignedRecord, secret: Uint8Array) => {
  const { random, laptop } = ana
  const epochId = ridOf(epoch) as EpochId
  const header: EnvelopeHeader = {
    feed: feedGenesis(room, ana.keys.account, 0).doc32,
    epoch: epochId,
    device: laptop.publicKey,
    chain: random.bytes(16),
    n: 41,
    prev: random.bytes(32) as EnvelopeId,
    seen: sorted(random.bytes(16), random.bytes(16)),
  }
  const body = { type: 'text', text: 'Regen über Łódź 🌧', replyTo: null } as const
  const plain = encodePlain({ sentAtMs: vectorTimeMs, ownHeads: [random.bytes(32)], body })
  const key = messageKey(secret, epochId, room, header)
  const { nonce, box } = sealBox(padPlain(plain), key, random)
  const record = await signEnvelope(laptop.sign, header, nonce, box)
  const firstHeader: EnvelopeHeader = { ...header, n: 0, prev: null, seen: [] }
  const sealed = sealBox(padPlain(plain), messageKey(secret, epochId, room, firstHeader), random)
  const first = await signEnvelope(laptop.sign, firstHeader, sealed.nonce, sealed.box)
  const json = {
    room: toHex(room),
    secret: toHex(secret),
    key: toHex(key),
    plain: toHex(plain),
    record: toHex(encodeRecord(record)),
  }
  return { record, first, json }
}

const controlVectors = async (ana: People, bo: People, room: RoomId) => {
  const { random, laptop } = ana
  const shared = { room, author: ana.keys.account, authorDevice: laptop.publicKey, account: bo.keys.account }
  const add = await signControl(laptop.sign, {
    ...shared,
    prev: [],
    operation: 'add',
    accountHeads: [random.bytes(32)],
    frontier: null,
  })
  const admin = await signControl(laptop.sign, {
    ...shared,
    prev: [ridOf(add)],
    operation: 'admin',
    accountHeads: [],
    frontier: null,
  })
  const remove = await signControl(laptop.sign, {
    ...shared,
    prev: [ridOf(add), ridOf(admin)],
    operation: 'remove',
    accountHeads: [],
    frontier: [
      [random.bytes(16), 0],
      [random.bytes(16), 2 ** 40],
    ],
  })
  const leave = await signControl(laptop.sign, {
    ...shared,
    account: ana.keys.account,
    prev: [ridOf(remove)],
    operation: 'leave',
    accountHeads: [],
    frontier: null,
  })
  const entry = encodeSealedControl(sealBox(padPlain(encodeRecord(add)), controlKey(room), random))
  const records = [
    ['an add, the first of its room', add],
    ['a new admin', admin],
    ['a remove that names what was accepted', remove],
    ['a leave', leave],
  ] as const
  return { records, entry }
}

const directVectors = (ana: People, bo: People) => {
  const [anaX, boX] = [keyPairFromSecret(ana.random.bytes(32)), keyPairFromSecret(bo.random.bytes(32))]
  const shared = sharedSecret(anaX.secretKey, boX.publicKey)
  if (shared === null) throw new Error('real keys')
  const sides = [
    { account: ana.keys.account, generation: 1 },
    { account: bo.keys.account, generation: 3 },
  ] as const
  return {
    shared: toHex(shared),
    sides: sides.map(({ account, generation }) => ({ account: toHex(account), generation })),
    room: toHex(directRoomId(shared, ...sides)),
  }
}

const plainVectors = (ana: People, room: SignedRecord) => {
  const { random } = ana
  const target = random.bytes(32) as EnvelopeId
  const image = {
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
        key: random.bytes(32),
        plainDigest: random.bytes(32),
      },
    ],
  } as const
  const bodies: readonly Plain['body'][] = [
    { type: 'text', text: 'Ja.', replyTo: target },
    { type: 'image', text: '', alt: 'A harbour at night', replyTo: null, image },
    {
      type: 'work',
      account: ana.keys.account,
      albumTag: random.bytes(32),
      work: random.bytes(16),
      title: 'Stilleben',
      artist: 'Ana',
      text: '',
      image: null,
    },
    { type: 'edit', target, text: 'Nein.' },
    { type: 'delete', target },
    { type: 'react', target, emoji: '🎬' },
    { type: 'react', target, emoji: null },
    { type: 'got', kind: 'read', marks: [[random.bytes(16), 12]] },
    { type: 'ask', target },
    { type: 'accept' },
    { type: 'goodbye' },
    {
      type: 'invite',
      room,
      name: 'Studio',
      members: [ana.keys.account],
      keys: [[random.bytes(32) as EpochId, random.bytes(32)]],
    },
    { type: 'joined' },
    { type: 'name', name: 'Werkstatt' },
    { type: 'late' },
  ]
  const heads = [random.bytes(32)]
  const plain = (type: string, body: Item): Item => [type, vectorTimeMs, heads, body]
  return {
    valid: bodies.map(body => ({
      type: body.type,
      bytes: toHex(encodePlain({ sentAtMs: vectorTimeMs, ownHeads: heads, body })),
    })),
    invalid: [
      ['a type of a newer version', plain('poll', ['Which?']), 'unknown-kind'],
      ['a text without the message it answers', plain('text', ['Ja.']), 'wrong-shape'],
      ['an emoji that is a sentence', plain('react', [target, 'x'.repeat(65)]), 'wrong-shape'],
      ['a yes with something in it', plain('accept', [null]), 'wrong-shape'],
      [
        'marks out of order',
        plain('got', [
          'read',
          [
            [bytes(16, 2), 1],
            [bytes(16, 1), 1],
          ],
        ]),
        'wrong-shape',
      ],
      [
        'one chain marked twice',
        plain('got', [
          'read',
          [
            [bytes(16, 1), 1],
            [bytes(16, 1), 2],
          ],
        ]),
        'wrong-shape',
      ],
      [
        'an invitation to something else',
        plain('invite', [['env', [], bytes(64, 0)], '', [], []]),
        'unknown-kind',
      ],
      ['a date that no calendar has', ['accept', 8.64e15 + 1, heads, []], 'wrong-shape'],
    ].map(([name, item, reason]) => ({ name, bytes: toHex(enc(item as Item)), reason })),
  }
}

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

const placeVectors = () => {
  const dayMs = 24 * 60 * 60 * 1000
  const cases: readonly (readonly [sentAtMs: number, parents: readonly number[]])[] = [
    [vectorTimeMs, []],
    [vectorTimeMs, [vectorTimeMs - dayMs, vectorTimeMs - 2 * dayMs]],
    [vectorTimeMs, [vectorTimeMs]],
    [vectorTimeMs, [vectorTimeMs + dayMs, vectorTimeMs]],
    [vectorTimeMs + 10_000 * dayMs, [vectorTimeMs]],
    [vectorTimeMs + 10_000 * dayMs, []],
    [0, [Number.MAX_SAFE_INTEGER]],
  ]
  return cases.map(([sentAtMs, parents]) => ({ sentAtMs, parents, place: placeAfter(sentAtMs, parents) }))
}

type Bad = readonly [name: string, record: SignedRecord, reason: string]

const badRecords = async ({ laptop }: People, bodies: Readonly<Record<string, readonly Item[]>>) => {
  const bad: Bad[] = []
  const spoil = async (name: string, kind: RecordKind, at: number, value: Item, reason = 'wrong-shape') => {
    bad.push([name, await signRecord(laptop.sign, kind, (bodies[kind] ?? []).with(at, value)), reason])
  }
  const head = bytes(32, 9)
  const wrap = (device: number): Item => [bytes(32, device), 1, bytes(80, 1)]
  await spoil('a room of version 2', 'room', 0, 2, 'unknown-version')
  await spoil('a room whose messages vanish', 'room', 4, 'vanish')
  await spoil('a room with a short nonce', 'room', 3, bytes(31, 1))
  await spoil('an epoch for nobody', 'epoch', 6, [])
  await spoil('an epoch without a wrap', 'epoch', 8, [])
  await spoil('an epoch with two wraps for one device', 'epoch', 8, [wrap(1), wrap(1)])
  await spoil('an epoch whose wraps are out of order', 'epoch', 8, [wrap(2), wrap(1)])
  await spoil('an epoch whose wraps are short', 'epoch', 8, [[bytes(32, 1), 1, bytes(79, 1)]])
  await spoil('an epoch that quotes a chain without ends', 'epoch', 6, [[bytes(32, 1), []]])
  await spoil('an epoch with one head twice', 'epoch', 5, [head, head])
  await spoil(
    'an epoch with 65 heads of control',
    'epoch',
    5,
    Array.from({ length: 65 }, (_, at) => bytes(32, at)),
  )
  await spoil('an epoch that commits to 31 bytes', 'epoch', 7, bytes(31, 1))
  await spoil('an envelope that has seen one twice', 'env', 6, [bytes(16, 1), bytes(16, 1)])
  await spoil(
    'an envelope that has seen 17',
    'env',
    6,
    Array.from({ length: 17 }, (_, at) => bytes(16, at)),
  )
  await spoil('an envelope with a ciphertext of no padded size', 'env', 8, bytes(300, 1))
  await spoil('an envelope of nothing', 'env', 8, bytes(16, 1))
  await spoil('an envelope with a short nonce', 'env', 7, bytes(23, 1))
  await spoil('an envelope before the first', 'env', 4, null)
  await spoil('a control record with an unknown operation', 'ctl', 4, 'promote')
  await spoil('a control record that follows one twice', 'ctl', 1, [head, head])
  await spoil(
    'a control record that follows 65',
    'ctl',
    1,
    Array.from({ length: 65 }, (_, at) => bytes(32, at)),
  )
  await spoil('a frontier out of order', 'ctl', 7, [
    [bytes(16, 2), 1],
    [bytes(16, 1), 1],
  ])
  return bad
}
