/** The directory over documents that come to a relay, change, and are there again after a start. */
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StartThread } from '../../../../sync-server/directory/thread.ts'
import { startInlineReader } from '../../../support/directory-parts.ts'
import {
  addDevice,
  changesOf,
  copyOf,
  edit,
  frontierFor,
  newOwnedDoc,
  revokeDevice,
} from '../../../support/sealed-doc.ts'
import {
  createPerson,
  createScene,
  everybody,
  fixed,
  follow,
  followersOf,
  join,
  journalOf,
  listing,
  write,
} from './directory-scene.ts'

describe('people', () => {
  test('who say so are listed once they have come to rest, and found by what they say', async () => {
    const scene = await createScene()
    await join(scene, 'Ana', 'Lisboa')
    await join(scene, 'Bo', 'Porto')
    expect(scene.names()).toEqual([])
    await scene.rest()
    expect(scene.names()).toEqual(['Ana', 'Bo'])
    expect(scene.names({ place: 'porto' })).toEqual(['Bo'])
    expect(scene.names({ text: 'ana' })).toEqual(['Ana'])
  })

  test('who do not say so are not, and leave when they take it back', async () => {
    const scene = await createScene()
    const { account, profile } = await join(scene, 'Ana')
    const quiet = await createPerson('Quiet')
    const unlisted = newOwnedDoc(quiet.account)
    await edit(quiet.first, unlisted, draft => void Object.assign(draft, { v: 1, name: fixed('Quiet') }))
    scene.room.join(quiet.identity)
    scene.room.join(unlisted)
    await scene.rest()
    expect(scene.names()).toEqual(['Ana'])
    await edit(account.first, profile, draft => void (draft['listed'] = false))
    await scene.rest()
    expect(scene.names()).toEqual([])
  })

  test('are listed by the one profile that is theirs', async () => {
    const scene = await createScene()
    const { account } = await join(scene, 'Ana')
    const second = newOwnedDoc(account.account, 'profile', new Uint8Array(32).fill(7))
    await edit(account.first, second, listing('Beyoncé'))
    scene.room.join(second)
    await scene.rest()
    expect(scene.names({ text: 'Beyoncé' })).toEqual([])
    expect(scene.names({ text: 'Ana' })).toEqual(['Ana'])
  })

  test('come with the time at which the relay last took a change', async () => {
    const scene = await createScene()
    const { account, profile } = await join(scene, 'Ana')
    await scene.rest()
    const first = scene.directory.people(everybody)
    scene.room.clock.advance(3_600_000)
    await edit(account.first, profile, listing('Ana', 'Porto'))
    await scene.rest()
    const second = scene.directory.people(everybody)
    const times = [first, second].map(answer => (answer.ok ? (answer.value.people[0]?.changedMs ?? 0) : 0))
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(3_600_000)
  })

  test('whose device is revoked are listed by what is left without it', async () => {
    const scene = await createScene()
    const ana = await createPerson('Ana')
    const phone = await addDevice(ana)
    const profile = newOwnedDoc(ana.account)
    const first = await edit(ana.first, profile, listing('Ana'))
    const stolen = copyOf(profile)
    await edit(phone, stolen, listing('Mallory'))
    scene.room.join(ana.identity)
    const writer = scene.room.join(stolen)
    await scene.rest()
    expect(scene.names({ text: 'Mallory' })).toEqual(['Ana'])
    // Nobody has the profile open any more.
    writer.leave()
    await scene.rest()
    await revokeDevice(ana, phone, frontierFor(profile, first))
    await scene.rest()
    expect(scene.names({ text: 'Mallory' })).toEqual([])
    expect(scene.names({ text: 'Ana' })).toEqual(['Ana'])
  })

  test('whose identity comes after their profile are listed then', async () => {
    const scene = await createScene()
    const ana = await createPerson('Ana')
    const profile = newOwnedDoc(ana.account)
    await edit(ana.first, profile, listing('Ana'))
    await scene.store.append(profile.id, { owner32: ana.account, changes: changesOf(profile) })
    scene.directory.onWrite(profile.genesis, 'begins')
    scene.directory.onWrite(profile.genesis, 'ends')
    await scene.rest()
    expect(scene.names()).toEqual([])
    scene.room.join(ana.identity)
    await scene.rest()
    expect(scene.names()).toEqual(['Ana'])
  })
})

describe('references', () => {
  test('are found while they stand, and gone with the document that was emptied of them', async () => {
    const scene = await createScene()
    const bo = await join(scene, 'Bo')
    const { account } = await join(scene, 'Ana')
    const journal = journalOf(account, 0)
    await write(account, journal, follow(bo.account.account))
    scene.room.join(journal)
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual(['Ana 0'])
    await edit(account.first, journal, draft => void (draft['e'] = []))
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual([])
  })

  test('come from the segments of a journal and from nothing else that calls itself one', async () => {
    const scene = await createScene()
    const bo = await join(scene, 'Bo')
    const { account } = await join(scene, 'Ana')
    const strange = newOwnedDoc(account.account, 'journal', new Uint8Array(32).fill(255))
    const feed = newOwnedDoc(account.account, 'feed')
    const third = journalOf(account, 3)
    for (const doc of [strange, feed, third]) {
      await write(account, doc, follow(bo.account.account))
      scene.room.join(doc)
    }
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual(['Ana 3'])
  })
})

test('more changes than can wait are found again in the store', async () => {
  const scene = await createScene({ limits: { maxWaiting: 1 } })
  for (const name of ['Ana', 'Bo', 'Cy']) await join(scene, name)
  await scene.rest()
  expect(scene.names()).toEqual(['Ana', 'Bo', 'Cy'])
})

describe('a document that cannot be borne', () => {
  test('has no place, is not tried again before it changes, and harms nobody else', async () => {
    let reads = 0
    const startThread: StartThread = async () => {
      const thread = await startInlineReader()
      return {
        ...thread,
        read(job) {
          const text = Buffer.concat(job.changes).toString('latin1')
          if (!text.includes('Killer')) return thread.read(job)
          reads++
          return Promise.reject(new Error('the thread is gone'))
        },
      }
    }
    const scene = await createScene({ startThread })
    const { account, profile } = await join(scene, 'Killer')
    await join(scene, 'Ana')
    await scene.rest()
    expect([scene.names(), reads]).toEqual([['Ana'], 1])
    expect(scene.lines).toContainEqual(
      expect.objectContaining({ event: 'directory-left-out', reason: 'killed-reader' }),
    )
    await addDevice(account)
    await scene.rest()
    expect(reads).toBe(1)
    await edit(account.first, profile, listing('Reformed'))
    await scene.rest()
    expect(reads).toBe(2)
  })

  test('for its size is not even given to the thread, and leaves when it grows so', async () => {
    const scene = await createScene({ limits: { readOperations: 50, readBytes: 4_000 } })
    const { account, profile } = await join(scene, 'Ana')
    const bo = await join(scene, 'Bo')
    await scene.rest()
    expect(scene.names()).toEqual(['Ana', 'Bo'])
    await edit(account.first, profile, draft => void (draft['many'] = Array.from({ length: 60 }, () => null)))
    await edit(
      bo.account.first,
      bo.profile,
      draft => void (draft['much'] = new Uint8Array(randomBytes(5_000))),
    )
    await scene.rest()
    expect(scene.names()).toEqual([])
  })
})
