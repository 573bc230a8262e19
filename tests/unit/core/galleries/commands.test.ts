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

const albumTitles = async (): Promise<string[]> =>
  (await device.galleries.albums(device.me)).albums.map(({ title }) => title)

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
    const edit = (one: Parameters<typeof device.galleries.editAlbum>[1]) =>
      valueOf(device.galleries.editAlbum(album, one))
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
    expect(work).toMatchObject({
      title: 'a',
      noAi: true,
      licence: 'all-rights-reserved',
      availability: 'unset',
      tags: [],
    })
    expect(work.versions).toMatchObject([
      { isCurrent: true, image: { width: 2560, colour: '#01141e', focal: { x: 0.5, y: 0.5 } } },
    ])
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
    expect(await shownWork(device, album, works[2] ?? '')).toMatchObject({
      licence: 'all-rights-reserved',
      tags: [],
    })
    const missing = await device.galleries.editWorks(
      album,
      [works[0] ?? '', noWork],
      [{ field: 'title', value: 'x' }],
    )
    expect(missing).toEqual({ ok: false, error: { type: 'not-found', what: 'work' } })
    expect(await titlesOf(device, album)).toEqual(['a', 'b', 'c'])
  })

  test('lose tags, credits and a focal point again', async () => {
    const { album, works } = await hang(device, ['a'])
    await valueOf(
      device.galleries.editWorks(album, works, [
        { field: 'tag-added', value: 'sea' },
        { field: 'focal', value: { x: 0, y: 0 } },
      ]),
    )
    await valueOf(
      device.galleries.editWorks(album, works, [
        { field: 'tag-removed', value: 'SEA' },
        { field: 'focal', value: null },
      ]),
    )
    expect(await shownWork(device, album, works[0] ?? '')).toMatchObject({
      tags: [],
      versions: [{ image: { focal: { x: 0.5, y: 0.5 } } }],
    })
  })

  test('have at most forty tags', async () => {
    const { album, works } = await hang(device, ['a'])
    const edits = Array.from(
      { length: 41 },
      (_, index) => ({ field: 'tag-added', value: `tag ${index}` }) as const,
    )
    expect(await device.galleries.editWorks(album, works, edits)).toMatchObject({
      error: { field: 'tag', reason: 'too-many' },
    })
    await valueOf(device.galleries.editWorks(album, works, edits.slice(0, 40)))
    expect(await device.galleries.editWorks(album, works, edits.slice(40))).toMatchObject({
      error: { reason: 'too-many' },
    })
  })

  test('show the newest image, or the one that was chosen until a newer one comes', async () => {
    const { album, works } = await hang(device, ['a'])
    const [work = ''] = works
    const current = async (): Promise<boolean[]> =>
      (await shownWork(device, album, work)).versions.map(({ isCurrent }) => isCurrent)
    // A clock that went back does not make it older.
    device.clock.advance(-dayMs)
    const { image } = await valueOf(device.galleries.addVersion(album, work, imageOf(2)))
    expect((await shownWork(device, album, work)).versions[0]).toMatchObject({
      isCurrent: true,
      image: { id: image },
    })
    const [, oldest] = (await shownWork(device, album, work)).versions
    await valueOf(
      device.galleries.editWorks(album, [work], [{ field: 'version', value: oldest?.image.id ?? '' }]),
    )
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
    await valueOf(
      device.galleries.editWorks(
        album,
        [first],
        [
          { field: 'medium', value: 'oil' },
          { field: 'tag-added', value: 'sea' },
        ],
      ),
    )
    await valueOf(device.galleries.addVersion(album, first, imageOf(7)))
    const before = await shownWork(device, album, first)
    const { album: other } = await valueOf(device.galleries.createAlbum('Other', 'album', 'only-me'))
    await valueOf(device.galleries.moveWorks(album, other, [third, first]))
    expect(await titlesOf(device, album)).toEqual(['b'])
    expect(await titlesOf(device, other)).toEqual(['c', 'a'])
    expect(
      await device.galleries.blobOf(device.me, album, first, before.versions[0]?.image.id ?? '', 'full'),
    ).toBeNull()
    expect(await shownWork(device, other, first)).toEqual({ ...before, album: other, albumTitle: 'Other' })
    const [newest = '', oldest = ''] = before.versions.map(({ image }) => image.id)
    for (const [image, seed] of [
      [newest, 7],
      [oldest, 1],
    ] as const) {
      const inside = (await device.galleries.blobOf(device.me, other, first, image, 'full'))?.blob.lock
        ?.plainDigest
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
