import { beforeAll, describe, expect, test } from 'vitest'
import { err, ok, type Result } from '../../src/base/result.ts'
import { equalBytes } from '../../src/base/bytes.ts'
import { dec, enc } from '../../src/protocol/codec/cbor.ts'
import { createVerifier, type VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { Malformed } from '../../src/protocol/errors.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { decodeRecord, encodeRecord, recordId, type SignedRecord } from '../../src/protocol/records/record.ts'
import { verifyRecord } from '../../src/protocol/records/verify-record.ts'
import { controlKey, parseControl } from '../../src/protocol/rooms/control.ts'
import { headerItem, messageKey, parseEnvelope, unpadPlain } from '../../src/protocol/rooms/envelope.ts'
import { epochCommit, epochWrapContext, parseEpoch } from '../../src/protocol/rooms/epoch.ts'
import { decodeControl, decodeSealedControl } from '../../src/protocol/rooms/feed-entries.ts'
import { controlGenesis, feedGenesis } from '../../src/protocol/rooms/feed-genesis.ts'
import { placeAfter } from '../../src/protocol/rooms/place.ts'
import { decodePlain, encodePlain } from '../../src/protocol/rooms/plain.ts'
import { conversationIdOf, directRoomId } from '../../src/protocol/rooms/room-id.ts'
import { parseRoom } from '../../src/protocol/rooms/room.ts'
import type { EpochId, RoomId } from '../../src/protocol/rooms/room-types.ts'
import { openBox } from '../../src/core/crypto/secretbox.ts'
import { unwrapSecret } from '../../src/core/crypto/wrap.ts'
import { keyPairFromSecret } from '../../src/core/crypto/x25519.ts'
import { fromHex, itemToJson, toHex } from './json-items.ts'
import file from './own/rooms.json' with { type: 'json' }

let verify: VerifySignature
beforeAll(async () => {
  verify = await createVerifier()
})

const parse = (record: SignedRecord): Result<{ readonly record: SignedRecord }, Malformed> => {
  switch (record.kind) {
    case 'room':
      return parseRoom(record)
    case 'epoch':
      return parseEpoch(record)
    case 'env':
      return parseEnvelope(record)
    default:
      return parseControl(record)
  }
}

const read = (bytes: Uint8Array): Result<SignedRecord, Malformed> => {
  const decoded = decodeRecord(bytes)
  if (!decoded.ok) return decoded
  const parsed = parse(decoded.value)
  return parsed.ok ? ok(parsed.value.record) : err(parsed.error)
}

/** As a member takes it in: bytes, one spelling, shape, meaning, signature. */
const isAccepted = async (bytes: Uint8Array, signer: Uint8Array): Promise<boolean> => {
  const record = read(bytes)
  return record.ok && verifyRecord(verify, record.value, signer)
}

describe.each(file.valid)('$name', ({ kind, rid, bytes, signer }) => {
  const whole = fromHex(bytes)
  const key = fromHex(signer)

  test('is accepted, has this id, and is written in no other way', async () => {
    expect(await isAccepted(whole, key)).toBe(true)
    const record = read(whole)
    if (!record.ok) throw new Error('accepted, so read')
    expect(record.value.kind).toBe(kind)
    expect(toHex(recordId(record.value.kind, record.value.body))).toBe(rid)
    expect(toHex(encodeRecord(record.value))).toBe(bytes)
  })

  test('is refused with a bit flipped in any byte, and for another key', async () => {
    const accepted: number[] = []
    for (const index of whole.keys()) {
      const changed = Uint8Array.from(whole)
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8))
      if (await isAccepted(changed, key)) accepted.push(index)
    }
    expect(accepted).toEqual([])
    expect(await isAccepted(whole, Uint8Array.from(key).with(5, (key[5] ?? 0) ^ 1))).toBe(false)
  })

  test('is refused cut at any length, and with anything after it', async () => {
    const accepted: number[] = []
    for (const length of whole.keys())
      if (await isAccepted(whole.slice(0, length), key)) accepted.push(length)
    expect(accepted).toEqual([])
    expect(await isAccepted(Uint8Array.of(...whole, 0), key)).toBe(false)
  })
})

