import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountIdText, AlbumIdText, AlbumRow, Audience } from '../../src/core/api.ts'
import { joinByWords, paint, type StudioDevice, signUp, titlesOf } from '../support/art/studio.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
}, 60_000)
afterAll(() => relay.stop())

interface Both {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly laptop: StudioDevice
  readonly phone: StudioDevice
  readonly before: AlbumRow
  /** Both offline while this runs; then both rows once they are the same and `isRight`. */
  apart(edit: () => Promise<void>, isRight: (row: AlbumRow) => boolean): Promise<AlbumRow>
}

const start = async (audience: Audience): Promise<Both> => {
  const { device: laptop, account } = await signUp('Ada', { relay: relay.wsUrl })
  const album = await laptop.createAlbum('Harbour', audience)
  await laptop.hang(album, await paint(4))
  const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
  const before = await phone.album(account, album, row => row.tiles.length === 4)
  return {
    account,
    album,
    laptop,
    phone,
    before,
    async apart(edit, isRight) {
      laptop.network.cut()
      phone.network.cut()
      await edit()
      laptop.network.mend()
      phone.network.mend()
      const [onLaptop, onPhone] = [
        await laptop.album(account, album, isRight),
        await phone.album(account, album, isRight),
      ]
      expect(plain(onPhone)).toEqual(plain(onLaptop))
      return onLaptop
    },
  }
}

/** Without what depends on when it was looked at. */
const plain = (row: AlbumRow): unknown => ({
  ...row,
  copy: null,
  tiles: row.tiles.map(tile => ({ ...tile, copy: null })),
})

describe.each(['public', 'only-me'] as const)('two devices that edit an album (%s) apart', audience => {
  test('come to one order out of two, with every work in it once', async () => {
    const { album, laptop, phone, before, apart } = await start(audience)
    const [one, two, three, four] = before.tiles.map(({ id }) => id)
    if (!one || !two || !three || !four) throw new Error('no works')
    const merged = await apart(
      async () => {
        await laptop.do({ type: 'works.place', album, works: [four], before: one })
        await phone.do({ type: 'works.place', album, works: [one], before: null })
      },
      row => row.tiles[0]?.id === four && row.tiles.at(-1)?.id === one,
    )
    expect(merged.tiles.map(({ id }) => id)).toEqual([four, two, three, one])
  })

  test('keep what one added while the other emptied the album into the bin', async () => {
    const { album, laptop, phone, before, apart } = await start(audience)
    const [added] = await paint(1, 5)
    if (added === undefined) throw new Error('no photograph')
    const merged = await apart(
      async () => {
        await laptop.hang(album, [{ ...added, name: 'The late one.jpg' }])
        await phone.do({ type: 'works.bin', album, works: before.tiles.map(({ id }) => id) })
      },
      row => row.tiles.length === 1,
    )
    expect(titlesOf(merged)).toEqual(['The late one'])
    await phone.until({ type: 'bin' }, rows => rows.length === 4)
    await laptop.until({ type: 'bin' }, rows => rows.length === 4)
  })

  test('keep an edit of a work that the other put into the bin', async () => {
    const { album, laptop, phone, before, apart } = await start(audience)
    const work = before.tiles[1]?.id ?? ''
    await apart(
      async () => {
        await laptop.do({
          type: 'works.edit',
          album,
          works: [work],
          edits: [{ field: 'title', value: 'Low tide' }],
        })
        await phone.do({ type: 'works.bin', album, works: [work] })
      },
      row => row.tiles.length === 3,
    )
    const bin = await phone.until({ type: 'bin' }, ([item]) => item?.title === 'Low tide')
    expect(bin).toHaveLength(1)
  })

  test('keep one of two titles and offer the other, for the work and for the album', async () => {
    const { account, album, laptop, phone, before, apart } = await start(audience)
    const work = before.tiles[0]?.id ?? ''
    const titled = (device: StudioDevice, title: string): Promise<unknown> =>
      Promise.all([
        device.do({ type: 'works.edit', album, works: [work], edits: [{ field: 'title', value: title }] }),
        device.do({ type: 'album.edit', album, edit: { field: 'title', value: `${title}, all of it` } }),
      ])
    const merged = await apart(
      async () => {
        await titled(laptop, 'Ebb')
        await titled(phone, 'Flood')
      },
      row => row.alternatives.length === 1,
    )
    const [rival] = merged.alternatives
    expect(new Set([rival?.kept, rival?.other])).toEqual(new Set(['Ebb, all of it', 'Flood, all of it']))
    const rows = await Promise.all(
      [laptop, phone].map(device =>
        device.until(
          { type: 'work', account, album, work },
          row => row.kind === 'shown' && row.work.alternatives.length === 1,
        ),
      ),
    )
    const offers = rows.map(row => (row.kind === 'shown' ? row.work.alternatives : []))
    expect(offers[0]).toEqual(offers[1])
    expect(new Set([offers[0]?.[0]?.kept, offers[0]?.[0]?.other])).toEqual(new Set(['Ebb', 'Flood']))
    await phone.do({
      type: 'works.edit',
      album,
      works: [work],
      edits: [{ field: 'title', value: 'Slack water' }],
    })
    const settled = await laptop.album(account, album, row => row.tiles[0]?.title === 'Slack water')
    expect(settled.tiles).toHaveLength(4)
  })

  test('that added works at once have them all, with their images, on both', async () => {
    const { account, album, laptop, phone, apart } = await start(audience)
    const merged = await apart(
      async () => {
        await laptop.hang(album, await paint(2, 6))
        await phone.hang(album, await paint(2, 7))
      },
      row => row.tiles.length === 8,
    )
    await laptop.allOnRelay()
    await phone.allOnRelay()
    for (const tile of merged.tiles) {
      expect(await phone.load(account, album, tile, 'thumb')).toEqual(
        await laptop.load(account, album, tile, 'thumb'),
      )
    }
  })
})
