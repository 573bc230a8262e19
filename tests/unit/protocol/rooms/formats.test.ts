/** What the vectors are too small to say: the largest that is taken, and one more. */
import { describe, expect, it } from 'vitest'
import { compareBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import type { Doc32 } from '../../../../src/protocol/records/document-genesis.ts'
import { encodeRecord, type SignedRecord } from '../../../../src/protocol/records/record.ts'
import { codeToText, readCode, signCode } from '../../../../src/protocol/rooms/code.ts'
import { parseControl, signControl } from '../../../../src/protocol/rooms/control.ts'
import {
  maxPlainBytes,
  padPlain,
  parseEnvelope,
  signEnvelope,
  unpadPlain,
} from '../../../../src/protocol/rooms/envelope.ts'
import { parseEpoch, signEpoch } from '../../../../src/protocol/rooms/epoch.ts'
import {
  decodeFeedEntry,
  decodeSealedControl,
  encodeFeedEntry,
} from '../../../../src/protocol/rooms/feed-entries.ts'
import { nameBytes, noteBytes } from '../../../../src/protocol/rooms/first-contact-types.ts'
import {
  decodeLetter,
  decodeRequest,
  encodeLetter,
  encodeRequest,
} from '../../../../src/protocol/rooms/letter.ts'
import { decodePlain, encodePlain } from '../../../../src/protocol/rooms/plain.ts'
import type { PlainBody } from '../../../../src/protocol/rooms/plain-types.ts'
import { signRoom } from '../../../../src/protocol/rooms/room.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId } from '../../../../src/protocol/rooms/room-types.ts'
import { accountNamed, roomOf } from './room-people.ts'

const named = (name: string | number): Uint8Array => sha256(utf8ToBytes(String(name)))
const noSignature = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(64))
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))

const bytesOf = (body: PlainBody): Uint8Array => encodePlain({ sentAtMs: 1, ownHeads: [], body })
const reads = (body: PlainBody): boolean => decodePlain(bytesOf(body)).ok

describe('a message', () => {
  it('may be 64 KiB of text in any script, and not a byte more', () => {
    const largest = 'é'.repeat(limits.messageBytes / 2)
    expect(reads({ type: 'text', text: largest, replyTo: null })).toBe(true)
    expect(reads({ type: 'text', text: `${largest}x`, replyTo: null })).toBe(false)
    expect(reads({ type: 'edit', target: named('m') as EnvelopeId, text: `${largest}x` })).toBe(false)
    expect(bytesOf({ type: 'text', text: largest, replyTo: null }).length).toBeLessThan(maxPlainBytes)
  })

  it('is refused unread above what an envelope takes', () => {
    expect(decodePlain(new Uint8Array(maxPlainBytes + 1))).toMatchObject({ error: { reason: 'too-large' } })
    expect(decodePlain(new Uint8Array(maxPlainBytes))).toMatchObject({ error: { reason: 'not-cbor' } })
  })

  it('can invite a full room, with as many keys as may be handed on', async () => {
    const room = (await roomOf('cleo')).record
    const members = many(limits.roomMembers, at => accountNamed(`guest ${at}`))
    const keys = many(limits.handedKeys, at => [named(at) as EpochId, named(at)] as const)
    const invite = { type: 'invite', room, name: 'é'.repeat(nameBytes / 2), members, keys } as const
    expect(reads(invite)).toBe(true)
    expect(bytesOf(invite).length).toBeLessThanOrEqual(maxPlainBytes)
    expect(reads({ ...invite, members: [...members, accountNamed('one more')] })).toBe(false)
    expect(reads({ ...invite, members: members.with(0, accountNamed('guest 1')) })).toBe(false)
    expect(reads({ ...invite, keys: [...keys, [named('x') as EpochId, named('x')]] })).toBe(false)
    expect(reads({ ...invite, name: 'x'.repeat(nameBytes + 1) })).toBe(false)
  })

  it('can say of as many chains as may be what has come', () => {
    const marks = many(limits.chainMarks, at => [named(at).subarray(0, 16), Number.MAX_SAFE_INTEGER] as const)
    const got = { type: 'got', kind: 'delivered', marks } as const
    expect(reads(got)).toBe(true)
    expect(bytesOf(got).length).toBeLessThanOrEqual(maxPlainBytes)
    expect(reads({ ...got, marks: [...marks, [named('x').subarray(0, 16), 1]] })).toBe(false)
  })

  it('describes an image of a size that can be, each rendition once', () => {
    const rendition = {
      size: 'thumb',
      width: 1,
      height: 1,
      mime: 'image/webp',
      bytes: 1,
      digest: named('d') as BlobDigest,
      key: named('k'),
      plainDigest: named('p'),
    } as const
    const image = {
      width: 1,
      height: 65_535,
      colour: [0, 0, 255],
      placeholder: new Uint8Array(),
      renditions: [rendition],
    } as const
    const withImage = (changed: object): PlainBody => ({
      type: 'image',
      text: '',
      alt: '',
      replyTo: null,
      image: { ...image, ...changed },
    })
    expect(reads(withImage({}))).toBe(true)
    expect(reads(withImage({ renditions: [rendition, { ...rendition, size: 'full' }] }))).toBe(true)
    expect(reads(withImage({ renditions: [rendition, rendition] }))).toBe(false)
    expect(reads(withImage({ width: 0 }))).toBe(false)
    expect(reads(withImage({ height: 65_536 }))).toBe(false)
    expect(reads(withImage({ colour: [0, 0, 256] }))).toBe(false)
    expect(reads(withImage({ colour: [0, 0] }))).toBe(false)
    expect(reads(withImage({ placeholder: new Uint8Array(65) }))).toBe(false)
    expect(reads(withImage({ renditions: [{ ...rendition, mime: 'image/svg+xml' }] }))).toBe(false)
    expect(reads(withImage({ renditions: [{ ...rendition, size: 'huge' }] }))).toBe(false)
  })
})

