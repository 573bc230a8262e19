import { describe, expect, test } from 'vitest'
import { testSharesAndClaims } from './relay-blob-store-claims.contract.ts'
import {
  album,
  alice,
  bob,
  bytesOf,
  type CreateBlobStore,
  digestOf,
  type HeldBlobStore,
  holdBlobStore,
  limits,
} from './relay-blob-store-subject.ts'
import { testSweeps } from './relay-blob-store-sweeps.contract.ts'

/** What every adapter of the port passes. */
export const describeBlobStore = (name: string, create: CreateBlobStore) =>
  describe(`relay blob store: ${name}`, () => {
    const held = holdBlobStore(create)
    testUploads(held)
    testSharesAndClaims(held)
    testSweeps(held)
    testOpeningAndClosing(held)
  })

const testUploads = (held: HeldBlobStore): void => {
  const { put, bring, read, isHeld, offsetOf, uploadAll } = held

  test('what nobody brought is not there', async () => {
    expect(await held.store().find(digestOf(bytesOf(10)))).toBeNull()
    expect(await offsetOf(alice, bytesOf(10))).toBe(0)
    expect(await held.store().usedBytes(alice)).toBe(0)
  })

  test('a blob brought whole is there, byte for byte, for whoever asks', async () => {
    const bytes = bytesOf(4_999)
    await bring(alice, bytes)
    expect(await read(bytes)).toEqual(bytes)
    expect(await read(bytes, 10, 20)).toEqual(bytes.slice(10, 20))
    expect(await read(bytes, 4_998)).toEqual(bytes.slice(4_998))
    expect(await held.store().usedBytes(alice)).toBe(4_999)
  })

  test('in parts it comes to be with the last, and not before', async () => {
    const bytes = bytesOf(3_000)
    expect(await put(alice, bytes, 0, 1_000)).toEqual({ ok: true, value: { type: 'kept', offset: 1_000 } })
    expect(await offsetOf(alice, bytes)).toBe(1_000)
    expect(await held.store().usedBytes(alice)).toBe(1_000)
    expect(await isHeld(bytes)).toBe(false)
    expect(await put(alice, bytes, 1_000, 2_999)).toEqual({
      ok: true,
      value: { type: 'kept', offset: 2_999 },
    })
    expect(await put(alice, bytes, 2_999)).toEqual({ ok: true, value: { type: 'complete' } })
    expect(await read(bytes)).toEqual(bytes)
    expect(await offsetOf(alice, bytes)).toBe(0)
    expect(await held.store().usedBytes(alice)).toBe(3_000)
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
    expect(await held.store().put(wrong)).toEqual({ ok: false, error: { type: 'wrong-hash' } })
    expect(await isHeld(bytes)).toBe(false)
    expect(await offsetOf(alice, bytes)).toBe(0)
    expect(await held.store().usedBytes(alice)).toBe(0)
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
    expect(await held.store().put(end)).toEqual({ ok: true, value: { type: 'complete' } })
    expect(await read(bytes)).toEqual(bytes)
  })

  test('an upload that has gone past the length is begun anew', async () => {
    const bytes = bytesOf(2_000)
    const tooMuch = new Uint8Array(2_200)
    await held
      .store()
      .put({ account: alice, digest: digestOf(bytes), offset: 0, length: 3_000, part: tooMuch })
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
    expect(await held.store().usedBytes(bob)).toBe(700)
    expect(await put(bob, bytes, 700)).toEqual({ ok: true, value: { type: 'here' } })
    expect(await put(alice, bytes)).toEqual({ ok: true, value: { type: 'here' } })
    expect(await offsetOf(bob, bytes)).toBe(0)
    expect(await held.store().usedBytes(bob)).toBe(0)
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
    expect(await held.store().put(garbage)).toEqual({ ok: false, error: { type: 'wrong-hash' } })
    expect(await offsetOf(alice, bytes)).toBe(1_000)
    expect(await put(alice, bytes, 1_000)).toEqual({ ok: true, value: { type: 'complete' } })
  })

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
    await held.store().put({ account: alice, digest: digestOf(bytes), offset: 0, length: 1_000, part })
    part.fill(0)
    expect(await put(alice, bytes, 500)).toEqual({ ok: true, value: { type: 'complete' } })
  })
}

const testOpeningAndClosing = (held: HeldBlobStore): void => {
  const { put, bring, read, isHeld, claim, offsetOf, past, sweep } = held

  test('opened again it has what it had', async ({ skip }) => {
    if (!held.canReopen()) return skip()
    const [whole, half, loose] = [bytesOf(3_000, 1), bytesOf(2_000, 2), bytesOf(500, 3)]
    await bring(alice, whole, loose)
    await put(alice, half, 0, 900)
    await claim(alice, album, whole)
    past(limits.uploadGraceMs / 2)
    await held.reopen()
    expect(await read(whole)).toEqual(whole)
    expect(await offsetOf(alice, half)).toBe(900)
    expect(await held.store().usedBytes(alice)).toBe(4_400)
    expect(await put(alice, half, 900)).toEqual({ ok: true, value: { type: 'complete' } })
    past(limits.graceMs)
    await held.reopen()
    expect(await sweep()).toBe(2)
    expect(await isHeld(whole)).toBe(true)
    expect(await held.store().usedBytes(alice)).toBe(3_000)
  })

  test('closed it refuses everything', async () => {
    await held.store().close()
    await expect(put(alice, bytesOf(10))).rejects.toThrow('closed')
    await expect(held.store().find(digestOf(bytesOf(10)))).rejects.toThrow('closed')
    await expect(held.store().sweep()).rejects.toThrow('closed')
  })
}
