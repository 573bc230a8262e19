/** The part of the contract that says how much an account may bring and claim, and what a claim is answered with. */
import { expect, test } from 'vitest'
import {
  accountOf,
  album,
  alice,
  bob,
  bytesOf,
  digestOf,
  type HeldBlobStore,
  journal,
} from './relay-blob-store-subject.ts'

export const testSharesAndClaims = (held: HeldBlobStore): void => {
  const { put, bring, claim, offsetOf, uploadAll } = held

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
    expect(await held.store().usedBytes(alice)).toBe(10_000)
  })

  test('two uploads at once do not share the last of the room', async () => {
    const blobs = [1, 2, 3].map(seed => bytesOf(4_000, seed))
    const ends = await Promise.all(blobs.map(bytes => uploadAll(alice, bytes, 1_000)))
    expect(await held.store().usedBytes(alice)).toBeLessThanOrEqual(10_000)
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
    expect(await held.store().usedBytes(alice)).toBe(100)
    await bring(alice, lacking)
    expect(await claim(alice, album, here, lacking)).toEqual({ ok: true, value: [] })
    expect(await held.store().usedBytes(alice)).toBe(300)
  })

  test('each blob counts once, whatever claims it, and no more when nothing does', async () => {
    const bytes = bytesOf(100)
    await bring(alice, bytes)
    await claim(alice, album, bytes)
    await claim(alice, journal, bytes)
    expect(await held.store().usedBytes(alice)).toBe(100)
    await claim(alice, album)
    expect(await held.store().usedBytes(alice)).toBe(100)
    await claim(alice, journal)
    expect(await held.store().usedBytes(alice)).toBe(0)
  })

  test('claims count against the share, and whoever is over may still claim less', async () => {
    const blobs = [1, 2, 3].map(seed => bytesOf(5_000, seed))
    const [first = blobs[0], second, third] = blobs
    if (first === undefined || second === undefined || third === undefined) throw new Error('three blobs')
    await bring(bob, first, second)
    await claim(alice, album, first, second)
    await bring(accountOf(3), third)
    expect(await claim(alice, journal, third)).toEqual({ ok: false, error: { type: 'over-quota' } })
    expect(await held.store().usedBytes(alice)).toBe(10_000)
    expect(await claim(alice, album, first)).toEqual({ ok: true, value: [] })
    expect(await claim(alice, journal, third)).toEqual({ ok: true, value: [] })
  })
}
