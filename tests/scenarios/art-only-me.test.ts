import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blobsOf, everyFile, filesWith, hashesToItsName } from '../e2e/support/relay-disk.ts'
import { joinByWords, paint, signUp, titlesOf, words } from '../support/art/studio.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
}, 60_000)
afterAll(() => relay.stop())

/** So rare that it cannot be anywhere by chance. */
const secretTitle = 'Quivering Xylographs of Zbąszyń'

describe('an album for nobody but Ada', () => {
  test('is on the relay as noise: no title, no words, no image that can be read', async () => {
    const { device, account } = await signUp('Ada', { relay: relay.wsUrl })
    const open = await device.createAlbum('Harbour')
    await device.hang(open, await paint(1, 2))
    const album = await device.createAlbum(secretTitle, 'only-me')
    const files = await paint(3)
    await device.hang(album, files)
    const { tiles } = await device.album(account, album, row => row.tiles.length === 3)
    const [first] = tiles
    if (first === undefined) throw new Error('no work')
    const statement = 'Nobody may read how I felt at Zbąszyń'
    await device.do({
      type: 'works.edit',
      album,
      works: [first.id],
      edits: [{ field: 'statement', value: statement }],
    })
    await device.allOnRelay()
    const disk = await everyFile(relay.dataDir)
    const blobs = await blobsOf(relay.dataDir)
    // The open album shows that the search finds what is there to be found.
    expect(filesWith(disk, 'Harbour')).not.toEqual([])
    expect(blobs.every(hashesToItsName)).toBe(true)
    for (const text of [secretTitle, statement, 'Study two', 'Study three']) {
      expect({ text, files: filesWith(disk, text) }).toEqual({ text, files: [] })
    }
    const images = (
      await Promise.all(
        tiles.flatMap(tile =>
          (['thumb', 'card', 'full'] as const).map(size => device.load(account, album, tile, size)),
        ),
      )
    ).map(({ bytes }) => Buffer.from(bytes))
    for (const image of images) {
      // A window from the middle of each: no file has it, whole or in part.
      const middle = image.subarray(image.length / 2, image.length / 2 + 48)
      expect(disk.filter(({ bytes }) => Buffer.from(bytes).includes(middle)).map(({ path }) => path)).toEqual(
        [],
      )
    }
    const [shown] = (await device.album(account, open)).tiles
    const plain = shown && Buffer.from((await device.load(account, open, shown, 'full')).bytes)
    expect(blobs.some(({ bytes }) => plain?.equals(bytes))).toBe(true)
  })

  test('opens on her second device, with everything in it, and works both ways', async () => {
    const { device: laptop, account } = await signUp('Ada', { relay: relay.wsUrl })
    const album = await laptop.createAlbum(secretTitle, 'only-me')
    await laptop.hang(album, await paint(3))
    const there = await laptop.album(account, album, row => row.tiles.length === 3)
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    const here = await phone.album(account, album, row => row.tiles.length === 3)
    expect(here).toMatchObject({ title: secretTitle, audience: 'only-me', isOwn: true })
    expect(titlesOf(here)).toEqual(words(3))
    for (const tile of here.tiles) {
      expect(await phone.load(account, album, tile, 'full')).toEqual(
        await laptop.load(account, album, tile, 'full'),
      )
    }
    await phone.hang(album, await paint(1, 3))
    const grown = await laptop.album(account, album, row => row.tiles.length === 4)
    const added = grown.tiles.find(({ id }) => there.tiles.every(tile => tile.id !== id))
    if (added === undefined) throw new Error('no new work')
    await phone.allOnRelay()
    expect(await laptop.load(account, album, added, 'full')).toMatchObject({ size: 'full' })
  })

  test('is not there for anybody else who has its address', async () => {
    const { device: ada, account } = await signUp('Ada', { relay: relay.wsUrl })
    const album = await ada.createAlbum(secretTitle, 'only-me')
    await ada.hang(album, await paint(1))
    await ada.allOnRelay()
    const { device: ben } = await signUp('Ben', { relay: relay.wsUrl })
    await ben.until({ type: 'profile', account }, row => row.kind === 'shown')
    const found = await ben.until({ type: 'album', account, album }, row => row.kind !== 'looking')
    expect(found.kind).not.toBe('shown')
    expect(await ben.until({ type: 'albums', account }, () => true)).toMatchObject({
      albums: [],
      arriving: 0,
    })
    const [tile] = (await ada.album(account, album)).tiles
    if (tile === undefined) throw new Error('no work')
    const stolen = await ben.run({
      type: 'image.load',
      account,
      album,
      work: tile.id,
      image: tile.image.id,
      size: 'full',
    })
    expect(stolen).toEqual({ ok: false, error: { type: 'not-found', what: 'image' } })
  })
})
