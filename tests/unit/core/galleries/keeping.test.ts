import { beforeEach, describe, expect, test } from 'vitest'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import {
  createGalleryWorld,
  type GalleryDevice,
  type GalleryWorld,
  hang,
  imageOf,
  shownAlbum,
  titlesOf,
  valueOf,
} from './gallery-world.ts'

const dayMs = 86_400_000

let world: GalleryWorld
let device: GalleryDevice
beforeEach(async () => {
  world = await createGalleryWorld()
  device = world.devices[0]
})

const albumTitles = async (): Promise<string[]> =>
  (await device.galleries.albums(device.me)).albums.map(({ title }) => title)

describe('the other audience', () => {
  test('gets the album anew, and the old one is gone', async () => {
    const { album, works } = await hang(device, ['a', 'b', 'c'])
    const [first = '', second = ''] = works
    await valueOf(device.galleries.createAlbum('Last', 'album', 'public'))
    await valueOf(device.galleries.editAlbum(album, { field: 'about', value: 'Boats' }))
    await valueOf(device.galleries.placeWorks(album, [second], first))
    await valueOf(device.galleries.binWorks(album, [first]))
    const { album: made } = await valueOf(device.galleries.setAudience(album, 'only-me'))
    expect(made).not.toBe(album)
    expect(await device.galleries.album(device.me, album)).toEqual({ kind: 'gone' })
    expect(await shownAlbum(device, made)).toMatchObject({
      title: 'Harbour',
      about: 'Boats',
      audience: 'only-me',
      works: 2,
    })
    expect(await titlesOf(device, made)).toEqual(['b', 'c'])
    expect(await albumTitles()).toEqual(['Harbour', 'Last'])
    expect(await device.galleries.bin()).toMatchObject([{ kind: 'work', album: made, work: first }])
    const left = device.store.opened().find(({ genesis }) => genesis.kind === 'album')
    expect(Object.keys(left?.doc() ?? {}).toSorted()).toEqual(['gone', 'v'])
    expect(await valueOf(device.galleries.setAudience(made, 'only-me'))).toEqual({ album: made })
  })
})

describe('the bin', () => {
  test('gives back works and albums for thirty days, and then purges them', async () => {
    const { album, works } = await hang(device, ['a', 'b'])
    const { album: other } = await valueOf(device.galleries.createAlbum('Other', 'album', 'public'))
    const [first = ''] = works
    await valueOf(device.galleries.binWorks(album, [first]))
    device.clock.advance(dayMs)
    await valueOf(device.galleries.binAlbum(other))
    expect(await device.galleries.bin()).toMatchObject([
      { kind: 'album', album: other, title: 'Other', daysLeft: 30 },
      { kind: 'work', work: first, albumTitle: 'Harbour', daysLeft: 29 },
    ])
    expect(await albumTitles()).toEqual(['Harbour'])
    expect(await device.galleries.work(device.me, album, first)).toEqual({ kind: 'gone' })
    expect(await device.galleries.audienceOf(other)).toBe('gone')
    await valueOf(device.galleries.restore([{ kind: 'album', album: other }]))
    expect(await albumTitles()).toEqual(['Harbour', 'Other'])
    device.clock.advance(29 * dayMs - 1)
    await device.galleries.purge()
    expect(await device.galleries.bin()).toMatchObject([{ daysLeft: 1 }])
    device.clock.advance(1)
    await device.galleries.purge()
    expect(await device.galleries.bin()).toEqual([])
    const restored = await device.galleries.restore([{ kind: 'work', album, work: first }])
    expect(restored).toEqual({ ok: false, error: { type: 'not-found', what: 'work' } })
    await valueOf(device.galleries.binAlbum(other))
    device.clock.advance(30 * dayMs)
    await device.galleries.purge()
    expect(await device.galleries.album(device.me, other)).toEqual({ kind: 'gone' })
  })

  test('gives back a work after others were added', async () => {
    const { album, works } = await hang(device, ['a', 'b', 'c'])
    const [first = ''] = works
    await world.settle()
    await valueOf(device.galleries.binWorks(album, [first]))
    for (const seed of [4, 5, 6, 7]) {
      await valueOf(device.galleries.addWorks(album, [{ title: 'new', image: imageOf(seed) }]))
      await valueOf(device.galleries.binWorks(album, [first]))
      await valueOf(device.galleries.restore([{ kind: 'work', album, work: first }]))
    }
    expect(await titlesOf(device, album)).toEqual(['a', 'b', 'c', 'new', 'new', 'new', 'new'])
  })

  test('is emptied of what was put there, and of nothing else', async () => {
    const { album, works } = await hang(device, ['a', 'b'])
    const [first = '', second = ''] = works
    await valueOf(device.galleries.binWorks(album, [first]))
    await valueOf(
      device.galleries.emptyBin([
        { kind: 'work', album, work: first },
        { kind: 'work', album, work: second },
      ]),
    )
    await valueOf(device.galleries.emptyBin([{ kind: 'album', album }]))
    expect(await titlesOf(device, album)).toEqual(['b'])
    await valueOf(device.galleries.binAlbum(album))
    await valueOf(device.galleries.emptyBin([{ kind: 'album', album }]))
    expect(await device.galleries.album(device.me, album)).toEqual({ kind: 'gone' })
  })
})