test.each(file.invalid)('refused: $name', ({ bytes, error }) => {
  expect(read(fromHex(bytes))).toMatchObject({ ok: false, error })
})

test('rooms and feeds are found by their ids', () => {
  expect(conversationIdOf(fromHex(file.conversation.room) as RoomId)).toBe(file.conversation.id)
  for (const { room, account, segment, doc32 } of file.feeds) {
    expect(toHex(feedGenesis(fromHex(room) as RoomId, fromHex(account) as AccountId, segment).doc32)).toBe(
      doc32,
    )
  }
  const { room, account, doc32 } = file.control
  expect(toHex(controlGenesis(fromHex(room) as RoomId, fromHex(account) as AccountId).doc32)).toBe(doc32)
})

test('a direct room is the same from both sides', () => {
  const [one, other] = file.direct.sides.map(({ account, generation }) => ({
    account: fromHex(account) as AccountId,
    generation,
  }))
  if (one === undefined || other === undefined) throw new Error('two sides')
  const shared = fromHex(file.direct.shared)
  expect(toHex(directRoomId(shared, one, other))).toBe(file.direct.room)
  expect(toHex(directRoomId(shared, other, one))).toBe(file.direct.room)
  expect(toHex(directRoomId(shared, { ...one, generation: one.generation + 1 }, other))).not.toBe(
    file.direct.room,
  )
})

describe('the secret of an epoch', () => {
  const given = file.epoch
  const [room, nonce, creator, device, secret] = [
    fromHex(given.room) as RoomId,
    fromHex(given.nonce),
    fromHex(given.creatorDevice),
    fromHex(given.device),
    fromHex(given.secret),
  ]
  const prekey = keyPairFromSecret(fromHex(given.prekeySecret))

  test('is what the epoch commits to, in its room, by its maker', () => {
    expect(toHex(epochCommit(secret, room, nonce, creator))).toBe(given.commit)
    expect(toHex(epochCommit(secret, room, nonce, device))).not.toBe(given.commit)
    expect(toHex(epochCommit(secret, secret as unknown as RoomId, nonce, creator))).not.toBe(given.commit)
  })

  test('is unwrapped by its recipient, and nowhere else', () => {
    const context = epochWrapContext(room, nonce, creator, device, given.prekeyId)
    expect(itemToJson(context)).toEqual(given.wrapContext)
    const open = (...of: Parameters<typeof epochWrapContext>) =>
      unwrapSecret(fromHex(given.wrap), prekey, epochWrapContext(...of))
    expect(toHex(open(room, nonce, creator, device, given.prekeyId) ?? nonce)).toBe(given.secret)
    expect(open(fromHex(given.secret) as RoomId, nonce, creator, device, given.prekeyId)).toBeNull()
    expect(open(room, nonce.slice().reverse(), creator, device, given.prekeyId)).toBeNull()
    expect(open(room, nonce, device, device, given.prekeyId)).toBeNull()
    expect(open(room, nonce, creator, creator, given.prekeyId)).toBeNull()
    expect(open(room, nonce, creator, device, given.prekeyId + 1)).toBeNull()
  })
})

