import { beforeEach, describe, expect, test } from 'vitest'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { createPins } from '../../../../src/core/galleries/pins.ts'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import { settleAll } from '../../../support/replica-line.ts'
import { changesOf, createAccount, edit, newOwnedDoc } from '../../../support/sealed-doc.ts'
import { everything } from '../../../support/hostile-relay.ts'
import {
  createGalleryDevice,
  createGalleryWorld,
  type GalleryDevice,
  type GalleryWorld,
  hang,
  openSecret,
  valueOf,
} from './gallery-world.ts'

let world: GalleryWorld
let alice: GalleryDevice
let bob: GalleryDevice
beforeEach(async () => {
  world = await createGalleryWorld()
  alice = world.devices[0]
  const account = await createAccount()
  bob = await createGalleryDevice(account, account.first, world.room, {
    readsFor: world.account,
    secrets: [openSecret(1, 99)],
  })
})

const albumsSeen = async () => {
  const row = await bob.galleries.albums(alice.me)
  return { titles: row.albums.map(({ title }) => title), arriving: row.arriving }
}

/** Bob follows what he has opened. */
const settle = async (): Promise<void> => {
  await settleAll([alice, bob])
  await bob.galleries.albums(alice.me)
  await settleAll([alice, bob])
}

describe('somebody else', () => {
  test('sees the albums for everyone as they arrive, in their order, and may not touch them', async () => {
    const { album, works } = await hang(alice, ['a', 'b'])
    await valueOf(alice.galleries.createAlbum('Second', 'album', 'public'))
    await hang(alice, ['hidden'], 'only-me')
    expect(await albumsSeen()).toEqual({ titles: [], arriving: 0 })
    await settleAll([alice, bob])
    expect(await albumsSeen()).toEqual({ titles: [], arriving: 2 })
    await settle()
    expect(await albumsSeen()).toEqual({ titles: ['Harbour', 'Second'], arriving: 0 })
    const state = await bob.galleries.album(alice.me, album)
    expect(state).toMatchObject({
      kind: 'shown',
      album: {
        isOwn: false,
        keptOffline: false,
        copy: 'on-relay',
        alternatives: [],
        tiles: [{ title: 'a' }, { title: 'b' }],
      },
    })
    expect(await bob.galleries.editWorks(album, works, [{ field: 'title', value: 'x' }])).toMatchObject({
      error: { type: 'not-found' },
    })
  })

  test('sees no album from the bin, none that was taken down, and no work from the bin', async () => {
    const { album, works } = await hang(alice, ['a', 'b'])
    const { album: second } = await valueOf(alice.galleries.createAlbum('Second', 'album', 'public'))
    await settle()
    await settle()
    await valueOf(alice.galleries.binWorks(album, works.slice(0, 1)))
    await valueOf(alice.galleries.binAlbum(second))
    await settle()
    expect(await albumsSeen()).toEqual({ titles: ['Harbour'], arriving: 0 })
    expect(await bob.galleries.album(alice.me, second)).toEqual({ kind: 'gone' })
    expect(await bob.galleries.work(alice.me, album, works[0] ?? '')).toEqual({ kind: 'gone' })
    expect(await bob.galleries.work(alice.me, album, works[1] ?? '')).toMatchObject({
      kind: 'shown',
      work: { title: 'b', isOwn: false },
    })
    await valueOf(alice.galleries.setAudience(album, 'only-me'))
    await settle()
    expect(await bob.galleries.album(alice.me, album)).toEqual({ kind: 'gone' })
    expect(await albumsSeen()).toEqual({ titles: [], arriving: 0 })
    expect((await bob.galleries.references()).flatMap(({ blobs }) => blobs)).toEqual([])
  })

  test('reads nothing of an album that is its owner’s alone, even with its address', async () => {
    const { album, works } = await hang(alice, ['a secret title'], 'only-me')
    await valueOf(
      alice.galleries.editWorks(album, works, [
        { field: 'statement', value: 'a secret statement' },
        { field: 'tag-added', value: 'a secret tag' },
      ]),
    )
    expect(await bob.galleries.album(alice.me, album)).toEqual({ kind: 'looking' })
    await settle()
    expect(await bob.galleries.album(alice.me, album)).toEqual({
      kind: 'not-held',
      reason: 'unknown-to-relay',
    })
    const carried = bob.store.opened().flatMap(replica => Object.entries(replica.doc()))
    expect(carried.length).toBeGreaterThan(4)
    const spelled = carried.map(
      ([field, value]) =>
        `${field} ${value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)}`,
    )
    expect(spelled.join()).not.toContain('secret')
    expect(await bob.galleries.shownAlbums()).toEqual([])
  })

  test('opens an album by its address although it is listed nowhere', async () => {
    const tag = new Uint8Array(32).fill(3)
    const lone = newOwnedDoc(world.account.account, 'album', tag)
    await edit(world.account.first, lone, draft => {
      draft['v'] = 1
    })
    const id = bytesToBase64Url(tag)
    expect(await bob.galleries.album(alice.me, id)).toEqual({ kind: 'looking' })
    await bob.store.replica(lone.id)?.receive('friend', everything(changesOf(lone)))
    expect(await bob.galleries.album(alice.me, id)).toMatchObject({ kind: 'shown', album: { title: '' } })
    await edit(world.account.first, lone, draft => {
      draft['v'] = 2
    })
    await bob.store.replica(lone.id)?.receive('friend', everything(changesOf(lone)))
    expect(await bob.galleries.album(alice.me, id)).toEqual({ kind: 'unreadable', reason: 'newer-version' })
  })

  test('is told why an album is not here', async () => {
    const id = bytesToBase64Url(new Uint8Array(32).fill(4))
    const asked = async (availability: 'offline' | 'unavailable' | 'asking') =>
      createGalleryService({ ...bob.deps, availability: () => availability }).album(alice.me, id)
    expect(await asked('offline')).toEqual({ kind: 'not-held', reason: 'offline' })
    expect(await asked('unavailable')).toEqual({ kind: 'not-held', reason: 'unknown-to-relay' })
    expect(await asked('asking')).toEqual({ kind: 'looking' })
  })

  test('keeps an album on this device, and leaves it again', async () => {
    const { album } = await hang(alice, ['a'])
    await settle()
    await settle()
    const kept = async () => {
      const state = await bob.galleries.album(alice.me, album)
      const [blobs] = await bob.galleries.references()
      return [state.kind === 'shown' && state.album.keptOffline, blobs?.isKept]
    }
    expect(await kept()).toEqual([false, false])
    await valueOf(bob.galleries.keepOffline(alice.me, album, true))
    expect(await kept()).toEqual([true, true])
    expect((await createPins(bob.ports.values).look())(alice.me, album)).toBe(true)
    await valueOf(bob.galleries.keepOffline(alice.me, album, false))
    expect(await kept()).toEqual([false, false])
    expect(await bob.galleries.keepOffline('x', album, true)).toMatchObject({ error: { type: 'not-found' } })
  })
})
