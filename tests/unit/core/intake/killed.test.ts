import { describe, expect, test } from 'vitest'
import type { IntakeDeps } from '../../../../src/core/intake/create-intake.ts'
import { createKiller } from './killer.ts'
import { createScriptedPreparer } from './scripted-preparer.ts'
import { album, type Disk, fileOf, newDisk, openStudio, type StudioOptions, untilSo } from './studio.ts'

const files = ['dawn', 'noon', 'dusk'] as const

/** Takes all files in turn, and says which of them were answered for before the process died. */
const live = async (options: StudioOptions): Promise<readonly string[]> => {
  const killer = options.killer ?? createKiller()
  const { intake } = openStudio({ ...options, killer })
  const answered: string[] = []
  const taking = async (): Promise<void> => {
    for (const content of files) {
      await intake.take(album, `${content}.jpg`, fileOf(content), null)
      answered.push(content)
    }
  }
  void taking()
  const isDone = (): boolean => answered.length === files.length && intake.row().done === files.length
  await untilSo(() => killer.isDead() || isDone())
  return answered
}

/** How many calls a whole life makes. */
const callsOfALife = async (): Promise<number> => {
  let calls = 0
  const counting = { ...createKiller(), isDead: () => false }
  const plain = createKiller()
  await live({
    killer: {
      ...counting,
      guard: call =>
        plain.guard((...args) => {
          calls++
          return call(...args)
        }),
    },
  })
  return calls
}

const dyingOnceAdded = (deps: IntakeDeps): IntakeDeps => ({
  ...deps,
  galleries: {
    ...deps.galleries,
    async addWorks(id, added) {
      await deps.galleries.addWorks(id, added)
      return new Promise(() => undefined)
    },
  },
})

/** Takes up the queue of a process that was killed while it prepared this image. */
const dieOf = async (disk: Disk, content: string): Promise<void> => {
  const preparer = createScriptedPreparer()
  preparer.byHand(true)
  const killer = createKiller()
  const { intake } = openStudio({ disk, preparer, killer })
  if ((await intake.dismiss([])).ok && intake.row().total === 0)
    await intake.take(album, content, fileOf(content), null)
  await untilSo(() => preparer.underway().includes(content))
  killer.kill()
}

