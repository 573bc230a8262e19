/** Albums for one's connections: whole cores, real photographs, a real relay. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlbumIdText } from '../../src/core/api.ts'
import { blobsOf, everyFile, filesWith, hashesToItsName } from '../e2e/support/relay-disk.ts'
import { joinByWords, paint, signUp, type StudioDevice, titlesOf } from '../support/art/studio.ts'
import { connect, type Person as Acquaintance, untilPerson } from '../support/people.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
}, 60_000)
afterAll(() => relay.stop())

interface Person extends Acquaintance {
  readonly device: StudioDevice & Acquaintance['device']
}

const create = async (name: string): Promise<Person> => {
  const { device, account } = await signUp(name, { relay: relay.wsUrl })
  await device.allOnRelay()
  return {
    name,
    account,
    device: {
      ...device,
      log: [],
      edit: async edit => void (await device.do({ type: 'profile.edit', edit })),
      async profile(of) {
        const state = await device.until({ type: 'profile', account: of }, row => row.kind === 'shown')
        if (state.kind !== 'shown') throw new Error('profile: not shown')
        return state.profile
      },
    },
  }
}

const waitMs = 30_000
const secretTitle = 'Quivering Xylographs of Zbąszyń'

const hangFor = async ({ device }: Person, title: string, count: number): Promise<AlbumIdText> => {
  const album = await device.createAlbum(title, 'connections')
  if (count > 0) await device.hang(album, await paint(count))
  await device.allOnRelay()
  return album
}

/** What a person sees on another's page, once that is right. */
const untilAlbums = (
  who: Person,
  whose: Person,
  isRight: (titles: readonly string[], notForYou: number) => boolean,
) =>
  who.device.until(
    { type: 'albums', account: whose.account },
    ({ albums, notForYou }) =>
      isRight(
        albums.map(({ title }) => title),
        notForYou,
      ),
    waitMs,
  )

const untilNotForYou = (who: Person, whose: Person, album: AlbumIdText) =>
  who.device.until(
    { type: 'album', account: whose.account, album },
    row => row.kind === 'not-for-you',
    waitMs,
  )

const seen = async (who: Person, whose: Person, album: AlbumIdText): Promise<readonly string[]> => {
  const state = await who.device.until(
    { type: 'album', account: whose.account, album },
    row => row.kind === 'shown',
    waitMs,
  )
  if (state.kind !== 'shown') throw new Error(`album: ${state.kind}`)
  return titlesOf(state.album)
}

const rename = (who: Person, album: AlbumIdText, work: string, title: string) =>
  who.device.do({ type: 'works.edit', album, works: [work], edits: [{ field: 'title', value: title }] })

