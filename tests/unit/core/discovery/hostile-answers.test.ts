/** A relay that answers questions to its directory with more than was asked, or not at all. */
import { beforeEach, describe, expect, it } from 'vitest'
import { encodePeopleAnswer } from '../../../../src/protocol/directory/directory.ts'
import { createDiscoveryWorld, type DiscoveryWorld, until } from './discovery-world.ts'
import { answerWith } from './small-directory.ts'

let world: DiscoveryWorld
beforeEach(async () => {
  world = await createDiscoveryWorld()
})
const row = (pages = 1) =>
  world.discovery.directory({ type: 'directory', text: 'ana', role: '', place: '', pages })
const askedTimes = () => world.relay.requests.length

describe('a relay', () => {
  it('that always has another page is asked for so many', async () => {
    world.relay.answer = () =>
      answerWith(200, encodePeopleAnswer({ found: 9_999, people: [], next: new Uint8Array(8) }))
    for (let times = 0; times < 40; times++) {
      await row(1_000)
      await world.settle()
    }
    expect(askedTimes()).toBe(25)
    expect((await row(1_000)).hasMore).toBe(false)
  })

  it('is heard for no more bytes than an answer has', async () => {
    await row()
    await world.settle()
    expect(world.relay.requests).toMatchObject([{ maxBytes: 64 << 10 }])
  })

  it('that wants to be left alone for days is asked again in an hour', async () => {
    world.relay.answer = () => answerWith(429, new Uint8Array(), { 'retry-after': '99999' })
    await until(world, row, ({ state }) => state === 'too-often')
    world.clock.advance(60 * 60_000 - 1)
    await row()
    await world.settle()
    expect(askedTimes()).toBe(1)
    world.clock.advance(1)
    await row()
    await world.settle()
    expect(askedTimes()).toBe(2)
  })

  it('that names many and gives nobody has a few profiles open at once', async () => {
    const people = await Promise.all(Array.from({ length: 7 }, () => world.somebody({ name: 'Ana' })))
    world.relay.isSilent = true
    world.relay.answer = () =>
      answerWith(
        200,
        encodePeopleAnswer({
          found: 7,
          people: people.map(({ account }) => ({ account, changedMs: 1 })),
          next: null,
        }),
      )
    await until(world, row, ({ checking }) => checking === 7)
    await world.settle()
    const named = new Set(people.map(({ profile }) => profile.id))
    expect(world.store.opened().filter(({ id }) => named.has(id))).toHaveLength(4)
  })
})
