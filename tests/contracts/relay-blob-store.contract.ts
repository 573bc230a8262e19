import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, type ManualClock } from '../../src/platform/memory/manual-clock.ts'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { type BlobLimits, defaultBlobLimits } from '../../sync-server/limits.ts'
import type { BlobStore } from '../../sync-server/stores/blob-store.ts'

export interface BlobStoreUnderTest {
  readonly store: BlobStore
  /** Closes the store and opens the same data again; null for adapters that keep nothing. */
  readonly reopen: (() => Promise<BlobStore>) | null
  cleanUp(): Promise<void>
}

export type CreateBlobStore = (clock: ManualClock, limits: BlobLimits) => Promise<BlobStoreUnderTest>

const accountOf = (number: number): AccountId => new Uint8Array(32).fill(number) as AccountId
const alice = accountOf(0xa1)
const bob = accountOf(0xb0)
const [album, journal] = ['a'.repeat(32), 'b'.repeat(32)]

const bytesOf = (length: number, seed = 1): Uint8Array =>
  new Uint8Array(length).map((_, at) => (at * 31 + seed * 7) % 251)
const digestOf = (bytes: Uint8Array): BlobDigest =>
  new Uint8Array(createHash('sha256').update(bytes).digest()) as BlobDigest

const dayMs = 86_400_000
const limits: BlobLimits = {
  ...defaultBlobLimits,
  blobBytes: 5_000,
  accountBytes: 10_000,
  accountBlobs: 40,
  uploadsPerAccount: 3,
  freeBytes: 1,
  graceMs: 30 * dayMs,
  uploadGraceMs: 2 * dayMs,
}