describe('an album for connections', () => {
  test('is seen by Bo with its images, counted by Cy, and noise to the relay', async () => {
    const [ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    await connect(ana, bo)
    const album = await hangFor(ana, secretTitle, 2)
    const { albums } = await untilAlbums(bo, ana, titles => titles.includes(secretTitle))
    expect(albums).toMatchObject([{ audience: 'connections', works: 2, isOwn: false }])
    const row = await bo.device.album(ana.account, album, ({ tiles }) => tiles.length === 2)
    for (const tile of row.tiles) {
      expect(await bo.device.load(ana.account, album, tile, 'full')).toEqual(
        await ana.device.load(ana.account, album, tile, 'full'),
      )
    }
    await cy.device.profile(ana.account)
    expect(await untilAlbums(cy, ana, (_, notForYou) => notForYou === 1)).toMatchObject({
      albums: [],
      arriving: 0,
    })
    await untilNotForYou(cy, ana, album)
    const disk = await everyFile(relay.dataDir)
    expect(filesWith(disk, secretTitle)).toEqual([])
    expect(filesWith(disk, 'Study two')).toEqual([])
    expect((await blobsOf(relay.dataDir)).every(hashesToItsName)).toBe(true)
    const plain = Buffer.from(
      (await ana.device.load(ana.account, album, row.tiles[0] ?? fail(), 'full')).bytes,
    )
    const middle = plain.subarray(plain.length / 2, plain.length / 2 + 48)
    expect(disk.filter(({ bytes }) => Buffer.from(bytes).includes(middle))).toEqual([])
  }, 120_000)

  test('stays with Bo as it was once he is no longer connected; Dee, who is later, reads all of it', async () => {
    const [ana, bo, dee] = [await create('Ana'), await create('Bo'), await create('Dee')]
    await connect(ana, bo)
    const album = await hangFor(ana, 'Friends', 2)
    expect(await seen(bo, ana, album)).toHaveLength(2)
    const { tiles } = await bo.device.album(ana.account, album, row => row.tiles.length === 2)
    const [first] = tiles
    if (first === undefined) throw new Error('two works')
    const before = await bo.device.load(ana.account, album, first, 'full')
    await ana.device.do({ type: 'connection.remove', account: bo.account })
    await rename(ana, album, first.id, 'Not for Bo')
    const later = await hangFor(ana, 'Later', 1)
    await untilNotForYou(bo, ana, later)
    expect(await untilAlbums(bo, ana, (_, notForYou) => notForYou === 1)).toMatchObject({
      albums: [{ title: 'Friends' }],
    })
    expect(await seen(bo, ana, album)).not.toContain('Not for Bo')
    expect(await bo.device.load(ana.account, album, first, 'full')).toEqual(before)
    await connect(ana, dee)
    await untilAlbums(dee, ana, titles => titles.includes('Friends') && titles.includes('Later'))
    expect(await seen(dee, ana, album)).toContain('Not for Bo')
    const row = await dee.device.album(ana.account, album, ({ tiles: shown }) => shown.length === 2)
    expect(await dee.device.load(ana.account, album, row.tiles[0] ?? fail(), 'full')).toMatchObject({
      size: 'full',
    })
  }, 120_000)

  test('is read and edited on her other device, and there for Bo whichever device wrote it', async () => {
    const [ana, bo] = [await create('Ana'), await create('Bo')]
    await connect(ana, bo)
    const album = await hangFor(ana, 'Friends', 1)
    const laptop = await joinByWords(ana.device, relay.wsUrl, 'Laptop')
    const row = await laptop.album(ana.account, album, ({ tiles }) => tiles.length === 1)
    expect(row).toMatchObject({ title: 'Friends', audience: 'connections', isOwn: true })
    const [tile] = row.tiles
    if (tile === undefined) throw new Error('one work')
    await laptop.do({
      type: 'works.edit',
      album,
      works: [tile.id],
      edits: [{ field: 'title', value: 'From the laptop' }],
    })
    await laptop.allOnRelay()
    await bo.device.album(ana.account, album, ({ tiles }) => tiles[0]?.title === 'From the laptop')
    await ana.device.album(ana.account, album, ({ tiles }) => tiles[0]?.title === 'From the laptop')
  }, 120_000)

  test('that was for everyone goes from strangers, and comes back to them', async () => {
    const [ana, bo, cy] = [await create('Ana'), await create('Bo'), await create('Cy')]
    await connect(ana, bo)
    const album = await ana.device.createAlbum('Harbour')
    await ana.device.hang(album, await paint(1))
    await ana.device.allOnRelay()
    await cy.device.profile(ana.account)
    await untilAlbums(cy, ana, titles => titles.includes('Harbour'))
    const kept = await ana.device.do({ type: 'album.set-audience', album, audience: 'connections' })
    await untilAlbums(cy, ana, (titles, notForYou) => titles.length === 0 && notForYou === 1)
    await cy.device.until(
      { type: 'album', account: ana.account, album },
      ({ kind }) => kind === 'gone',
      waitMs,
    )
    expect(await seen(bo, ana, kept.album)).toEqual(['Study one'])
    const shown = await ana.device.do({ type: 'album.set-audience', album: kept.album, audience: 'public' })
    await untilAlbums(cy, ana, (titles, notForYou) => titles.length === 1 && notForYou === 0)
    expect(await seen(cy, ana, shown.album)).toEqual(['Study one'])
  }, 120_000)

  test('made without a line, for somebody who was removed without one, is not for them', async () => {
    const [ana, bo] = [await create('Ana'), await create('Bo')]
    await connect(ana, bo)
    await hangFor(ana, 'Before', 0)
    await untilAlbums(bo, ana, titles => titles.includes('Before'))
    ana.device.network.cut()
    await ana.device.do({ type: 'connection.block', account: bo.account })
    const album = await ana.device.createAlbum('After', 'connections')
    ana.device.network.mend()
    await ana.device.allOnRelay()
    await untilPerson(ana, bo, ({ connection }) => connection.kind === 'blocked')
    await untilNotForYou(bo, ana, album)
    expect((await untilAlbums(bo, ana, (_, notForYou) => notForYou === 1)).albums).toMatchObject([
      { title: 'Before' },
    ])
  }, 120_000)
})

const fail = (): never => {
  throw new Error('no work')
}
