import { describe, expect, test } from 'vitest'
import { openDevice, paint, reopen, signUp } from '../support/art/studio.ts'
import { contains, readImage } from '../support/photos/read-image.ts'

describe('Ada alone, with no signal', () => {
  test('hangs photographs, and finds them again after a restart, without the places they were taken', async () => {
    const { device, account } = await signUp('Ada')
    const album = await device.createAlbum('Harbour')
    const files = await paint(6)
    const row = await device.hang(album, files)
    expect(row).toMatchObject({ total: 6, done: 6, failed: 0, state: 'idle' })
    expect(row.locationsRemoved).toBeGreaterThan(0)
    const again = await reopen(device)
    const hung = await again.album(account, album, ({ tiles }) => tiles.length === 6)
    expect(hung.tiles.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four', 'five', 'six'].map(word => `Study ${word}`))
    for (const [index, tile] of hung.tiles.entries()) {
      const loaded = await again.load(account, album, tile, 'full')
      if (!loaded.ok) throw new Error(loaded.error.type)
      const before = await readImage(files[index]?.bytes ?? new Uint8Array())
      const after = await readImage(loaded.value.bytes)
      expect(after).toMatchObject({ hasPlace: false, hasSerial: false, width: before.width, height: before.height })
      expect(contains(loaded.value.bytes, 'GPSLatitude')).toBe(false)
    }
    expect(await again.sourceCount()).toBe(0)
  })
})
