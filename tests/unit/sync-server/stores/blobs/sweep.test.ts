import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { BlobStore } from '../../../../../sync-server/stores/blob-store.ts'
import {
  album,
  alice,
  bob,
  bytesOf,
  createWorld,
  dayMs,
  digestOf,
  isHeld,
  limits,
  put,
  type Step,
  steppedFileSystem,
} from './blob-store-support.ts'

const bytes = bytesOf(1_000)

/** Stops the first step that fits, and says when it has; `go` lets it go on. */
const createGate = (fits: (step: Step, path: string) => boolean) => {
  let open = (): void => {}
  let say = (): void => {}
  let isArmed = false
  const opened = new Promise<void>(resolve => (open = resolve))
  const reached = new Promise<void>(resolve => (say = resolve))
  const files = steppedFileSystem(async (step, path) => {
    if (!isArmed || !fits(step, path)) return
    isArmed = false
    say()
    await opened
  })
  return { files, arm: () => (isArmed = true), reached, go: () => open() }
}

/** Every moment at which a sweep touches the disk for a blob that is past its grace. */
const moments: readonly [string, (step: Step, path: string) => boolean][] = [
  ['looks at its age', (step, path) => step === 'stat' && path.includes('/held/')],
  ['reads what others claim', (step, path) => step === 'open' && path.includes('/claims/')],
  ['is about to remove it', (step, path) => step === 'remove' && path.includes('/held/')],
]

describe('a claim made while a sweep', () => {
  const claimDuring = async (
    fits: (step: Step, path: string) => boolean,
    claim: (store: BlobStore) => Promise<readonly unknown[]>,
  ) => {
    const world = await createWorld()
    const gate = createGate(fits)
    const store = world.open(gate.files)
    await put(store, alice, bytes)
    await put(store, bob, bytesOf(10, 5))
    await store.claim(bob, 'b'.repeat(32), [digestOf(bytesOf(10, 5))])
    world.clock.advance(limits.graceMs + dayMs)
    gate.arm()
    const sweeping = store.sweep()
    await gate.reached
    const claiming = claim(store)
    gate.go()
    const [lacking] = await Promise.all([claiming, sweeping])
    // What the claim was told is true, now and after every sweep to come.
    expect(await isHeld(store, bytes)).toBe(lacking.length === 0)
    await store.sweep()
    expect(await isHeld(store, bytes)).toBe(lacking.length === 0)
    await store.close()
    return lacking.length
  }
  const claimIt = async (store: BlobStore): Promise<readonly unknown[]> => {
    const answer = await store.claim(alice, album, [digestOf(bytes)])
    if (!answer.ok) throw new Error(answer.error.type)
    return answer.value
  }

  it.each(moments)('%s is told the truth', async (_, fits) => {
    expect(await claimDuring(fits, claimIt)).toBeLessThanOrEqual(1)
  })

  it.each(moments.slice(0, 2))('%s wins', async (_, fits) => {
    expect(await claimDuring(fits, claimIt)).toBe(0)
  })

  it('begins wins although it is not on the disk yet', async () => {
    const world = await createWorld()
    const claimGate = createGate((step, path) => step === 'rename' && path.endsWith(album))
    const store = world.open(claimGate.files)
    await put(store, alice, bytes)
    world.clock.advance(limits.graceMs + dayMs)
    claimGate.arm()
    const claiming = claimIt(store)
    await claimGate.reached
    const sweeping = store.sweep()
    claimGate.go()
    expect(await claiming).toEqual([])
    expect((await sweeping).removed).toBe(0)
    expect(await isHeld(store, bytes)).toBe(true)
    await store.close()
  })
})

describe('an upload of what is being swept', () => {
  it.each(moments)('while the sweep %s ends with the blob in its place', async (_, fits) => {
    const world = await createWorld()
    const gate = createGate(fits)
    const store = world.open(gate.files)
    await put(store, alice, bytes)
    await put(store, bob, bytesOf(10, 5))
    await store.claim(bob, album, [digestOf(bytesOf(10, 5))])
    world.clock.advance(limits.graceMs + dayMs)
    gate.arm()
    const sweeping = store.sweep()
    await gate.reached
    const uploading = put(store, bob, bytes)
    gate.go()
    expect(await uploading).toMatchObject({ ok: true })
    await sweeping
    expect(await isHeld(store, bytes)).toBe(true)
    await store.close()
  })
})

describe('a sweep', () => {
  it('takes nothing at all while claims cannot be read, and says whose', async () => {
    const world = await createWorld()
    const store = world.open()
    await put(store, alice, bytes)
    await put(store, bob, bytesOf(20, 2))
    await store.claim(alice, album, [digestOf(bytes)])
    const [claims = ''] = (await world.files()).filter(path => path.includes('/claims/'))
    await writeFile(claims, 'torn')
    world.clock.advance(limits.graceMs + dayMs)
    await expect(store.sweep()).rejects.toThrow('claims cannot be read')
    expect([await isHeld(store, bytes), await isHeld(store, bytesOf(20, 2))]).toEqual([true, true])
    await store.claim(alice, album, [digestOf(bytes)])
    expect(await store.sweep()).toMatchObject({ held: 1, removed: 1 })
    await store.close()
  })

  it('takes in time what a clock that ran ahead has dated', async () => {
    const world = await createWorld()
    const store = world.open()
    world.clock.advance(400 * dayMs)
    await put(store, alice, bytes)
    await store.close()
    const corrected = await createWorld({}, world.directory)
    const again = corrected.open()
    await again.sweep()
    corrected.clock.advance(limits.graceMs + dayMs)
    expect(await again.sweep()).toMatchObject({ removed: 1 })
    await again.close()
  })

  it('asked for twice at once is one', async () => {
    const world = await createWorld()
    const store = world.open()
    await put(store, alice, bytes)
    world.clock.advance(limits.graceMs + dayMs)
    const [one, two] = await Promise.all([store.sweep(), store.sweep()])
    expect(one).toBe(two)
    expect(one.removed).toBe(1)
    await store.close()
  })
})
