/** An audience of hundreds: nothing else has to wait for it. */
import { expect, test } from 'vitest'
import { systemClock } from '../../../../src/base/clock.ts'
import { systemRandom } from '../../../../src/base/random.ts'
import type { Contact } from '../../../../src/core/connections/connection-types.ts'
import { accountNamed } from '../../protocol/rooms/room-people.ts'
import { audiencesOn, createAudienceWorld, currentOf } from './audience-world.ts'

const hundreds = 400

test('with 400 connections a new secret lets others have their turn, and the next word costs nothing', async () => {
  const world = await createAudienceWorld()
  const alice = await world.person('Alice')
  await world.settle()
  const own = alice.first.deps.book.entryOf(alice.account)
  if (own?.state.secret === null || own === null) throw new Error('a chain with a secret')
  const { state } = own
  const secret = own.state.secret
  const keys = new Map(
    Array.from({ length: hundreds }, (_, at) => [
      Buffer.from(accountNamed(`reader ${at}`)).toString('hex'),
      { ...own, state: { ...state, secret: { ...secret, akX: systemRandom.bytes(32) } } },
    ]),
  )
  const contacts = Array.from({ length: hundreds }, (_, at): Contact => ({
    account: accountNamed(`reader ${at}`),
    state: 'connected',
    sinceMs: 0,
    name: '',
    verified: 'no',
    confirmed: true,
    room: null,
  }))
  const alices = await audiencesOn(alice.first, {
    people: () => ({
      contacts: () => contacts,
      contactOf: () => null,
      isChainCurrent: () => true,
      onChange: () => () => undefined,
    }),
    book: {
      entryOf: account =>
        keys.get(Buffer.from(account).toString('hex')) ?? alice.first.deps.book.entryOf(account),
    },
    ports: { ...alice.first.deps.ports, clock: systemClock },
  })
  let turns = 0
  const ticking = setInterval(() => turns++, 0)
  const startMs = performance.now()
  const first = await currentOf(alices)
  const firstMs = performance.now() - startMs
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(15)
  const againMs = performance.now()
  expect((await currentOf(alices)).id).toBe(first.id)
  expect(performance.now() - againMs).toBeLessThan(firstMs / 4)
  contacts.pop()
  const second = await currentOf(alices)
  expect(second.generation).toBe(2)
}, 60_000)
