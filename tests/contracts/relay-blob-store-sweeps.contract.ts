/** The part of the contract that says what a sweep takes, and what it never does. */
import { expect, test } from 'vitest'
import {
  album,
  alice,
  bob,
  bytesOf,
  digestOf,
  type HeldBlobStore,
  journal,
  limits,
} from './relay-blob-store-subject.ts'

export const testSweeps = (held: HeldBlobStore): void => {
  const { put, bring, read, isHeld, claim, offsetOf, past, sweep } = held

  test('a sweep takes what no document claims, past its grace and not before', async () => {
    const bytes = bytesOf(100)
    await bring(alice, bytes)
    held.clock().advance(limits.graceMs - 1_000)
    expect(await sweep()).toBe(0)
    past(2_000)
    expect(await held.store().sweep()).toMatchObject({ held: 0, heldBytes: 0, removed: 1, removedBytes: 100 })
    expect(await isHeld(bytes)).toBe(false)
    expect(await held.store().usedBytes(alice)).toBe(0)
  })

  test('a sweep never takes what a document claims, whoever brought it', async () => {
    const [own, others, orphan] = [bytesOf(100, 1), bytesOf(200, 2), bytesOf(400, 3)]
    await bring(alice, own, others, orphan)
    await claim(alice, album, own)
    await claim(bob, journal, others)
    past(limits.graceMs)
    expect(await held.store().sweep()).toMatchObject({
      held: 2,
      heldBytes: 300,
      removed: 1,
      removedBytes: 400,
    })
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
    held.clock().advance(limits.graceMs - 1_000)
    expect(await put(bob, bytes)).toEqual({ ok: true, value: { type: 'here' } })
    held.clock().advance(limits.graceMs - 1_000)
    expect(await sweep()).toBe(0)
  })

  test('a sweep gives up uploads that rest, and no others', async () => {
    const [resting, moving] = [bytesOf(100, 1), bytesOf(100, 2)]
    await put(alice, resting, 0, 10)
    await put(alice, moving, 0, 10)
    held.clock().advance(limits.uploadGraceMs - 1_000)
    await put(alice, moving, 10, 20)
    past(2_000)
    expect((await held.store().sweep()).uploadsGivenUp).toBe(1)
    expect(await offsetOf(alice, resting)).toBe(0)
    expect(await offsetOf(alice, moving)).toBe(20)
    expect(await held.store().usedBytes(alice)).toBe(20)
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
      const sweeping = held.store().sweep()
      await claimAndBring(documents[at] ?? '', bytes)
      await sweeping
      expect(await read(bytes)).toEqual(bytes)
    }
    past(limits.graceMs)
    expect(await held.store().sweep()).toMatchObject({ held: 12, removed: 0 })
  })
}
