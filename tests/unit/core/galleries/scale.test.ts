import { describe, expect, test } from 'vitest'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import { changesIn, createGalleryWorld, imageOf, shownAlbum, titlesOf, valueOf } from './gallery-world.ts'

const count = 2_000
/** For machines that do much else. */
const timeoutMs = 60_000
const images = Array.from({ length: count }, (_, index) => ({
  title: `Work ${index}`,
  image: imageOf(index),
}))

describe('an album of two thousand works', () => {
  test(
    'is one operation a work, in a few changes that the relay takes',
    async () => {
      const world = await createGalleryWorld()
      const [phone, laptop] = world.devices
      const { album } = await valueOf(phone.galleries.createAlbum('Many', 'album', 'public'))
      const before = changesIn(phone)
      const added = await valueOf(phone.galleries.addWorks(album, images))
      const after = changesIn(phone)
      expect(after.operations - before.operations).toBe(count)
      expect(after.changes - before.changes).toBeLessThan(40)
      await world.settle()
      expect(await titlesOf(laptop, album)).toEqual(images.map(({ title }) => title))
      expect(await phone.galleries.addWorks(album, images.slice(0, 1))).toEqual({
        ok: false,
        error: { type: 'invalid-input', field: 'works', reason: 'too-many' },
      })
      const last = added.at(-1)?.work ?? ''
      await valueOf(phone.galleries.placeWorks(album, [last], added[3]?.work ?? null))
      expect(changesIn(phone).operations - after.operations).toBe(1)
      expect((await titlesOf(phone, album)).slice(2, 5)).toEqual(['Work 2', 'Work 1999', 'Work 3'])
    },
    timeoutMs,
  )

  test('of forty at once is one edit', async () => {
    const {
      devices: [phone],
    } = await createGalleryWorld()
    const { album } = await valueOf(phone.galleries.createAlbum('Forty', 'album', 'only-me'))
    const before = changesIn(phone)
    await valueOf(phone.galleries.addWorks(album, images.slice(0, 40)))
    // The edit and its seal.
    expect(changesIn(phone).changes - before.changes).toBe(2)
  })

  test('is opened once, however often it is looked at, and only what changed after that', async () => {
    const {
      devices: [phone],
    } = await createGalleryWorld()
    let opened = 0
    const galleries = createGalleryService({
      ...phone.deps,
      secrets: () => {
        opened++
        return phone.deps.secrets()
      },
    })
    const { album } = await valueOf(galleries.createAlbum('Many', 'album', 'only-me'))
    const added = await valueOf(galleries.addWorks(album, images.slice(0, 300)))
    const device = { ...phone, galleries }
    await shownAlbum(device, album)
    opened = 0
    await shownAlbum(device, album)
    await galleries.shownAlbums()
    expect(opened).toBeLessThan(20)
    await valueOf(galleries.editWorks(album, [added[7]?.work ?? ''], [{ field: 'medium', value: 'oil' }]))
    await shownAlbum(device, album)
    expect(opened).toBeLessThan(60)
  })
})
