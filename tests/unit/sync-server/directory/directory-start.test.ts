/** What the directory still knows after a start, and what it reads anew. */
import { describe, expect, test } from 'vitest'
import { err } from '../../../../src/base/result.ts'
import type { StartThread } from '../../../../sync-server/directory/thread.ts'
import { startInlineReader } from '../../../support/directory-parts.ts'
import { changesOf, edit } from '../../../support/sealed-doc.ts'
import { createKeptFile, createScene, everybody, join } from './directory-scene.ts'

describe('after a start', () => {
  const kept = createKeptFile

  test('answers what it answered before, and has read nothing anew', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    const before = first.directory.people(everybody)
    await first.directory.close()
    const second = await createScene({ store: first.store, file })
    expect(second.directory.people(everybody)).toEqual(before)
    expect(second.reads).toEqual([])
  })

  test('reads what was written after it last came to rest', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    const bo = await join(first, 'Bo')
    await first.room.settle()
    const second = await createScene({ store: first.store, file })
    expect(second.names()).toEqual(['Ana', 'Bo'])
    expect(new Set(second.reads)).toEqual(new Set([bo.profile.id, bo.account.identity.id]))
  })

  test('reads what had not come to rest when it was closed', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    const ana = await join(first, 'Ana')
    await first.rest()
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await first.room.settle()
    await first.directory.close()
    const second = await createScene({ store: first.store, file })
    expect(second.names()).toEqual([])
  })

  test('asks again while the store cannot say what was written', async () => {
    const first = await createScene()
    await join(first, 'Ana')
    await first.rest()
    let fails = 2
    const writtenSince: typeof first.store.writtenSince = async place =>
      fails-- > 0 ? err({ type: 'store-busy' as const }) : first.store.writtenSince(place)
    const second = await createScene({ store: { ...first.store, writtenSince }, isHeld: true })
    expect(second.directory.people(everybody)).toEqual({ ok: false, error: 'not-ready' })
    await second.rest()
    expect(second.names()).toEqual(['Ana'])
    expect(second.lines.filter(({ event }) => event === 'directory-behind')).toHaveLength(2)
  })

  test('is not ready before all is read, and then answers the same as before the index was lost', async () => {
    const first = await createScene()
    for (const name of ['Ana', 'Bo', 'Cy']) await join(first, name)
    await first.rest()
    let go = (): void => undefined
    const held = new Promise<void>(resolve => (go = resolve))
    const startThread: StartThread = async () => {
      await held
      return startInlineReader()
    }
    const second = await createScene({ store: first.store, startThread, isHeld: true })
    expect(second.directory.people(everybody)).toEqual({ ok: false, error: 'not-ready' })
    expect(second.directory.references({ keys: [new Uint8Array(16)], after: null }).ok).toBe(false)
    go()
    await second.rest()
    expect(second.names()).toEqual(first.names())
    expect(second.lines).toContainEqual({ event: 'directory-ready', people: 3, references: 0 })
  })

  test('forgets what it knew of another store', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    await first.directory.close()
    const second = await createScene({ file })
    expect(second.names()).toEqual([])
    const third = await createScene({ store: second.store, file })
    expect(third.names()).toEqual([])
  })
})

test('what is being written when the relay stops is read at the next start', async () => {
  const { file } = createKeptFile()
  const first = await createScene({ file })
  const ana = await join(first, 'Ana')
  await first.rest()
  first.directory.onWrite(ana.profile.genesis, 'begins')
  await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
  const changes = changesOf(ana.profile).slice(-2)
  await first.store.append(ana.profile.id, { owner32: ana.account.account, changes })
  await first.directory.close()
  const second = await createScene({ store: first.store, file })
  expect(second.names()).toEqual([])
})
