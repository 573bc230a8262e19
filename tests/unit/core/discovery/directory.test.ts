import { beforeEach, describe, expect, it } from 'vitest'
import { docIdOf } from '../../../../src/core/documents/index.ts'
import { decodePeopleQuestion, encodePeopleAnswer } from '../../../../src/protocol/directory/directory.ts'
import type { DirectoryRow, QueryOf } from '../../../../src/core/api.ts'
import { createDiscoveryWorld, type DiscoveryWorld, type Somebody, until } from './discovery-world.ts'
import { answerWith } from './small-directory.ts'

let world: DiscoveryWorld
let ana: Somebody
beforeEach(async () => {
  world = await createDiscoveryWorld()
  ana = await world.somebody({
    name: 'Ana',
    place: 'Lisboa',
    roles: [{ kind: 'known', id: 'camera-operator' }],
    listed: true,
  })
})

const row = (query: Partial<QueryOf<'directory'>> = {}): Promise<DirectoryRow> =>
  world.discovery.directory({ type: 'directory', text: 'ana', role: '', place: '', pages: 1, ...query })

/** The relay names these, on pages of so many. */
const names = (people: readonly Somebody[], perPage = 40): void => {
  world.relay.answer = ({ body }) => {
    const question = decodePeopleQuestion(body ?? new Uint8Array())
    if (!question.ok) return answerWith(400)
    const from = question.value.after?.[0] ?? 0
    const page = people.slice(from, from + perPage).map(({ account }) => ({ account, changedMs: 1 }))
    const end = from + perPage
    const next = end < people.length ? new Uint8Array(8).fill(end) : null
    return answerWith(200, encodePeopleAnswer({ found: people.length, people: page, next }))
  }
}

const settled = (query: Partial<QueryOf<'directory'>> = {}): Promise<DirectoryRow> =>
  until(
    world,
    () => row(query),
    ({ state, checking }) => state !== 'asking' && checking === 0,
  )

describe('the relay’s directory', () => {
  it('names people, who are shown once their own profile was fetched and agrees', async () => {
    names([ana])
    expect(await row()).toMatchObject({ state: 'asking', people: [] })
    expect(await settled()).toMatchObject({
      state: 'answered',
      found: 1,
      refused: 0,
      hasMore: false,
      askedAtMs: world.clock.nowMs(),
      people: [{ account: ana.text, name: 'Ana', source: 'relay' }],
    })
    expect(world.relay.requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://relay.test/directory/people',
        headers: { authorization: 'Bearer token-0' },
      },
    ])
  })

  it('is asked in the words that were typed, cut to what a relay reads', async () => {
    names([])
    await settled({ text: ` ana\ud800 ${'x'.repeat(5_000)}`, role: 'gaffer', place: 'Lisboa ' })
    const question = decodePeopleQuestion(world.relay.requests[0]?.body ?? new Uint8Array())
    expect(question).toMatchObject({ value: { role: 'gaffer', place: 'Lisboa', after: null } })
    expect(question.ok && question.value.text.length).toBeLessThanOrEqual(200)
  })

  it('shows nobody who did not opt in, who is not what was searched, or who cannot be had', async () => {
    const shy = await world.somebody({ name: 'Ana Shy' })
    const else_ = await world.somebody({ name: 'Bernd', listed: true })
    const gone = await world.somebody({ name: 'Ana Gone', listed: true })
    world.relay.documents.delete(gone.profile.id)
    names([shy, ana, else_, gone])
    const answered = await settled()
    expect(answered).toMatchObject({ found: 4, refused: 3 })
    expect(answered.people.map(({ account }) => account)).toEqual([ana.text])
  })

  it('shows nobody whose profile somebody else sealed', async () => {
    const thief = await world.somebody({ name: 'Ana Forged', listed: true })
    const victim = await world.somebody({ name: 'Victim' })
    world.relay.documents.set(victim.profile.id, { ...thief.profile, genesis: victim.profile.genesis })
    names([victim])
    await until(
      world,
      async () => {
        world.clock.advance(20_000)
        return row()
      },
      ({ state, checking, refused }) => state === 'answered' && checking === 0 && refused === 1,
    )
    expect((await row()).people).toEqual([])
  })

  it('finds nobody who is blocked', async () => {
    world.know(ana, 'blocked')
    names([ana])
    expect(await settled()).toMatchObject({ people: [], refused: 0 })
    expect(world.store.replica(ana.profile.id)).toBeNull()
  })

  it('shows nobody any more who is blocked now', async () => {
    names([ana])
    expect((await settled()).people).toHaveLength(1)
    world.know(ana, 'blocked')
    expect(await row()).toMatchObject({ people: [], refused: 0 })
  })

  it('leaves nothing open that was fetched only to be looked at, and keeps what it read', async () => {
    const shy = await world.somebody({ name: 'Ana Shy' })
    names([ana, shy])
    await settled()
    expect(world.store.replica(ana.profile.id)).toBeNull()
    expect(
      [...world.relay.tracked.keys()].filter(doc => doc !== docIdOf(world.self.profile.genesis)),
    ).not.toContain(ana.profile.id)
    const held = (await world.store.held()).map(docIdOf)
    expect(held).toContain(ana.profile.id)
    const found = await world.discovery.people({
      type: 'find-people',
      text: 'ana',
      role: '',
      place: 'lisboa',
    })
    expect(found.people).toMatchObject([{ account: ana.text, source: 'device' }])
  })

  it('leaves open what others keep', async () => {
    world.know(ana, 'connected')
    names([ana])
    await settled()
    expect(world.store.replica(ana.profile.id)).not.toBeNull()
    expect(world.relay.tracked.has(ana.profile.id)).toBe(true)
  })

  it('takes back whoever says afterwards that they do not want to be listed', async () => {
    world.know(ana, 'connected')
    names([ana])
    expect((await settled()).people).toHaveLength(1)
    await ana.change({ listed: false })
    await world.hear(ana)
    await until(world, row, ({ people, refused }) => people.length === 0 && refused === 1)
  })

  it('looks again at somebody whom it read before', async () => {
    names([ana])
    await settled()
    await ana.change({ name: 'Anabela', place: 'Faro' })
    expect((await settled({ text: 'anabela faro' })).people).toMatchObject([{ place: 'Faro' }])
  })

  it('is asked page by page, and once for each', async () => {
    const others = [
      await world.somebody({ name: 'Ana B', listed: true }),
      await world.somebody({ name: 'Ana C', listed: true }),
    ]
    names([ana, ...others], 1)
    expect(await settled()).toMatchObject({ found: 3, hasMore: true, people: [{ name: 'Ana' }] })
    await settled()
    expect(world.relay.requests).toHaveLength(1)
    const all = await until(
      world,
      () => row({ pages: 3 }),
      ({ people }) => people.length === 3,
    )
    expect(all.people.map(({ name }) => name)).toEqual(['Ana', 'Ana B', 'Ana C'])
    expect(all.hasMore).toBe(false)
    await settled({ pages: 9 })
    expect(world.relay.requests).toHaveLength(3)
  })

  it('counts nobody twice, however often the relay names them', async () => {
    names([ana, ana, ana])
    expect((await settled()).people).toHaveLength(1)
  })

  it('is asked again after a while, and shows what it said before until then', async () => {
    names([ana])
    await settled()
    world.clock.advance(11 * 60_000)
    world.relay.setUp(false)
    await row()
    const offline = await until(world, row, ({ state }) => state === 'offline')
    expect(offline.people).toHaveLength(1)
    names([])
    world.relay.setUp(true)
    await until(world, row, ({ state, people }) => state === 'answered' && people.length === 0)
  })
})

