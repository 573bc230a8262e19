import { beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import { err } from '../../../../src/base/result.ts'
import {
  createGalleryWorld,
  type GalleryDevice,
  type GalleryWorld,
  hang,
  imageOf,
  shownAlbum,
  shownWork,
  titlesOf,
  valueOf,
} from './gallery-world.ts'

const dayMs = 86_400_000
const nowhere = 'A'.repeat(43)
const noWork = `${'B'.repeat(21)}A`

let world: GalleryWorld
let device: GalleryDevice
beforeEach(async () => {
  world = await createGalleryWorld()
  device = world.devices[0]
})

const albumTitles = async (): Promise<string[]> => (await device.galleries.albums(device.me)).albums.map(({ title }) => title)

describe('an album', () => {
  test('is there at once, empty and last, as a wall for everyone', async () => {
    await valueOf(device.galleries.createAlbum('First', 'album', 'public'))
    const { album } = await valueOf(device.galleries.createAlbum(' Second ', 'project', 'only-me'))
    expect(await albumTitles()).toEqual(['First', 'Second'])
    expect(await shownAlbum(device, album)).toMatchObject({
      title: 'Second',
      kind: 'project',
      audience: 'only-me',
      layout: 'wall',
      works: 0,
      cover: null,
      keptOffline: true,
      unreadable: 0,
    })
  })

  test('keeps what is edited, and gives it back', async () => {
    const { album, works } = await hang(device, ['a', 'b'])
    const edit = (one: Parameters<typeof device.galleries.editAlbum>[1]) => valueOf(device.galleries.editAlbum(album, one))
    await edit({ field: 'about', value: 'Boats.\nMore boats.' })
    await edit({ field: 'kind', value: 'project' })
    await edit({ field: 'role', value: 'Gaffer' })
    await edit({ field: 'video', value: 'https://example.org/film' })
    await edit({ field: 'layout', value: 'grid' })
    await edit({ field: 'cover', value: works[1] ?? null })
    expect(await shownAlbum(device, album)).toMatchObject({
      about: 'Boats.\nMore boats.',
      kind: 'project',
      role: 'Gaffer',
      video: 'https://example.org/film',
      layout: 'grid',
      cover: { work: works[1] },
    })
    await edit({ field: 'cover', value: null })
    expect((await shownAlbum(device, album)).cover?.work).toBe(works[0])
  })

  test('changes places among the others, whoever sees them', async () => {
    const ids: string[] = []
    for (const audience of ['public', 'only-me', 'public'] as const) {
      ids.push((await valueOf(device.galleries.createAlbum(`${ids.length}`, 'album', audience))).album)
    }
    await valueOf(device.galleries.placeAlbum(ids[2] ?? '', ids[1] ?? ''))
    expect(await albumTitles()).toEqual(['0', '2', '1'])
    await valueOf(device.galleries.placeAlbum(ids[0] ?? '', null))
    expect(await albumTitles()).toEqual(['2', '1', '0'])
  })

  test('that is not one’s own, or not there, is not found', async () => {
    const notFound = { ok: false, error: { type: 'not-found', what: 'album' } }
    const { galleries } = device
    expect(await galleries.editAlbum(nowhere, { field: 'title', value: 'x' })).toEqual(notFound)
    expect(await galleries.editAlbum('../x', { field: 'title', value: 'x' })).toEqual(notFound)
    expect(await galleries.placeAlbum(nowhere, null)).toEqual(notFound)
    expect(await galleries.binAlbum(nowhere)).toEqual(notFound)
    expect(await galleries.addWorks(nowhere, [])).toEqual(notFound)
    expect(await galleries.setAudience(nowhere, 'public')).toEqual(notFound)
    expect(await galleries.audienceOf(nowhere)).toBe('gone')
    expect(await galleries.album(device.me, 'x')).toEqual({ kind: 'bad-address' })
  })
})

describe('works', () => {
  test('come last, with their images, unlicensed and not for training', async () => {
    const { album, works } = await hang(device, ['a', 'x'.repeat(400)])
    const work = await shownWork(device, album, works[0] ?? '')
    expect(work).toMatchObject({ title: 'a', noAi: true, licence: 'all-rights-reserved', availability: 'unset', tags: [] })
    expect(work.versions).toMatchObject([{ isCurrent: true, image: { width: 2560, colour: '#01141e', focal: { x: 0.5, y: 0.5 } } }])
    expect(work.versions[0]?.renditions.map(({ size }) => size)).toEqual(['thumb', 'card', 'full'])
    expect((await titlesOf(device, album))[1]).toHaveLength(300)
  })

  test('are edited together, or not at all', async () => {
    const { album, works } = await hang(device, ['a', 'b', 'c'])
    const account = device.me
    await valueOf(
      device.galleries.editWorks(album, works.slice(0, 2), [
        { field: 'licence', value: 'cc-by-4.0' },
        { field: 'noAi', value: false },
        { field: 'availability', value: 'sold' },
        { field: 'focal', value: { x: 0.25, y: 1 } },
        { field: 'tag-added', value: '#Sea' },
        { field: 'tag-added', value: 'SEA' },
        { field: 'credit', value: { id: 'p', name: 'Ana', role: 'printer', account } },
      ]),
    )
    for (const work of works.slice(0, 2)) {
      expect(await shownWork(device, album, work)).toMatchObject({
        licence: 'cc-by-4.0',
        noAi: false,
        availability: 'sold',
        tags: ['Sea'],
        credits: [{ id: 'p', name: 'Ana', role: 'printer', account }],
        versions: [{ image: { focal: { x: 0.25, y: 1 } } }],
      })
    }
    expect(await shownWork(device, album, works[2] ?? '')).toMatchObject({ licence: 'all-rights-reserved', tags: [] })
    const missing = await device.galleries.editWorks(album, [works[0] ?? '', noWork], [{ field: 'title', value: 'x' }])
    expect(missing).toEqual({ ok: false, error: { type: 'not-found', what: 'work' } })
    expect(await titlesOf(device, album)).toEqual(['a', 'b', 'c'])
  })

  test('lose tags, credits and a focal point again', async () => {
    const { album, works } = await hang(device, ['a'])
    await valueOf(device.galleries.editWorks(album, works, [{ field: 'tag-added', value: 'sea' }, { field: 'focal', value: { x: 0, y: 0 } }]))
    await valueOf(device.galleries.editWorks(album, works, [{ field: 'tag-removed', value: 'SEA' }, { field: 'focal', value: null }]))
    expect(await shownWork(device, album, works[0] ?? '')).toMatchObject({ tags: [], versions: [{ image: { focal: { x: 0.5, y: 0.5 } } }] })
  })

  test('have at most forty tags', async () => {
    const { album, works } = await hang(device, ['a'])
    const edits = Array.from({ length: 41 }, (_, index) => ({ field: 'tag-added', value: `tag ${index}` }) as const)
    expect(await device.galleries.editWorks(album, works, edits)).toMatchObject({ error: { field: 'tag', reason: 'too-many' } })
    await valueOf(device.galleries.editWorks(album, works, edits.slice(0, 40)))
    expect(await device.galleries.editWorks(album, works, edits.slice(40))).toMatchObject({ error: { reason: 'too-many' } })
  })

  test('show the newest image, or the one that was chosen until a newer one comes', async () => {
    const { album, works } = await hang(device, ['a'])
    const [work = ''] = works
    const current = async (): Promise<boolean[]> => (await shownWork(device, album, work)).versions.map(({ isCurrent }) => isCurrent)
    // A clock that went back does not make it older.
    device.clock.advance(-dayMs)
    const { image } = await valueOf(device.galleries.addVersion(album, work, imageOf(2)))
    expect((await shownWork(device, album, work)).versions[0]).toMatchObject({ isCurrent: true, image: { id: image } })
    const [, oldest] = (await shownWork(device, album, work)).versions
    await valueOf(device.galleries.editWorks(album, [work], [{ field: 'version', value: oldest?.image.id ?? '' }]))
    expect(await current()).toEqual([false, true])
    await valueOf(device.galleries.addVersion(album, work, imageOf(3)))
    expect(await current()).toEqual([true, false, false])
    const found = await device.galleries.blobOf(device.me, album, work, image, 'original')
    expect(found).toMatchObject({ size: 'full', blob: { bytes: 3_000 } })
    expect(await device.galleries.blobOf(device.me, album, work, noWork, 'full')).toBeNull()
  })

  test('are known by their newest full image', async () => {
    const { album, works } = await hang(device, ['a'])
    const digest = imageOf(1).renditions[2]?.blob.digest ?? new Uint8Array()
    expect(await device.galleries.hasImage(album, digest)).toBe(true)
    expect(await device.galleries.hasImage(album, sha256(digest))).toBe(false)
    const { album: hidden } = await valueOf(device.galleries.setAudience(album, 'only-me'))
    expect(await device.galleries.hasImage(hidden, digest)).toBe(true)
    await valueOf(device.galleries.addVersion(hidden, works[0] ?? '', imageOf(8)))
    expect(await device.galleries.hasImage(hidden, digest)).toBe(false)
  })

  test('move with everything, and keep their ids', async () => {
    const { album, works } = await hang(device, ['a', 'b', 'c'])
    const [first = '', , third = ''] = works
    await valueOf(device.galleries.editWorks(album, [first], [{ field: 'medium', value: 'oil' }, { field: 'tag-added', value: 'sea' }]))
    await valueOf(device.galleries.addVersion(album, first, imageOf(7)))
    const before = await shownWork(device, album, first)
    const { album: other } = await valueOf(device.galleries.createAlbum('Other', 'album', 'only-me'))
    await valueOf(device.galleries.moveWorks(album, other, [third, first]))
    expect(await titlesOf(device, album)).toEqual(['b'])
    expect(await titlesOf(device, other)).toEqual(['c', 'a'])
    expect(await device.galleries.blobOf(device.me, album, first, before.versions[0]?.image.id ?? '', 'full')).toBeNull()
    expect(await shownWork(device, other, first)).toEqual({ ...before, album: other, albumTitle: 'Other' })
    const [newest = '', oldest = ''] = before.versions.map(({ image }) => image.id)
    for (const [image, seed] of [[newest, 7], [oldest, 1]] as const) {
      const inside = (await device.galleries.blobOf(device.me, other, first, image, 'full'))?.blob.lock?.plainDigest
      expect(inside).toEqual(imageOf(seed).renditions[2]?.blob.digest)
    }
    await valueOf(device.galleries.moveWorks(other, album, [first]))
    const back = await device.galleries.blobOf(device.me, album, first, oldest, 'full')
    expect(back?.blob.lock).toBeNull()
  })

  test('stay where they are when an image of theirs is not here to be staged again', async () => {
    const galleries = createGalleryService({ ...device.deps, restage: async () => err({ type: 'offline' }) })
    const { album, works } = await hang({ ...device, galleries }, ['a'])
    const { album: other } = await valueOf(galleries.createAlbum('Other', 'album', 'only-me'))
    const notHere = { ok: false, error: { type: 'image-not-here', reason: 'offline' } }
    expect(await galleries.moveWorks(album, other, works)).toEqual(notHere)
    expect(await galleries.setAudience(album, 'only-me')).toEqual(notHere)
    expect((await galleries.albums(device.me)).albums.map(card => card.works)).toEqual([1, 0])
  })
})

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
    expect(await shownAlbum(device, made)).toMatchObject({ title: 'Harbour', about: 'Boats', audience: 'only-me', works: 2 })
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

  test('is emptied of what was put there, and of nothing else', async () => {
    const { album, works } = await hang(device, ['a', 'b'])
    const [first = '', second = ''] = works
    await valueOf(device.galleries.binWorks(album, [first]))
    await valueOf(device.galleries.emptyBin([{ kind: 'work', album, work: first }, { kind: 'work', album, work: second }]))
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
    expect(await shownAlbum(device, album)).toMatchObject({ copy: 'on-relay', tiles: [{ copy: 'on-relay' }, { copy: 'on-relay' }] })
    const missing = imageOf(2).renditions[0]?.blob.digest
    device.onRelay = ({ digest }) => String(digest) !== String(missing)
    expect(await shownAlbum(device, album)).toMatchObject({ copy: 'only-here', tiles: [{ copy: 'on-relay' }, { copy: 'only-here' }] })
    const galleries = createGalleryService({ ...device.deps, isAcknowledged: () => false })
    expect(await shownAlbum({ ...device, galleries }, album)).toMatchObject({ copy: 'only-here', tiles: [{ copy: 'only-here' }, {}] })
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
    expect(only?.blobs.map(({ size }) => size).toSorted()).toEqual(['card', 'card', 'card', 'full', 'full', 'full', 'thumb', 'thumb', 'thumb'])
  })

  test('include albums that nothing has opened yet', async () => {
    const { album } = await hang(device, ['a'])
    const again = await world.reopen(device)
    expect(again.store.opened().some(({ genesis }) => genesis.kind === 'album')).toBe(false)
    expect((await again.galleries.references()).map(({ blobs }) => blobs.length)).toEqual([3])
    expect(await titlesOf(again, album)).toEqual(['a'])
  })

  test('are refused while an album of one’s own needs a newer version, for its images would pass for nobody’s', async () => {
    await hang(device, ['a'])
    const replica = device.store.opened().find(({ genesis }) => genesis.kind === 'album')
    const sealer = device.deps.sealer()
    if (replica === undefined || sealer === null) throw new Error('no album')
    await replica.edit(sealer, draft => {
      draft['v'] = 2
    })
    await expect(device.galleries.references()).rejects.toThrow('newer version')
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
    expect(await galleries.createAlbum('Mine', 'album', 'only-me')).toEqual({ ok: false, error: { type: 'not-allowed', reason: 'read-only' } })
    const { album } = await hang(device, ['a'], 'only-me')
    expect(await galleries.album(device.me, album)).toEqual({ kind: 'unreadable', reason: 'broken' })
  })
})