export const describeBlobStore = (name: string, create: CreateBlobStore) =>
  describe(`relay blob store: ${name}`, () => {
    let subject: BlobStoreUnderTest
    let store: BlobStore
    let clock: ManualClock
    beforeEach(async () => {
      clock = createManualClock()
      subject = await create(clock, limits)
      store = subject.store
    })
    afterEach(async () => {
      await store.close()
      await subject.cleanUp()
    })

    const put = (
      account: AccountId,
      bytes: Uint8Array,
      offset = 0,
      end = bytes.length,
      length = bytes.length,
    ) => store.put({ account, digest: digestOf(bytes), offset, length, part: bytes.slice(offset, end) })
    const bring = async (account: AccountId, ...blobs: readonly Uint8Array[]): Promise<void> => {
      for (const bytes of blobs)
        expect(await put(account, bytes)).toEqual({ ok: true, value: { type: 'complete' } })
    }
    const read = async (bytes: Uint8Array, start = 0, end = bytes.length): Promise<Uint8Array | null> => {
      const blob = await store.find(digestOf(bytes))
      if (blob === null) return null
      const chunks: Buffer[] = []
      for await (const chunk of blob.stream(start, end) as AsyncIterable<Buffer>) chunks.push(chunk)
      return new Uint8Array(Buffer.concat(chunks))
    }
    const isHeld = async (bytes: Uint8Array): Promise<boolean> => {
      const blob = await store.find(digestOf(bytes))
      await blob?.close()
      return blob !== null
    }
    const claim = (account: AccountId, document: string, ...blobs: readonly Uint8Array[]) =>
      store.claim(account, document, blobs.map(digestOf))
    const offsetOf = (account: AccountId, bytes: Uint8Array) => store.uploadOffset(account, digestOf(bytes))

    test('what nobody brought is not there', async () => {
      expect(await store.find(digestOf(bytesOf(10)))).toBeNull()
      expect(await offsetOf(alice, bytesOf(10))).toBe(0)
      expect(await store.usedBytes(alice)).toBe(0)
    })

    test('a blob brought whole is there, byte for byte, for whoever asks', async () => {
      const bytes = bytesOf(4_999)
      await bring(alice, bytes)
      expect(await read(bytes)).toEqual(bytes)
      expect(await read(bytes, 10, 20)).toEqual(bytes.slice(10, 20))
      expect(await read(bytes, 4_998)).toEqual(bytes.slice(4_998))
      expect(await store.usedBytes(alice)).toBe(4_999)
    })

    test('in parts it comes to be with the last, and not before', async () => {
      const bytes = bytesOf(3_000)
      expect(await put(alice, bytes, 0, 1_000)).toEqual({ ok: true, value: { type: 'kept', offset: 1_000 } })
      expect(await offsetOf(alice, bytes)).toBe(1_000)
      expect(await store.usedBytes(alice)).toBe(1_000)
      expect(await isHeld(bytes)).toBe(false)
      expect(await put(alice, bytes, 1_000, 2_999)).toEqual({
        ok: true,
        value: { type: 'kept', offset: 2_999 },
      })
      expect(await put(alice, bytes, 2_999)).toEqual({ ok: true, value: { type: 'complete' } })
      expect(await read(bytes)).toEqual(bytes)
      expect(await offsetOf(alice, bytes)).toBe(0)
      expect(await store.usedBytes(alice)).toBe(3_000)
    })

    test('a part from anywhere else is refused with where to go on', async () => {
      const bytes = bytesOf(3_000)
      expect(await put(alice, bytes, 500, 600)).toEqual({
        ok: false,
        error: { type: 'wrong-offset', offset: 0 },
      })
      await put(alice, bytes, 0, 1_000)
      for (const offset of [0, 999, 1_001, 3_000]) {
        expect(await put(alice, bytes, offset)).toEqual({
          ok: false,
          error: { type: 'wrong-offset', offset: 1_000 },
        })
      }
      expect(await put(alice, bytes, 1_000)).toEqual({ ok: true, value: { type: 'complete' } })
    })

    test('what does not hash to its name is refused and leaves nothing', async () => {
      const [bytes, other] = [bytesOf(2_000, 1), bytesOf(2_000, 2)]
      const wrong = { account: alice, digest: digestOf(bytes), offset: 0, length: 2_000, part: other }
      expect(await store.put(wrong)).toEqual({ ok: false, error: { type: 'wrong-hash' } })
      expect(await isHeld(bytes)).toBe(false)
      expect(await offsetOf(alice, bytes)).toBe(0)
      expect(await store.usedBytes(alice)).toBe(0)
      await bring(alice, bytes)
    })

    test('a wrong length never leads to a wrong blob, and the right one still can come', async () => {
      const bytes = bytesOf(2_000)
      expect(await put(alice, bytes, 0, 1_500, 1_500)).toEqual({ ok: false, error: { type: 'wrong-hash' } })
      expect(await put(alice, bytes, 0, 2_000, 2_500)).toEqual({
        ok: true,
        value: { type: 'kept', offset: 2_000 },
      })
      const end = {
        account: alice,
        digest: digestOf(bytes),
        offset: 2_000,
        length: 2_000,
        part: new Uint8Array(),
      }
      expect(await store.put(end)).toEqual({ ok: true, value: { type: 'complete' } })
      expect(await read(bytes)).toEqual(bytes)
    })

    test('an upload that has gone past the length is begun anew', async () => {
      const bytes = bytesOf(2_000)
      const tooMuch = new Uint8Array(2_200)
      await store.put({ account: alice, digest: digestOf(bytes), offset: 0, length: 3_000, part: tooMuch })
      expect(await put(alice, bytes, 1_000)).toEqual({
        ok: false,
        error: { type: 'wrong-offset', offset: 0 },
      })
      await bring(alice, bytes)
    })

    test('brought again it was here already, and the upload that was under way is gone', async () => {
      const bytes = bytesOf(2_000)
      await put(bob, bytes, 0, 700)
      await bring(alice, bytes)
      expect(await store.usedBytes(bob)).toBe(700)
      expect(await put(bob, bytes, 700)).toEqual({ ok: true, value: { type: 'here' } })
      expect(await put(alice, bytes)).toEqual({ ok: true, value: { type: 'here' } })
      expect(await offsetOf(bob, bytes)).toBe(0)
      expect(await store.usedBytes(bob)).toBe(0)
    })

    test('nobody can spoil the upload of somebody else', async () => {
      const bytes = bytesOf(2_000)
      await put(alice, bytes, 0, 1_000)
      const garbage = {
        account: bob,
        digest: digestOf(bytes),
        offset: 0,
        length: 2_000,
        part: new Uint8Array(2_000),
      }
      expect(await store.put(garbage)).toEqual({ ok: false, error: { type: 'wrong-hash' } })
      expect(await offsetOf(alice, bytes)).toBe(1_000)
      expect(await put(alice, bytes, 1_000)).toEqual({ ok: true, value: { type: 'complete' } })
    })

    /** As a client does: from the offset it is told, until it hears that the blob is there. */
    const uploadAll = async (account: AccountId, bytes: Uint8Array, step: number): Promise<string> => {
      for (let offset = 0; ;) {
        const answer = await put(account, bytes, offset, Math.min(bytes.length, offset + step))
        const told = answer.ok ? answer.value : answer.error
        if (told.type !== 'kept' && told.type !== 'wrong-offset') return told.type
        offset = told.offset
      }
    }

    test.each([
      ['one account', [alice, alice, alice]],
      ['two accounts', [alice, bob, bob]],
    ])('uploads of one blob at once by %s end well, all of them', async (_, uploaders) => {
      const bytes = bytesOf(4_001)
      const ends = await Promise.all(uploaders.map((account, at) => uploadAll(account, bytes, 97 + at * 31)))
      expect(ends.every(end => end === 'complete' || end === 'here')).toBe(true)
      expect(ends).toContain('complete')
      expect(await read(bytes)).toEqual(bytes)
    })

    test('the bytes given may be used again once the store has answered', async () => {
      const bytes = bytesOf(1_000)
      const part = bytes.slice(0, 500)
      await store.put({ account: alice, digest: digestOf(bytes), offset: 0, length: 1_000, part })
      part.fill(0)
      expect(await put(alice, bytes, 500)).toEqual({ ok: true, value: { type: 'complete' } })
    })

    test('larger than one may be, it is refused at its first part', async () => {
      const bytes = bytesOf(5_001)
      expect(await put(alice, bytes, 0, 10)).toEqual({ ok: false, error: { type: 'too-large' } })
      await bring(alice, bytesOf(5_000))
    })

    test('past its share an account brings nothing more, and others do', async () => {
      await bring(alice, bytesOf(5_000, 1), bytesOf(4_000, 2))
      expect(await put(alice, bytesOf(1_001, 3), 0, 1)).toEqual({ ok: false, error: { type: 'over-quota' } })
      expect(await offsetOf(alice, bytesOf(1_001, 3))).toBe(0)
      await bring(alice, bytesOf(1_000, 4))
      await bring(bob, bytesOf(1_001, 3))
      expect(await store.usedBytes(alice)).toBe(10_000)
    })

    test('two uploads at once do not share the last of the room', async () => {
      const blobs = [1, 2, 3].map(seed => bytesOf(4_000, seed))
      const ends = await Promise.all(blobs.map(bytes => uploadAll(alice, bytes, 1_000)))
      expect(await store.usedBytes(alice)).toBeLessThanOrEqual(10_000)
      expect(ends).toContain('over-quota')
    })

    test('only so many uploads of one account are under way', async () => {
      for (const seed of [1, 2, 3]) await put(alice, bytesOf(100, seed), 0, 1)
      expect(await put(alice, bytesOf(100, 4), 0, 1)).toEqual({
        ok: false,
        error: { type: 'too-many-requests' },
      })
      expect(await put(alice, bytesOf(100, 1), 1)).toEqual({ ok: true, value: { type: 'complete' } })
      expect(await put(alice, bytesOf(100, 4), 0, 1)).toMatchObject({ ok: true })
    })

    test('an account has only so many blobs, however small', async () => {
      const blobs = Array.from({ length: 40 }, (_, at) => Uint8Array.of(at))
      await bring(alice, ...blobs)
      expect(await put(alice, Uint8Array.of(99))).toEqual({ ok: false, error: { type: 'over-quota' } })
      expect(await claim(alice, album, ...blobs)).toEqual({ ok: true, value: [] })
      expect(await claim(alice, journal, bytesOf(9))).toEqual({ ok: false, error: { type: 'over-quota' } })
    })

    test('a claim is answered with what is lacking, until it has come', async () => {
      const [here, lacking] = [bytesOf(100, 1), bytesOf(200, 2)]
      await bring(bob, here)
      expect(await claim(alice, album, here, lacking, here, lacking)).toEqual({
        ok: true,
        value: [digestOf(lacking)],
      })
      expect(await store.usedBytes(alice)).toBe(100)
      await bring(alice, lacking)
      expect(await claim(alice, album, here, lacking)).toEqual({ ok: true, value: [] })
      expect(await store.usedBytes(alice)).toBe(300)
    })

    test('each blob counts once, whatever claims it, and no more when nothing does', async () => {
      const bytes = bytesOf(100)
      await bring(alice, bytes)
      await claim(alice, album, bytes)
      await claim(alice, journal, bytes)
      expect(await store.usedBytes(alice)).toBe(100)
      await claim(alice, album)
      expect(await store.usedBytes(alice)).toBe(100)
      await claim(alice, journal)
      expect(await store.usedBytes(alice)).toBe(0)
    })

    test('claims count against the share, and whoever is over may still claim less', async () => {
      const blobs = [1, 2, 3].map(seed => bytesOf(5_000, seed))
      const [first = blobs[0], second, third] = blobs
      if (first === undefined || second === undefined || third === undefined) throw new Error('three blobs')
      await bring(bob, first, second)
      await claim(alice, album, first, second)
      await bring(accountOf(3), third)
      expect(await claim(alice, journal, third)).toEqual({ ok: false, error: { type: 'over-quota' } })
      expect(await store.usedBytes(alice)).toBe(10_000)
      expect(await claim(alice, album, first)).toEqual({ ok: true, value: [] })
      expect(await claim(alice, journal, third)).toEqual({ ok: true, value: [] })
    })

    const past = (ms: number) => clock.advance(ms + 1_000)
    const sweep = async () => (await store.sweep()).removed

    test('a sweep takes what no document claims, past its grace and not before', async () => {
      const bytes = bytesOf(100)
      await bring(alice, bytes)
      clock.advance(limits.graceMs - 1_000)
      expect(await sweep()).toBe(0)
      past(2_000)
      expect(await store.sweep()).toMatchObject({ held: 0, heldBytes: 0, removed: 1, removedBytes: 100 })
      expect(await isHeld(bytes)).toBe(false)
      expect(await store.usedBytes(alice)).toBe(0)
    })

    test('a sweep never takes what a document claims, whoever brought it', async () => {
      const [own, others, orphan] = [bytesOf(100, 1), bytesOf(200, 2), bytesOf(400, 3)]
      await bring(alice, own, others, orphan)
      await claim(alice, album, own)
      await claim(bob, journal, others)
      past(limits.graceMs)
      expect(await store.sweep()).toMatchObject({ held: 2, heldBytes: 300, removed: 1, removedBytes: 400 })
      expect([await isHeld(own), await isHeld(others), await isHeld(orphan)]).toEqual([true, true, false])
    })

    test('what is claimed no more has a whole grace from then on', async () => {
      const bytes = bytesOf(100)
      await bring(alice, bytes)
      await claim(alice, album, bytes)
      past(limits.graceMs)
      await claim(alice, album)
      past(limits.graceMs / 2)
      expect(await sweep()).toBe(0)
      expect(await claim(alice, journal, bytes)).toEqual({ ok: true, value: [] })
      past(limits.graceMs)
      expect(await sweep()).toBe(0)
      await claim(alice, journal)
      past(limits.graceMs)
      expect(await sweep()).toBe(1)
    })

    test('who is told that a blob is here has a whole grace to claim it', async () => {
      const bytes = bytesOf(100)
      await bring(alice, bytes)
      clock.advance(limits.graceMs - 1_000)
      expect(await put(bob, bytes)).toEqual({ ok: true, value: { type: 'here' } })
      clock.advance(limits.graceMs - 1_000)
      expect(await sweep()).toBe(0)
    })

    test('a sweep gives up uploads that rest, and no others', async () => {
      const [resting, moving] = [bytesOf(100, 1), bytesOf(100, 2)]
      await put(alice, resting, 0, 10)
      await put(alice, moving, 0, 10)
      clock.advance(limits.uploadGraceMs - 1_000)
      await put(alice, moving, 10, 20)
      past(2_000)
      expect((await store.sweep()).uploadsGivenUp).toBe(1)
      expect(await offsetOf(alice, resting)).toBe(0)
      expect(await offsetOf(alice, moving)).toBe(20)
      expect(await store.usedBytes(alice)).toBe(20)
      await bring(alice, resting)
      expect(await put(alice, moving, 20)).toEqual({ ok: true, value: { type: 'complete' } })
    })

    test('what was swept is lacking, and can be brought again', async () => {
      const bytes = bytesOf(100)
      await bring(alice, bytes)
      past(limits.graceMs)
      await sweep()
      expect(await claim(alice, album, bytes)).toEqual({ ok: true, value: [digestOf(bytes)] })
      await bring(alice, bytes)
      past(limits.graceMs)
      expect(await sweep()).toBe(0)
    })

    test('sweeps while everybody uploads and claims take nothing that is claimed', async () => {
      const blobs = Array.from({ length: 12 }, (_, seed) => bytesOf(50 + seed, seed))
      await bring(alice, ...blobs)
      past(limits.graceMs)
      const documents = blobs.map((_, at) => at.toString(16).padStart(32, '0'))
      const claimAndBring = async (document: string, bytes: Uint8Array): Promise<void> => {
        const lacking = await claim(alice, document, bytes)
        if (!lacking.ok) throw new Error(lacking.error.type)
        if (lacking.value.length > 0) expect(await put(alice, bytes)).toMatchObject({ ok: true })
      }
      for (const [at, bytes] of blobs.entries()) {
        const sweeping = store.sweep()
        await claimAndBring(documents[at] ?? '', bytes)
        await sweeping
        expect(await read(bytes)).toEqual(bytes)
      }
      past(limits.graceMs)
      expect(await store.sweep()).toMatchObject({ held: 12, removed: 0 })
    })

    test('opened again it has what it had', async ({ skip }) => {
      if (subject.reopen === null) return skip()
      const [whole, half, loose] = [bytesOf(3_000, 1), bytesOf(2_000, 2), bytesOf(500, 3)]
      await bring(alice, whole, loose)
      await put(alice, half, 0, 900)
      await claim(alice, album, whole)
      past(limits.uploadGraceMs / 2)
      store = await subject.reopen()
      expect(await read(whole)).toEqual(whole)
      expect(await offsetOf(alice, half)).toBe(900)
      expect(await store.usedBytes(alice)).toBe(4_400)
      expect(await put(alice, half, 900)).toEqual({ ok: true, value: { type: 'complete' } })
      past(limits.graceMs)
      store = await subject.reopen()
      expect(await sweep()).toBe(2)
      expect(await isHeld(whole)).toBe(true)
      expect(await store.usedBytes(alice)).toBe(3_000)
    })

    test('closed it refuses everything', async () => {
      await store.close()
      await expect(put(alice, bytesOf(10))).rejects.toThrow('closed')
      await expect(store.find(digestOf(bytesOf(10)))).rejects.toThrow('closed')
      await expect(store.sweep()).rejects.toThrow('closed')
    })
  })
