import { beforeEach, describe, expect, test } from 'vitest'
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

let world: GalleryWorld
let phone: GalleryDevice
let laptop: GalleryDevice
beforeEach(async () => {
  world = await createGalleryWorld()
  ;[phone, laptop] = world.devices
})

/** An album that both devices have. */
const hangOnBoth = async (titles: readonly string[], audience: 'public' | 'only-me' = 'public') => {
  const hung = await hang(phone, titles, audience)
  await world.settle()
  expect(await titlesOf(laptop, hung.album)).toEqual(titles)
  const [first = '', second = '', third = ''] = hung.works
  return { album: hung.album, first, second, third }
}

const agree = async (album: string): Promise<string[]> => {
  await world.settle()
  const titles = await titlesOf(phone, album)
  expect(await shownAlbum(laptop, album)).toEqual(await shownAlbum(phone, album))
  return titles
}

describe.each(['public', 'only-me'] as const)('two devices that edit a %s album apart', audience => {
  test('both orderings hold, and both show the same', async () => {
    const { album, first, third } = await hangOnBoth(['a', 'b', 'c', 'd'], audience)
    await valueOf(phone.galleries.placeWorks(album, [first], null))
    await valueOf(laptop.galleries.placeWorks(album, [third], first))
    expect(await agree(album)).toEqual(['c', 'b', 'd', 'a'])
  })

  test('works that both put in the same place stand side by side, and another fits between them', async () => {
    const { album, first, second, third } = await hangOnBoth(['a', 'b', 'c', 'd'], audience)
    await valueOf(phone.galleries.placeWorks(album, [second], null))
    await valueOf(laptop.galleries.placeWorks(album, [third], null))
    const titles = await agree(album)
    expect(titles.slice(0, 2)).toEqual(['a', 'd'])
    const [, , , last] = (await shownAlbum(phone, album)).tiles
    await valueOf(phone.galleries.placeWorks(album, [first], last?.id ?? null))
    expect(await agree(album)).toEqual(['d', titles[2], 'a', titles[3]])
  })

  test('a work added on one and another put into the bin on the other', async () => {
    const { album, second } = await hangOnBoth(['a', 'b'], audience)
    await valueOf(phone.galleries.addWorks(album, [{ title: 'c', image: imageOf(9) }]))
    await valueOf(laptop.galleries.binWorks(album, [second]))
    expect(await agree(album)).toEqual(['a', 'c'])
    expect(await phone.galleries.bin()).toMatchObject([
      { kind: 'work', title: 'b', work: second, daysLeft: 30 },
    ])
  })

  test('of two titles one is kept and the other offered, until one is chosen', async () => {
    const { album, first } = await hangOnBoth(['a'], audience)
    await valueOf(phone.galleries.editWorks(album, [first], [{ field: 'title', value: 'phone' }]))
    await valueOf(laptop.galleries.editWorks(album, [first], [{ field: 'title', value: 'laptop' }]))
    await valueOf(phone.galleries.editAlbum(album, { field: 'title', value: 'Phone album' }))
    await valueOf(laptop.galleries.editAlbum(album, { field: 'title', value: 'Laptop album' }))
    await agree(album)
    const { title, alternatives } = await shownWork(laptop, album, first)
    const other = title === 'phone' ? 'laptop' : 'phone'
    expect(alternatives).toEqual([{ field: 'title', kept: title, other }])
    expect((await shownAlbum(phone, album)).alternatives).toHaveLength(1)
    await valueOf(phone.galleries.editWorks(album, [first], [{ field: 'title', value: title }]))
    expect((await shownWork(phone, album, first)).alternatives).toEqual([])
    await agree(album)
    expect((await shownWork(laptop, album, first)).alternatives).toEqual([])
  })

  test('different fields, tags, credits and versions all stay', async () => {
    const { album, first } = await hangOnBoth(['a'], audience)
    const credit = (id: string) =>
      ({ field: 'credit', value: { id, name: id, role: 'printer', account: null } }) as const
    await valueOf(
      phone.galleries.editWorks(
        album,
        [first],
        [{ field: 'medium', value: 'oil' }, { field: 'tag-added', value: 'Sea' }, credit('one')],
      ),
    )
    await valueOf(
      laptop.galleries.editWorks(
        album,
        [first],
        [{ field: 'year', value: '1999' }, { field: 'tag-added', value: '#night' }, credit('two')],
      ),
    )
    await valueOf(phone.galleries.addVersion(album, first, imageOf(50)))
    await valueOf(laptop.galleries.addVersion(album, first, imageOf(51)))
    await agree(album)
    const work = await shownWork(laptop, album, first)
    expect(work).toMatchObject({ medium: 'oil', year: '1999', tags: ['Sea', 'night'] })
    expect(work.credits.map(({ name }) => name)).toEqual(['one', 'two'])
    expect(work.versions).toHaveLength(3)
    expect(work).toEqual(await shownWork(phone, album, first))
  })

  test('a tag that both add is one tag, and is gone when it is taken off', async () => {
    const { album, first } = await hangOnBoth(['a'], audience)
    await valueOf(phone.galleries.editWorks(album, [first], [{ field: 'tag-added', value: 'Sea' }]))
    await valueOf(laptop.galleries.editWorks(album, [first], [{ field: 'tag-added', value: '#sea' }]))
    await agree(album)
    expect((await shownWork(laptop, album, first)).tags).toEqual(['Sea'])
    await valueOf(laptop.galleries.editWorks(album, [first], [{ field: 'tag-removed', value: 'SEA' }]))
    await agree(album)
    expect((await shownWork(phone, album, first)).tags).toEqual([])
  })

  test('an edit beside a removal for good leaves neither a broken work nor a half of one', async () => {
    const { album, first } = await hangOnBoth(['a', 'b'], audience)
    await valueOf(phone.galleries.binWorks(album, [first]))
    await world.settle()
    await valueOf(phone.galleries.emptyBin([{ kind: 'work', album, work: first }]))
    await valueOf(laptop.galleries.editWorks(album, [first], [{ field: 'title', value: 'late' }]))
    expect(await agree(album)).toEqual(['b'])
    expect((await shownAlbum(laptop, album)).unreadable).toBe(0)
    await laptop.galleries.purge()
    expect(await agree(album)).toEqual(['b'])
    const state =
      laptop.store
        .opened()
        .find(({ genesis }) => genesis.kind === 'album')
        ?.doc() ?? {}
    expect(Object.keys(state).filter(field => field.includes(first))).toEqual([])
  })

  test('a work taken back out of the bin survives a removal for good elsewhere, whole', async () => {
    const { album, first } = await hangOnBoth(['a', 'b'], audience)
    await valueOf(phone.galleries.editWorks(album, [first], [{ field: 'medium', value: 'ink' }]))
    await valueOf(phone.galleries.binWorks(album, [first]))
    await world.settle()
    await valueOf(phone.galleries.emptyBin([{ kind: 'work', album, work: first }]))
    await valueOf(laptop.galleries.restore([{ kind: 'work', album, work: first }]))
    expect(await agree(album)).toEqual(['a', 'b'])
    expect((await shownWork(phone, album, first)).medium).toBe('ink')
  })
})

