import { beforeEach, describe, expect, it } from 'vitest'
import type { FoundPeopleRow, QueryOf, Role } from '../../../../src/core/api.ts'
import { cardKey } from '../../../../src/core/discovery/cards/card-row.ts'
import { edit } from '../../../support/sealed-doc.ts'
import { createDiscoveryWorld, type DiscoveryWorld, type Somebody, until } from './discovery-world.ts'

const camera: Role = { kind: 'known', id: 'camera-operator' }

let world: DiscoveryWorld
let ana: Somebody
let other: Somebody
let bo: Somebody
beforeEach(async () => {
  world = await createDiscoveryWorld()
  ana = await world.somebody({ name: 'Ana Câmara', place: 'Porto' })
  other = await world.somebody({ name: 'Аna Câmara', place: 'Porto' })
  bo = await world.somebody({ name: 'Bo <b>Lind</b>', roles: [camera], place: 'Lisboa, Portugal' })
  for (const one of [ana, other, bo]) await world.hear(one)
  await world.settle()
})

const find = (text: string, query: Partial<QueryOf<'find-people'>> = {}): Promise<FoundPeopleRow> =>
  world.discovery.people({ type: 'find-people', text, role: '', place: '', ...query })
const names = async (text: string, query: Partial<QueryOf<'find-people'>> = {}): Promise<readonly string[]> =>
  (await find(text, query)).people.map(({ name }) => name)

describe('people on this device', () => {
  it('are found by name, role in any language, and place', async () => {
    expect(await names('camara porto')).toEqual(['Ana Câmara', 'Аna Câmara'])
    expect(await names('kamerafrau')).toEqual(['Bo <b>Lind</b>'])
    expect(await names('camera lisbon')).toEqual(['Bo <b>Lind</b>'])
    expect(await names('', { role: 'camera-operator', place: 'lisboa' })).toEqual(['Bo <b>Lind</b>'])
  })

  it('are all shown when nothing is asked, oneself among them', async () => {
    const row = await find('')
    expect(row).toMatchObject({ found: 4, of: 4, indexing: null })
    expect(row.people.find(({ isOwn }) => isOwn)).toMatchObject({ name: 'Self', connection: 'self' })
  })

  it('are told apart by fingerprint, and by whether a connection is called the same', async () => {
    world.know(ana, 'connected')
    const [one, two] = (await find('porto')).people
    expect(one).toMatchObject({ account: ana.text, connection: 'connected', isLookalike: false })
    expect(two).toMatchObject({ account: other.text, connection: 'none', isLookalike: true })
    const hex = Buffer.from(ana.account.subarray(0, 8)).toString('hex')
    expect(one?.fingerprint.replaceAll(' ', '')).toBe(hex)
    expect(one?.fingerprint).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/)
  })

  it('say by which connections they are known, and how one follows them', async () => {
    world.know(ana, 'connected')
    world.followers.set(bo.text, [ana.account])
    world.follows.set(bo.text, 'private')
    expect((await find('lind')).people).toMatchObject([
      { follow: 'private', knownByCount: 1, knownBy: [{ account: ana.text, isOwn: false }] },
    ])
  })

  it('are not found while they are blocked, and are again afterwards', async () => {
    world.know(bo, 'blocked')
    expect(await find('lisboa')).toMatchObject({ found: 1, of: 3 })
    expect(await names('lind')).toEqual([])
    await bo.change({ name: 'Bo Blocked' })
    await world.hear(bo)
    await world.settle()
    expect(await names('bo')).toEqual([])
    world.know(bo, 'none')
    expect(await names('bo')).toEqual(['Bo Blocked'])
  })

  it('are found by what they are called now', async () => {
    world.clock.advance(5_000)
    await bo.change({ name: 'Benedikte', place: 'Faro' })
    await world.hear(bo)
    const row = await until(
      world,
      () => find('benedikte'),
      ({ found }) => found === 1,
    )
    expect(row.people[0]).toMatchObject({ place: 'Faro', source: 'device', heardAtMs: world.clock.nowMs() })
    expect(await names('lind')).toEqual([])
  })

  it('are known by their card wherever one asks', async () => {
    expect(world.discovery.card(bo.account)).toMatchObject({ name: 'Bo <b>Lind</b>', roles: [camera] })
    expect(world.discovery.card((await world.somebody({ name: 'X' })).account)).toBeNull()
  })

  it('are found at once after a restart, before any profile is open', async () => {
    const heardAtMs = world.discovery.card(bo.account)?.heardAtMs
    await world.settle()
    world = await world.restart()
    const row = await until(
      world,
      () => find('lisboa portugal'),
      ({ found }) => found === 1,
    )
    expect(row.people[0]).toMatchObject({ account: bo.text, heardAtMs })
    expect(world.store.opened().filter(({ genesis }) => genesis.kind === 'profile')).toHaveLength(1)
  })

  it('are read again when what was kept of them is lost', async () => {
    await world.settle()
    await world.ports.rows.write([ana, other, bo].map(({ account }) => [cardKey(account), null] as const))
    world = await world.restart()
    const row = await until(
      world,
      () => find('lisboa portugal'),
      ({ found }) => found === 1,
    )
    expect(row.people).toMatchObject([{ account: bo.text }])
  })

  it('keep their card when a newer version writes their profile', async () => {
    await bo.change({ name: 'Newer' })
    await edit(bo.owner.first, bo.profile, draft => void (draft['v'] = 2))
    await world.hear(bo)
    await world.settle()
    expect(world.discovery.card(bo.account)?.name).toBe('Bo <b>Lind</b>')
  })

  it('are told of once for many changes together', async () => {
    let told = 0
    world.discovery.onChange(() => told++)
    for (const place of ['A', 'B', 'C']) await ana.change({ place })
    await world.hear(ana)
    await world.settle()
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThan(4)
  })
})