describe('a relay that does not answer', () => {
  it('is not there', async () => {
    world.relay.remove()
    expect(await row()).toMatchObject({ state: 'off', people: [] })
  })

  it('is away, and is asked as soon as it is back', async () => {
    names([ana])
    world.relay.setUp(false)
    await row()
    expect(await until(world, row, ({ state }) => state === 'offline')).toMatchObject({
      people: [],
      askedAtMs: null,
    })
    world.relay.setUp(true)
    await until(world, row, ({ people }) => people.length === 1)
  })

  it('goes away while profiles are fetched, and is asked for them again', async () => {
    names([ana])
    world.relay.isSilent = true
    await until(world, row, ({ checking }) => checking === 1)
    world.relay.setUp(false)
    await until(world, row, ({ checking }) => checking === 0)
    expect(await row()).toMatchObject({ people: [], refused: 0 })
    world.relay.isSilent = false
    world.relay.setUp(true)
    await until(world, row, ({ people }) => people.length === 1)
  })

  it('was asked too often, and is left alone for as long as it says', async () => {
    world.relay.answer = () => answerWith(429, new Uint8Array(), { 'retry-after': '30' })
    await row()
    await until(world, row, ({ state }) => state === 'too-often')
    names([ana])
    world.clock.advance(29_000)
    await world.settle()
    await row()
    expect(world.relay.requests).toHaveLength(1)
    let told = 0
    world.discovery.onChange(() => told++)
    world.clock.advance(1_001)
    await world.settle()
    expect(told).toBeGreaterThan(0)
    await until(world, row, ({ people }) => people.length === 1)
  })

  it('is making its index, which counts as away for a moment', async () => {
    world.relay.answer = () => answerWith(503, new Uint8Array(), { 'retry-after': '2' })
    await row()
    await until(world, row, ({ state }) => state === 'offline')
    names([ana])
    world.clock.advance(2_001)
    const answered = await until(world, row, ({ people }) => people.length === 1)
    expect(answered.state).toBe('answered')
  })

  it.each([
    ['refuses', () => answerWith(403)],
    ['has no directory', () => answerWith(404)],
    ['talks nonsense', () => answerWith(200, new Uint8Array([1, 2, 3]))],
    ['says too much', () => ({ ok: false, error: { type: 'answer-too-large' } }) as const],
  ])('%s', async (_, answer) => {
    world.relay.answer = answer
    await row()
    await until(world, row, ({ state }) => state === 'refused')
    await row()
    expect(world.relay.requests).toHaveLength(1)
  })

  it('takes a token no more, and is given another', async () => {
    names([ana])
    const { answer } = world.relay
    world.relay.answer = request =>
      request.headers['authorization'] === 'Bearer token-0' ? answerWith(401) : answer(request)
    await settled()
    expect((await row()).people).toHaveLength(1)
    expect(world.relay.dropped).toEqual(['token-0'])
  })
})
