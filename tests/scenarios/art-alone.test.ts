import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../src/platform/memory/manual-clock.ts'
import { createFullBlobs } from '../support/art/full-blobs.ts'
import { newDisk, openDevice, paint, reopen, signUp, titlesOf, words } from '../support/art/studio.ts'
import { contains, readImage } from '../support/photos/read-image.ts'

const dayMs = 24 * 60 * 60_000

describe('Ada alone, with no signal', () => {
  test('hangs photographs, and finds them after a restart, without the places they were taken', async () => {
    const { device, account } = await signUp('Ada')
    const album = await device.createAlbum('Harbour')
    const files = await paint(6)
    const row = await device.hang(album, files)
    expect(row).toMatchObject({ total: 6, done: 6, failed: 0, state: 'idle' })
    expect(row.locationsRemoved).toBeGreaterThan(0)
    const again = await reopen(device)
    const hung = await again.album(account, album, ({ tiles }) => tiles.length === 6)
    expect(titlesOf(hung)).toEqual(words(6))
    for (const [index, tile] of hung.tiles.entries()) {
      const { bytes } = await again.load(account, album, tile, 'full')
      const before = await readImage(files[index]?.bytes ?? new Uint8Array())
      expect(await readImage(bytes)).toMatchObject({
        hasPlace: false,
        hasSerial: false,
        width: before.width,
        height: before.height,
      })
      expect(contains(bytes, 'GPSLatitude')).toBe(false)
    }
    expect(await again.sourceCount()).toBe(0)
  })

  test('has a sound album wherever the app is killed while it hangs', async () => {
    const files = await paint(2)
    const writes = /\.(put|append|replace|set|remove)$/
    for (let write = 0, lived = false; !lived; write++) {
      const { device, account } = await signUp('Ada')
      const album = await device.createAlbum('Harbour')
      let seen = 0
      device.mortal.killAt(call => writes.test(call) && seen++ === write)
      const taken: string[] = []
      const hanging = async (): Promise<void> => {
        for (const file of files) {
          await device.take(album, file)
          taken.push(file.name)
        }
      }
      void hanging()
      lived = await device.isDoneOrDead(files.length)
      const again = await reopen(device)
      const row = await again.settled()
      const hung = await again.album(account, album)
      // Who was told nothing cannot know, and takes the file again.
      const unheard = files
        .map(({ name }) => name)
        .filter(name => row.items.every(item => item.name !== name))
      expect({ write, failed: row.failed, lost: unheard.filter(name => taken.includes(name)) }).toEqual({
        write,
        failed: 0,
        lost: [],
      })
      expect({ write, titles: titlesOf(hung) }).toEqual({
        write,
        titles: words(2).slice(0, 2 - unheard.length),
      })
      for (const tile of hung.tiles)
        expect(await again.load(account, album, tile, 'full')).toMatchObject({ size: 'full' })
      expect(await again.sourceCount()).toBe(0)
      again.kill()
    }
  })

  test('is not left with garbage for ever when the app is killed between staging and hanging', async () => {
    const clock = createManualClock()
    const { device, account } = await signUp('Ada', { clock })
    const album = await device.createAlbum('For myself', 'only-me')
    let staged = 0
    device.mortal.killAt(call => {
      if (call === 'blobs.put') staged++
      return call === 'documents.append' && staged > 0
    })
    const [file] = await paint(1)
    if (file !== undefined) void device.take(album, file)
    await device.isDoneOrDead(1)
    const orphans = await device.blobNames()
    expect(orphans.length).toBeGreaterThan(0)
    const again = await reopen(device, { clock })
    await again.settled()
    const hung = await again.album(account, album, ({ tiles }) => tiles.length === 1)
    const both = await again.blobNames()
    expect(both).toHaveLength(orphans.length * 2)
    await again.tidiedAfter(clock, 11_000)
    expect(await again.blobNames()).toEqual(both)
    await again.tidiedAfter(clock, 2 * dayMs)
    expect(await again.blobNames()).toEqual(both.filter(name => !orphans.includes(name)))
    for (const tile of hung.tiles)
      expect(await again.load(account, album, tile, 'full')).toMatchObject({ size: 'full' })
  })

  test('keeps what fitted when the device is full, and goes on when there is room', async () => {
    const disk = newDisk()
    const blobs = createFullBlobs(disk.blobs, 15)
    const { device, account } = await signUp('Ada', { disk: { ...disk, blobs } })
    const album = await device.createAlbum('Harbour')
    for (const file of await paint(12)) await device.take(album, file)
    const full = await device.settled()
    expect(full).toMatchObject({ state: 'paused', total: 12, failed: 0 })
    expect(full.items.map(({ problem }) => problem)).toContain('device-full')
    expect(full.done).toBeGreaterThan(3)
    expect(titlesOf(await device.album(account, album))).toEqual(words(full.done))
    expect(await device.sourceCount()).toBe(12 - full.done)
    blobs.makeRoom()
    const again = await reopen(device)
    expect(await again.settled()).toMatchObject({ state: 'paused', done: full.done })
    await again.do({ type: 'intake.resume' })
    await again.until({ type: 'intake' }, ({ state }) => state === 'idle')
    expect(titlesOf(await again.album(account, album, ({ tiles }) => tiles.length === 12))).toEqual(words(12))
    expect(await again.sourceCount()).toBe(0)
  })

  test('loses nothing that hangs, is in the bin or is an older version when it tidies up', async () => {
    const clock = createManualClock()
    const { device, account } = await signUp('Ada', { clock })
    const album = await device.createAlbum('Harbour')
    const [one, two, three, other] = await paint(4)
    if (!one || !two || !three || !other) throw new Error('no photographs')
    const row = await device.hang(album, [one, two, three])
    const [first, second] = row.items
    const source = new Blob([new Uint8Array(other.bytes)])
    await device.do({ type: 'intake.take', album, name: other.name, source, replaces: first?.work ?? null })
    await device.until({ type: 'intake' }, ({ done }) => done === 4)
    await device.do({ type: 'works.bin', album, works: [second?.work ?? ''] })
    const before = await device.blobNames()
    const orphan = await device.putOrphan(clock.nowMs())
    await device.tidiedAfter(clock, 11_000)
    expect(await device.blobNames()).toEqual([...before, orphan].toSorted())
    await device.tidiedAfter(clock, 3 * dayMs)
    expect(await device.blobNames()).toEqual(before)
    const { tiles } = await device.album(account, album)
    expect(tiles).toHaveLength(2)
    for (const tile of tiles)
      expect(await device.load(account, album, tile, 'full')).toMatchObject({ size: 'full' })
    const work = await device.until(
      { type: 'work', account, album, work: first?.work ?? '' },
      ({ kind }) => kind === 'shown',
    )
    expect(work.kind === 'shown' ? work.work.versions.length : 0).toBe(2)
  })

  test('takes works out of the bin for thirty days, and then they and their images are gone', async () => {
    const clock = createManualClock()
    const { device, account } = await signUp('Ada', { clock })
    const album = await device.createAlbum('Harbour')
    const { items } = await device.hang(album, await paint(3))
    const [first = '', second = ''] = items.map(({ work }) => work ?? '')
    await device.do({ type: 'works.bin', album, works: [first, second] })
    const bin = await device.until({ type: 'bin' }, rows => rows.length === 2)
    expect(bin.map(({ kind, daysLeft }) => [kind, daysLeft])).toEqual([
      ['work', 30],
      ['work', 30],
    ])
    expect((await device.album(account, album, ({ tiles }) => tiles.length === 1)).works).toBe(1)
    await device.do({ type: 'bin.restore', items: [{ kind: 'work', album, work: first }] })
    expect(titlesOf(await device.album(account, album, ({ tiles }) => tiles.length === 2))).toEqual([
      'Study one',
      'Study three',
    ])
    const blobs = await device.blobNames()
    await device.tidiedAfter(clock, 29 * dayMs)
    expect(await device.until({ type: 'bin' }, rows => rows.length === 1)).toMatchObject([
      { work: second, daysLeft: 1 },
    ])
    expect(await device.blobNames()).toEqual(blobs)
    await device.tidiedAfter(clock, 2 * dayMs)
    await device.until({ type: 'bin' }, rows => rows.length === 0)
    await device.tidiedAfter(clock, dayMs)
    expect((await device.blobNames()).length).toBeLessThan(blobs.length)
    const { tiles } = await device.album(account, album)
    expect(tiles.map(({ id }) => id)).not.toContain(second)
    for (const tile of tiles)
      expect(await device.load(account, album, tile, 'full')).toMatchObject({ size: 'full' })
    const again = await reopen(device, { clock })
    expect(titlesOf(await again.album(account, album))).toEqual(['Study one', 'Study three'])
  })

  test('bins an album whole, takes it out again, and loses it after thirty days', async () => {
    const clock = createManualClock()
    const { device, account } = await signUp('Ada', { clock })
    const album = await device.createAlbum('Harbour')
    await device.hang(album, await paint(2))
    await device.do({ type: 'album.bin', album })
    await device.until({ type: 'albums', account }, ({ albums }) => albums.length === 0)
    expect(
      await device.run({
        type: 'intake.take',
        album,
        name: 'a.jpg',
        source: new Blob(['x']),
        replaces: null,
      }),
    ).toEqual({
      ok: false,
      error: { type: 'not-found', what: 'album' },
    })
    await device.do({ type: 'bin.restore', items: [{ kind: 'album', album }] })
    await device.until({ type: 'albums', account }, ({ albums }) => albums.length === 1)
    expect((await device.album(account, album)).works).toBe(2)
    await device.do({ type: 'album.bin', album })
    await device.tidiedAfter(clock, 31 * dayMs)
    await device.until({ type: 'bin' }, rows => rows.length === 0)
    await device.until({ type: 'album', account, album }, ({ kind }) => kind === 'gone')
    await device.tidiedAfter(clock, 2 * dayMs)
    expect(await device.blobNames()).toEqual([])
  })

  test('changes who an album is for, both ways, and nothing of it is lost or left open', async () => {
    const clock = createManualClock()
    const { device, account } = await signUp('Ada', { clock })
    const open = await device.createAlbum('Harbour')
    await device.hang(open, await paint(3))
    const before = await device.album(account, open)
    const images = await Promise.all(before.tiles.map(tile => device.load(account, open, tile, 'full')))
    const { album: hidden } = await device.do({
      type: 'album.set-audience',
      album: open,
      audience: 'only-me',
    })
    const alone = await device.album(account, hidden, ({ tiles }) => tiles.length === 3)
    expect(alone).toMatchObject({ title: 'Harbour', audience: 'only-me' })
    expect(titlesOf(alone)).toEqual(words(3))
    expect(alone.tiles.map(({ id }) => id)).toEqual(before.tiles.map(({ id }) => id))
    await device.until({ type: 'album', account, album: open }, ({ kind }) => kind === 'gone')
    await device.tidiedAfter(clock, 2 * dayMs)
    const kept = await device.storedBlobs()
    for (const { bytes } of images) expect(kept.some(stored => Buffer.from(stored).equals(bytes))).toBe(false)
    const { album: public_ } = await device.do({
      type: 'album.set-audience',
      album: hidden,
      audience: 'public',
    })
    const shown = await device.album(account, public_, ({ tiles }) => tiles.length === 3)
    expect(shown.audience).toBe('public')
    for (const [index, tile] of shown.tiles.entries()) {
      expect((await device.load(account, public_, tile, 'full')).bytes).toEqual(images[index]?.bytes)
    }
    expect(
      await device.until({ type: 'albums', account }, ({ albums }) => albums.length === 1),
    ).toMatchObject({
      albums: [{ album: public_ }],
    })
  })
})

describe('an image that cannot be read', () => {
  test('leaves the others be, and says why', async () => {
    const { device, account } = await signUp('Ada')
    const album = await device.createAlbum('Harbour')
    const [one, two] = await paint(2)
    if (!one || !two) throw new Error('no photographs')
    const cut = { name: 'cut.jpg', bytes: one.bytes.subarray(0, 900) }
    const row = await device.hang(album, [one, cut, { ...one, name: 'the same.jpg' }, two])
    expect(row.items.map(({ state, problem }) => problem ?? state)).toEqual([
      'done',
      'truncated',
      'duplicate',
      'done',
    ])
    expect(titlesOf(await device.album(account, album))).toEqual(['Study one', 'Study two'])
    await device.do({ type: 'intake.dismiss', items: row.items.map(({ id }) => id) })
    expect(await device.sourceCount()).toBe(0)
    const again = await openDevice({ disk: device.disk })
    expect((await again.until({ type: 'intake' }, ({ state }) => state === 'idle')).total).toBe(0)
  })
})