describe('padding', () => {
  it.each([
    [0, 256],
    [255, 256],
    [256, 1024],
    [1023, 1024],
    [1024, 4096],
    [4095, 4096],
    [4096, 8192],
    [8191, 8192],
    [8192, 12_288],
  ])('of %i bytes is to %i, and comes off again', (plain, padded) => {
    const bytes = new Uint8Array(plain).fill(0x80)
    expect(padPlain(bytes)).toHaveLength(padded)
    expect(unpadPlain(padPlain(bytes))).toEqual(bytes)
  })

  it('that says less than it could, or has something in it, is none', () => {
    const padded = padPlain(Uint8Array.of(1, 2, 3))
    expect(unpadPlain(padded.with(255, 1))).toBeNull()
    expect(unpadPlain(padded.slice(0, 255))).toBeNull()
    expect(unpadPlain(Uint8Array.of(...padded, ...new Uint8Array(768)))).toBeNull()
    expect(unpadPlain(new Uint8Array(256))).toBeNull()
    expect(unpadPlain(new Uint8Array())).toBeNull()
  })
})

describe('an entry of a feed', () => {
  const header: EnvelopeHeader = {
    feed: named('feed') as Doc32,
    epoch: named('epoch') as EpochId,
    device: named('device'),
    chain: named('chain').subarray(0, 16),
    n: Number.MAX_SAFE_INTEGER,
    prev: named('prev') as EnvelopeId,
    seen: many(limits.seenFeeds, at => named(at).subarray(0, 16)),
  }
  const envelopeOf = (boxBytes: number): Promise<SignedRecord> =>
    signEnvelope(noSignature, header, named('nonce').subarray(0, 24), new Uint8Array(boxBytes))

  it('holds the largest envelope, whose seen may come in any order', async () => {
    const largest = await envelopeOf(maxPlainBytes + 1 + 16)
    expect(maxPlainBytes + 1 + 16).toBeLessThanOrEqual(limits.envelopeBytes)
    const entry = decodeFeedEntry(encodeFeedEntry(largest))
    expect(entry.ok && entry.value.type).toBe('envelope')
    expect(entry.ok && entry.value.type === 'envelope' && entry.value.envelope.header.seen).toEqual(
      header.seen.toSorted(compareBytes),
    )
    expect(parseEnvelope(await envelopeOf(maxPlainBytes + 1 + 4096 + 16)).ok).toBe(false)
    expect(parseEnvelope(await envelopeOf(1040 + 1)).ok).toBe(false)
  })

  it('holds an epoch for the largest room', async () => {
    const epochFor = (members: number, devices: number): Promise<SignedRecord> =>
      signEpoch(noSignature, {
        feed: header.feed,
        nonce: named('n').subarray(0, 16),
        creator: accountNamed('guest 0'),
        creatorDevice: named('device'),
        atMs: 1,
        controlHeads: many(limits.controlHeads, named),
        members: many(members, at => [accountNamed(`guest ${at}`), [named(at)]] as const),
        commit: named('commit'),
        wraps: many(devices, at => [named(at), 1_000, new Uint8Array(80)] as const),
      })
    const largest = encodeFeedEntry(await epochFor(limits.roomMembers, limits.wrapsPerEpoch))
    expect(largest.length).toBeLessThanOrEqual(limits.entryBytes)
    const entry = decodeFeedEntry(largest)
    expect(entry.ok && entry.value.type).toBe('epoch')
    expect(parseEpoch(await epochFor(limits.roomMembers + 1, 1)).ok).toBe(false)
    expect(parseEpoch(await epochFor(1, limits.wrapsPerEpoch + 1)).ok).toBe(false)
  })

  it('is refused unread when it is too large, and for what does not belong in a feed', async () => {
    expect(decodeFeedEntry(new Uint8Array(limits.entryBytes + 1))).toMatchObject({
      error: { reason: 'too-large' },
    })
    expect(decodeSealedControl(new Uint8Array(limits.entryBytes + 1))).toMatchObject({
      error: { reason: 'too-large' },
    })
    const room = await signRoom(noSignature, {
      creator: accountNamed('cleo'),
      creatorDevice: named('device'),
      nonce: named('nonce'),
      mode: 'open',
    })
    expect(decodeFeedEntry(encodeRecord(room))).toMatchObject({ error: { reason: 'unknown-kind' } })
    expect(decodeFeedEntry(encodeRecord({ ...room, kind: 'env' }))).toMatchObject({
      error: { reason: 'wrong-shape' },
    })
  })

  it('takes a frontier of as many chains as may be, and no more', async () => {
    const room = await roomOf('cleo')
    const removing = (chains: number): Promise<SignedRecord> =>
      signControl(noSignature, {
        room: room.id,
        prev: many(limits.controlHeads, named),
        author: accountNamed('cleo'),
        authorDevice: named('device'),
        operation: 'remove',
        account: accountNamed('ana'),
        accountHeads: many(limits.quotedHeads, named),
        frontier: many(chains, at => [named(at).subarray(0, 16), at] as const),
      })
    const largest = await removing(limits.chainMarks)
    expect(parseControl(largest).ok).toBe(true)
    expect(encodeRecord(largest).length).toBeLessThan(limits.entryBytes)
    expect(parseControl(await removing(limits.chainMarks + 1)).ok).toBe(false)
  })
})