describe('an album that was cut short while it was taken down', () => {
  test('is gone, and leaves the list and the disk at the next purge', async () => {
    const { album } = await hang(device, ['a'])
    const replica = device.store.opened().find(({ genesis }) => genesis.kind === 'album')
    const sealer = device.deps.sealer()
    if (replica === undefined || sealer === null) throw new Error('no album')
    await replica.edit(sealer, draft => {
      draft['gone'] = true
    })
    expect(await albumTitles()).toEqual([])
    await device.galleries.purge()
    expect(Object.keys(replica.doc()).toSorted()).toEqual(['gone', 'v'])
    expect(await device.galleries.placeAlbum(album, null)).toMatchObject({ error: { type: 'not-found' } })
  })
})

describe('what is said of copies', () => {
  test('needs the document and every image on the relay', async () => {
    const { album } = await hang(device, ['a', 'b'])
    expect(await shownAlbum(device, album)).toMatchObject({
      copy: 'on-relay',
      tiles: [{ copy: 'on-relay' }, { copy: 'on-relay' }],
    })
    const missing = imageOf(2).renditions[0]?.blob.digest
    device.onRelay = ({ digest }) => String(digest) !== String(missing)
    expect(await shownAlbum(device, album)).toMatchObject({
      copy: 'only-here',
      tiles: [{ copy: 'on-relay' }, { copy: 'only-here' }],
    })
    const galleries = createGalleryService({ ...device.deps, isAcknowledged: () => false })
    expect(await shownAlbum({ ...device, galleries }, album)).toMatchObject({
      copy: 'only-here',
      tiles: [{ copy: 'only-here' }, {}],
    })
  })
})

describe('references', () => {
  test('are all images of all versions, in the bin as well, each with its size', async () => {
    const { album, works } = await hang(device, ['a', 'b'])
    await valueOf(device.galleries.addVersion(album, works[0] ?? '', imageOf(9)))
    await valueOf(device.galleries.binWorks(album, works))
    const [only, ...others] = await device.galleries.references()
    expect(others).toEqual([])
    expect(only).toMatchObject({ isOwn: true, isKept: true })
    expect(only?.blobs.map(({ size }) => size).toSorted()).toEqual([
      'card',
      'card',
      'card',
      'full',
      'full',
      'full',
      'thumb',
      'thumb',
      'thumb',
    ])
  })

  test('include albums that nothing has opened yet', async () => {
    const { album } = await hang(device, ['a'])
    const again = await world.reopen(device)
    expect(again.store.opened().some(({ genesis }) => genesis.kind === 'album')).toBe(false)
    expect((await again.galleries.references()).map(({ blobs }) => blobs.length)).toEqual([3])
    expect(await titlesOf(again, album)).toEqual(['a'])
  })

  test('say that an album of one’s own needs a newer version to be read in full', async () => {
    await hang(device, ['a'])
    const replica = device.store.opened().find(({ genesis }) => genesis.kind === 'album')
    const sealer = device.deps.sealer()
    if (replica === undefined || sealer === null) throw new Error('no album')
    await replica.edit(sealer, draft => {
      draft['v'] = 2
    })
    expect((await device.galleries.references()).map(({ isPartial }) => isPartial)).toEqual([true])
  })
})

describe('a full disk', () => {
  test('is said, and what was not kept is not shown', async () => {
    const { album } = await hang(device, ['a'])
    device.documents.failWith('full')
    const full = { ok: false, error: { type: 'storage', problem: 'disk-full' } }
    expect(await device.galleries.addWorks(album, [{ title: 'b', image: imageOf(2) }])).toEqual(full)
    expect(await device.galleries.binAlbum(album)).toEqual(full)
    device.documents.failWith(null)
    expect(await titlesOf(device, album)).toEqual(['a'])
    expect(await albumTitles()).toEqual(['Harbour'])
  })
})

describe('a device that may not write', () => {
  test('says so, and changes nothing', async () => {
    const { album, works } = await hang(device, ['a'])
    const galleries = createGalleryService({ ...device.deps, sealer: () => null })
    const revoked = { ok: false, error: { type: 'not-allowed', reason: 'device-revoked' } }
    expect(await galleries.audienceOf(album)).toBe('read-only')
    expect(await galleries.editWorks(album, works, [{ field: 'title', value: 'x' }])).toEqual(revoked)
    expect(await galleries.createAlbum('New', 'album', 'public')).toEqual(revoked)
    expect(await galleries.binAlbum(album)).toEqual(revoked)
  })

  test('and one without the account’s secret makes no album that it could not read', async () => {
    const galleries = createGalleryService({ ...device.deps, secrets: () => [] })
    expect(await galleries.createAlbum('Mine', 'album', 'only-me')).toEqual({
      ok: false,
      error: { type: 'not-allowed', reason: 'read-only' },
    })
    const { album } = await hang(device, ['a'], 'only-me')
    expect(await galleries.album(device.me, album)).toEqual({ kind: 'unreadable', reason: 'broken' })
  })
})