describe('the key of an envelope', () => {
  const given = file.envelope
  const envelope = parsedEnvelope()
  const [room, secret] = [fromHex(given.room) as RoomId, fromHex(given.secret)]
  const key = messageKey(secret, envelope.header.epoch, room, envelope.header)
  const openWith = (other: Uint8Array): Uint8Array | null =>
    openBox({ nonce: envelope.nonce, box: envelope.ciphertext }, other)

  test('opens it, to a padded message', () => {
    expect(toHex(key)).toBe(given.key)
    const padded = openWith(key)
    expect(padded?.length).toBe(256)
    expect(toHex(unpadPlain(padded ?? secret) ?? secret)).toBe(given.plain)
  })

  test('is another for another room, epoch, secret, and for each field of the header', () => {
    const { header } = envelope
    const others = [
      messageKey(secret, header.epoch, fromHex(given.secret) as RoomId, header),
      messageKey(secret, fromHex(given.secret) as EpochId, room, header),
      messageKey(fromHex(given.room), header.epoch, room, header),
      messageKey(secret, header.epoch, room, { ...header, feed: fromHex(given.room) as typeof header.feed }),
      messageKey(secret, header.epoch, room, { ...header, epoch: fromHex(given.room) as EpochId }),
      messageKey(secret, header.epoch, room, { ...header, device: fromHex(given.room) }),
      messageKey(secret, header.epoch, room, { ...header, chain: header.chain.slice().reverse() }),
      messageKey(secret, header.epoch, room, { ...header, n: header.n + 1 }),
      messageKey(secret, header.epoch, room, { ...header, prev: null }),
      messageKey(secret, header.epoch, room, { ...header, seen: header.seen.slice(1) }),
    ]
    expect(others.filter(other => openWith(other) !== null)).toEqual([])
    expect(new Set([key, ...others].map(toHex)).size).toBe(others.length + 1)
  })

  test('does not depend on the order in which the sender has seen others', () => {
    const { header } = envelope
    expect(header.seen.length).toBeGreaterThan(1)
    const turned = { ...header, seen: header.seen.toReversed() }
    expect(enc(headerItem(turned))).toEqual(enc(headerItem(header)))
  })

  function parsedEnvelope() {
    const record = decodeRecord(fromHex(given.record))
    const parsed = record.ok ? parseEnvelope(record.value) : record
    if (!parsed.ok) throw new Error('an envelope')
    return parsed.value
  }
})

describe('a control entry', () => {
  const given = file.control
  const key = controlKey(fromHex(given.room) as RoomId)

  test('opens with the key of its room to its record', () => {
    expect(toHex(key)).toBe(given.key)
    const sealed = decodeSealedControl(fromHex(given.entry))
    const padded = sealed.ok ? openBox(sealed.value, key) : null
    const control = decodeControl(unpadPlain(padded ?? key) ?? key)
    expect(control.ok && toHex(encodeRecord(control.value.record))).toBe(given.record)
  })

  test('does not open with a bit flipped in any byte, nor cut at any length', () => {
    const whole = fromHex(given.entry)
    const opens = (bytes: Uint8Array): boolean => {
      const sealed = decodeSealedControl(bytes)
      return sealed.ok && openBox(sealed.value, key) !== null
    }
    const changed = [...whole.keys()].map(index =>
      whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8))),
    )
    expect(changed.filter(opens)).toEqual([])
    expect([...whole.keys()].filter(length => opens(whole.slice(0, length)))).toEqual([])
    expect(opens(whole)).toBe(true)
  })
})

describe('what is inside an envelope', () => {
  test.each(file.plains.valid)('of type $type is read as it was written', ({ type, bytes }) => {
    const plain = decodePlain(fromHex(bytes))
    if (!plain.ok) throw new Error(plain.error.reason)
    expect(plain.value.body.type).toBe(type)
    expect(toHex(encodePlain(plain.value))).toBe(bytes)
  })

  test.each(file.plains.valid)('of type $type has one spelling, and none cut short', ({ bytes }) => {
    const whole = fromHex(bytes)
    for (const index of whole.keys()) {
      expect(decodePlain(whole.slice(0, index)).ok).toBe(false)
      const changed = whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8)))
      const plain = decodePlain(changed)
      if (plain.ok && !equalBytes(encodePlain(plain.value), changed))
        throw new Error(`a second spelling: byte ${index}`)
    }
  })

  test.each(file.plains.invalid)('refused: $name', ({ bytes, reason }) => {
    expect(decodePlain(fromHex(bytes))).toMatchObject({ ok: false, error: { type: 'malformed', reason } })
    expect(dec(fromHex(bytes), 'item').ok).toBe(true)
  })
})

test.each(file.places)(
  'sent at $sentAtMs after $parents stands at $place',
  ({ sentAtMs, parents, place }) => {
    expect(placeAfter(sentAtMs, parents)).toBe(place)
  },
)