describe('first contact', () => {
  const key = { generation: 1, akX: named('akX') }

  it('takes the longest name and note, and no more', () => {
    const request = {
      atMs: 1,
      name: 'x'.repeat(nameBytes),
      note: 'é'.repeat(noteBytes / 2),
      key,
      heads: [named('h')],
      codeNonce: null,
    }
    const reads = (changed: object): boolean => decodeRequest(encodeRequest({ ...request, ...changed })).ok
    expect(reads({})).toBe(true)
    expect(reads({ heads: many(limits.quotedHeads, named) })).toBe(true)
    expect(reads({ heads: [named('h'), named('h')] })).toBe(false)
    expect(reads({ name: `${request.name}x` })).toBe(false)
    expect(reads({ note: `${request.note}x` })).toBe(false)
    const box = new Uint8Array(
      padPlain(encodeRequest({ ...request, heads: many(limits.quotedHeads, named) })).length + 16,
    )
    const letter = encodeLetter({ generation: 1, wrap: new Uint8Array(80), nonce: new Uint8Array(24), box })
    expect(letter.length).toBeLessThanOrEqual(limits.letterBytes)
    expect(decodeLetter(letter).ok).toBe(true)
    expect(decodeLetter(new Uint8Array(limits.letterBytes + 1))).toMatchObject({
      error: { reason: 'too-large' },
    })
  })

  it('reads a code with several heads and the longest name', async () => {
    const record = await signCode(noSignature, {
      account: accountNamed('ana'),
      device: named('device'),
      heads: many(8, named),
      key,
      name: 'x'.repeat(nameBytes),
      nonce: named('n').subarray(0, 16),
      atMs: 1,
      answers: named('a').subarray(0, 16),
    })
    const code = readCode(codeToText(record), { nowMs: 1, self: accountNamed('bo') })
    expect(code.ok && code.value.heads).toEqual(many(8, named).toSorted(compareBytes))
    expect(code.ok && code.value.answers).toEqual(named('a').subarray(0, 16))
  })
})