describe('two devices that arrange albums apart', () => {
  test('moving one and binning another both hold, also when it is the same one', async () => {
    const names = ['One', 'Two', 'Three']
    const ids: string[] = []
    for (const name of names)
      ids.push((await valueOf(phone.galleries.createAlbum(name, 'album', 'public'))).album)
    await world.settle()
    const [one = '', , three = ''] = ids
    await valueOf(phone.galleries.placeAlbum(three, one))
    await valueOf(laptop.galleries.binAlbum(three))
    await valueOf(laptop.galleries.placeAlbum(one, null))
    await world.settle()
    const titles = async (device: GalleryDevice) =>
      (await device.galleries.albums(device.me)).albums.map(({ title }) => title)
    expect(await titles(phone)).toEqual(['Two', 'One'])
    expect(await titles(laptop)).toEqual(['Two', 'One'])
    await valueOf(phone.galleries.restore([{ kind: 'album', album: three }]))
    await world.settle()
    expect((await titles(laptop)).toSorted()).toEqual(['One', 'Three', 'Two'])
  })

  test('one work that both moved, each to another album, hangs in one of them and is lost nowhere', async () => {
    const { album, first } = await hangOnBoth(['a', 'b'])
    const { album: left } = await valueOf(phone.galleries.createAlbum('Left', 'album', 'public'))
    const { album: right } = await valueOf(phone.galleries.createAlbum('Right', 'album', 'only-me'))
    await world.settle()
    await valueOf(phone.galleries.moveWorks(album, left, [first]))
    laptop.clock.advance(5)
    await valueOf(laptop.galleries.moveWorks(album, right, [first]))
    await world.settle()
    expect(await titlesOf(phone, album)).toEqual(['b'])
    expect(await titlesOf(phone, left)).toEqual([])
    expect(await titlesOf(phone, right)).toEqual(['a'])
    await phone.galleries.purge()
    await world.settle()
    expect(await titlesOf(laptop, left)).toEqual([])
    expect(await titlesOf(laptop, right)).toEqual(['a'])
  })
})
