/** Any edits on two devices, met in any order, end in the same rows on both, and no work is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BinRef, WorkEdit } from '../../src/core/api.ts'
import {
  createGalleryWorld,
  type GalleryDevice,
  type GalleryWorld,
  imageOf,
  shownAlbum,
  shownWork,
  valueOf,
} from '../unit/core/galleries/gallery-world.ts'

const slow = process.env['SLOW'] === '1'

const moveTypes = [
  'add',
  'edit',
  'edit',
  'place',
  'place',
  'move',
  'move',
  'bin',
  'restore',
  'version',
  'bin-album',
  'restore-album',
  'place-album',
  'meet',
  'purge',
] as const

interface Move {
  readonly type: (typeof moveTypes)[number]
  readonly who: 0 | 1
  readonly pick: number
  readonly other: number
}

const move: fc.Arbitrary<Move> = fc.record({
  type: fc.constantFrom(...moveTypes),
  who: fc.constantFrom(0, 1),
  pick: fc.nat({ max: 1_000 }),
  other: fc.nat({ max: 1_000 }),
})

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)]

const edits: readonly WorkEdit[] = [
  { field: 'title', value: 'one' },
  { field: 'title', value: 'two' },
  { field: 'tag-added', value: 'sea' },
  { field: 'tag-removed', value: 'sea' },
  { field: 'noAi', value: false },
  { field: 'focal', value: { x: 0, y: 1 } },
  { field: 'credit', value: { id: 'ana', name: 'Ana', role: 'printer', account: null } },
]

const cardsOf = async ({ galleries, me }: GalleryDevice) => (await galleries.albums(me)).albums

/** What a person could do with what the device shows right now. */
const act = async (world: GalleryWorld, { type, who, pick, other }: Move): Promise<void> => {
  const device = world.devices[who]
  const { galleries } = device
  if (type === 'meet') return world.settle()
  if (type === 'purge') return galleries.purge()
  const cards = await cardsOf(device)
  const bin: readonly BinRef[] = await galleries.bin()
  const wanted = at(
    bin.filter(({ kind }) => kind === (type === 'restore' ? 'work' : 'album')),
    pick,
  )
  if (type === 'restore' || type === 'restore-album') {
    if (wanted !== undefined) await valueOf(galleries.restore([wanted]))
    return
  }
  const card = at(cards, pick)
  if (card === undefined) return
  if (type === 'bin-album') return void (await valueOf(galleries.binAlbum(card.album)))
  if (type === 'place-album')
    return void (await valueOf(galleries.placeAlbum(card.album, at(cards, other)?.album ?? null)))
  if (type === 'add')
    return void (await valueOf(galleries.addWorks(card.album, [{ title: `w${pick}`, image: imageOf(pick) }])))
  const { tiles } = await shownAlbum(device, card.album)
  const work = at(tiles, other)?.id
  if (work === undefined) return
  if (type === 'edit')
    await valueOf(
      galleries.editWorks(card.album, [work], [edits[other % edits.length] ?? { field: 'year', value: '1' }]),
    )
  if (type === 'place') await valueOf(galleries.placeWorks(card.album, [work], at(tiles, pick)?.id ?? null))
  if (type === 'move')
    await valueOf(galleries.moveWorks(card.album, at(cards, other)?.album ?? card.album, [work]))
  if (type === 'bin') await valueOf(galleries.binWorks(card.album, [work]))
  if (type === 'version') await valueOf(galleries.addVersion(card.album, work, imageOf(other)))
}

const everythingOn = async (device: GalleryDevice): Promise<unknown[]> => {
  const rows: unknown[] = [await device.galleries.bin()]
  for (const { album } of await cardsOf(device)) {
    const row = await shownAlbum(device, album)
    rows.push(row)
    for (const { id } of row.tiles) rows.push(await shownWork(device, album, id))
  }
  return rows
}

/** Ids of works on walls, and in the bin by themselves or with their album. */
const worksOn = async (device: GalleryDevice): Promise<Set<string>> => {
  const binned = (await device.galleries.bin()).flatMap(item =>
    item.kind === 'album' ? [{ kind: 'album' as const, album: item.album }] : [],
  )
  await valueOf(device.galleries.restore(binned))
  const found = new Set<string>()
  for (const item of await device.galleries.bin()) if (item.kind === 'work') found.add(item.work)
  for (const { album } of await cardsOf(device))
    for (const { id } of (await shownAlbum(device, album)).tiles) found.add(id)
  return found
}

test('two devices agree in the end, and every work that was added is on a wall or in the bin', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async moves => {
      const world = await createGalleryWorld()
      const [phone, laptop] = world.devices
      for (const audience of ['public', 'public', 'only-me'] as const) {
        const { album } = await valueOf(phone.galleries.createAlbum(audience, 'album', audience))
        await valueOf(
          phone.galleries.addWorks(
            album,
            [1, 2, 3].map(seed => ({ title: `${seed}`, image: imageOf(seed) })),
          ),
        )
      }
      await world.settle()
      const added = await worksOn(phone)
      for (const one of moves) {
        const before = one.type === 'add' ? await worksSeen(world, one.who) : added
        await act(world, one)
        for (const id of await worksSeen(world, one.who)) if (!before.has(id)) added.add(id)
        for (const device of world.devices) device.clock.advance(1 + one.pick)
      }
      await world.settle()
      expect(await everythingOn(laptop)).toEqual(await everythingOn(phone))
      const kept = await worksOn(phone)
      expect([...added].filter(id => !kept.has(id))).toEqual([])
    }),
    { numRuns: slow ? 400 : 20 },
  )
})

const worksSeen = async ({ devices }: GalleryWorld, who: 0 | 1): Promise<Set<string>> => {
  const found = new Set<string>()
  for (const { album } of await cardsOf(devices[who]))
    for (const { id } of (await shownAlbum(devices[who], album)).tiles) found.add(id)
  return found
}