describe('a process that dies', () => {
  test('of one image again and again begins it no more, and goes on with the others', async () => {
    const disk = newDisk()
    for (let life = 0; life < 5; life++) await dieOf(disk, 'poison')
    const next = openStudio({ disk })
    await next.take('dawn')
    const row = await next.settled()
    expect(row.items.map(({ state, problem }) => [state, problem])).toEqual([
      ['failed', 'failed'],
      ['done', null],
    ])
    expect(next.preparer.begun()).toEqual(['dawn'])
    await next.intake.retry(row.items.slice(0, 1).map(({ id }) => id))
    expect((await next.settled()).done).toBe(2)
  })

  test('at any call at all loses nothing, adds nothing twice and leaves nothing behind', async () => {
    const calls = await callsOfALife()
    let deaths = 0
    for (let call = 0; call < calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const disk = newDisk()
        const killer = createKiller()
        killer.killAt(call, when)
        const answered = await live({ disk, killer })
        // Lives differ by a few calls, as more or fewer images become ready together.
        if (!killer.isDead()) continue
        deaths++
        const next = openStudio({ disk })
        const row = await next.settled()
        // What was never answered for may be there or not, but once, and after the others.
        const there = files.slice(0, answered.length + (next.contents().length > answered.length ? 1 : 0))
        const { state, failed, done } = row
        expect({
          call,
          when,
          contents: next.contents(),
          sources: await next.sources(),
          state,
          failed,
          done,
        }).toEqual({
          call,
          when,
          contents: there,
          sources: [],
          state: 'idle',
          failed: 0,
          done: there.length,
        })
        // And whoever was told nothing takes the rest again.
        for (const content of files) if (!next.contents().includes(content)) await next.take(content)
        await next.settled()
        expect({ call, when, contents: next.contents() }).toEqual({ call, when, contents: files })
      }
    }
    expect(deaths).toBeGreaterThan(80)
  })

  test('while it replaces an image makes one version of it', async () => {
    for (let call = 0; call < 60; call++) {
      const disk = newDisk()
      const before = openStudio({ disk })
      await before.take('first')
      await before.settled()
      before.intake.close()
      const killer = createKiller()
      killer.killAt(call, 'after')
      const dying = openStudio({ disk, killer })
      let isTaken = false
      const taking = async (): Promise<void> => {
        isTaken = (await dying.intake.take(album, 'second.jpg', fileOf('second'), 'work-0')).ok
      }
      void taking()
      await untilSo(() => killer.isDead() || dying.intake.row().done === 2)
      const after = openStudio({ disk })
      await after.settled()
      expect(disk.works.get(album)?.[0]?.versions).toBe(isTaken || after.intake.row().total === 2 ? 2 : 1)
      if (!killer.isDead()) return
    }
    throw new Error('it never lived to the end')
  })

  test('while it adds a double that was insisted on asks again, and adds no third', async () => {
    const disk = newDisk()
    const before = openStudio({ disk })
    await before.take('dawn')
    const item = await before.take('dawn')
    await before.until(({ failed }) => failed === 1)
    before.intake.close()
    const dying = openStudio({ disk, wrap: dyingOnceAdded })
    void dying.intake.retry([item])
    await untilSo(() => dying.contents().length === 2)
    dying.intake.close()
    const after = openStudio({ disk })
    const row = await after.until(({ failed }) => failed === 1)
    expect(row.items[1]).toMatchObject({ state: 'failed', problem: 'duplicate' })
    expect(after.contents()).toEqual(['dawn', 'dawn'])
  })

  test('while it adds what is no double any more knows that it is there', async () => {
    const disk = newDisk()
    const before = openStudio({ disk })
    await before.take('dawn')
    const item = await before.take('dawn')
    await before.until(({ failed }) => failed === 1)
    before.intake.close()
    disk.works.set(album, [])
    const dying = openStudio({ disk, wrap: dyingOnceAdded })
    void dying.intake.retry([item])
    await untilSo(() => dying.contents().length === 1)
    dying.intake.close()
    const after = openStudio({ disk })
    expect((await after.until(({ done }) => done === 2)).failed).toBe(0)
    expect(after.contents()).toEqual(['dawn'])
  })

  test('is like one that is closed: all stops at once, and nothing is written after', async () => {
    const disk = newDisk()
    const closing = openStudio({ disk })
    closing.preparer.byHand(true)
    await closing.take('dawn')
    await untilSo(() => closing.preparer.underway().length === 1)
    closing.intake.close()
    await untilSo(() => closing.preparer.underway().length === 0)
    expect(await closing.intake.take(album, 'noon.jpg', fileOf('noon'), null)).toEqual({
      ok: false,
      error: { type: 'no-account' },
    })
    const next = openStudio({ disk })
    expect(await next.settled()).toMatchObject({ state: 'idle', done: 1 })
    expect(next.contents()).toEqual(['dawn'])
  })
})

describe('a start', () => {
  test('removes sources that no record names, and records whose sources are gone', async () => {
    const disk = newDisk()
    const before = openStudio({ disk })
    before.preparer.setCapacity(0)
    const lost = await before.take('dawn')
    const kept = await before.take('noon')
    before.intake.close()
    await disk.sources.remove([lost])
    await disk.sources.put('nobody', fileOf('what no record names'))
    const after = openStudio({ disk })
    after.preparer.setCapacity(0)
    const row = await after.until(({ total }) => total === 1)
    expect(row.items.map(({ id }) => id)).toEqual([kept])
    expect(await after.sources()).toEqual([kept])
    expect(after.log).toContain('intake-source-missing')
  })

  test('removes pages of the queue that it no longer lists, and nothing else', async () => {
    const disk = newDisk()
    const before = openStudio({ disk })
    before.preparer.setCapacity(0)
    await before.take('dawn')
    before.intake.close()
    await disk.values.set('intake-7', Uint8Array.of(1))
    await disk.values.set('settings', Uint8Array.of(2))
    const after = openStudio({ disk })
    await after.until(({ total }) => total === 1)
    const keys = await disk.values.keys()
    expect(keys.ok ? keys.value.toSorted() : null).toEqual(['intake', 'intake-0', 'settings'])
  })

  test('leaves sources alone when the queue cannot be read', async () => {
    const disk = newDisk()
    const before = openStudio({ disk })
    before.preparer.setCapacity(0)
    const item = await before.take('dawn')
    before.intake.close()
    await disk.values.set('intake-0', Uint8Array.of(1, 2, 3))
    const after = openStudio({ disk })
    await after.settled()
    expect(await after.sources()).toEqual([item])
    expect(after.log).toContain('intake-queue-damaged')
  })
})
