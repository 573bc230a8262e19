import { encodeRecord, recordId, type SignedRecord } from '../../../src/protocol/records/record.ts'
import { controlKey, signControl } from '../../../src/protocol/rooms/control.ts'
import { messageKey, padPlain, signEnvelope } from '../../../src/protocol/rooms/envelope.ts'
import { epochCommit, epochWrapContext, signEpoch } from '../../../src/protocol/rooms/epoch.ts'
import { encodeSealedControl } from '../../../src/protocol/rooms/feed-entries.ts'
import { controlGenesis, feedGenesis } from '../../../src/protocol/rooms/feed-genesis.ts'
import { placeAfter } from '../../../src/protocol/rooms/place.ts'
import { encodePlain } from '../../../src/protocol/rooms/plain.ts'
import { conversationIdOf, directRoomId } from '../../../src/protocol/rooms/room-id.ts'
import { signRoom } from '../../../src/protocol/rooms/room.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId, RoomId } from '../../../src/protocol/rooms/room-types.ts'
import { sealBox } from '../../../src/core/crypto/secretbox.ts'
import { wrapSecret } from '../../../src/core/crypto/wrap.ts'
import { keyPairFromSecret, sharedSecret } from '../../../src/core/crypto/x25519.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople, type People, vectorTimeMs } from './people.ts'
import { badRecords } from './bad-room-records.ts'
import { plainVectors } from './room-plains.ts'

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
