import { beforeEach, describe, expect, it } from 'vitest'
import {
  decodeReferencesQuestion,
  encodeReferencesAnswer,
} from '../../../../src/protocol/directory/directory.ts'
import type { Reference } from '../../../../src/protocol/directory/directory-types.ts'
import type { EntryId16 } from '../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDiscoveryWorld, type DiscoveryWorld } from './discovery-world.ts'
import { answerWith } from './small-directory.ts'

let world: DiscoveryWorld
beforeEach(async () => {
  world = await createDiscoveryWorld()
})

const key = (fill: number): Uint8Array => new Uint8Array(16).fill(fill)
const reference = (fill: number, n: number): Reference => ({
  key: key(fill),
  account: new Uint8Array(32).fill(7) as AccountId,
  segment: n,
  id: key(n) as EntryId16,
})

/** Pages of two, of what it knows about the keys; with one reference more that nobody asked for. */
const knows = (references: readonly Reference[], stranger: Reference | null = null): void => {
  world.relay.answer = ({ body }) => {
    const question = decodeReferencesQuestion(body ?? new Uint8Array())
    if (!question.ok) return answerWith(400)
    const { keys, after } = question.value
    const about = references.filter(one => keys.some(asked => asked[0] === one.key[0]))
    const from = after?.[0] ?? 0
    const next = from + 2 < about.length ? new Uint8Array(8).fill(from + 2) : null
    const page = [...about.slice(from, from + 2), ...(stranger === null ? [] : [stranger])]
    return answerWith(200, encodeReferencesAnswer({ references: page, next }))
  }
}

describe('what the relay knows to be about something', () => {
  it('is asked for page by page, up to as many as are wanted', async () => {
    knows([1, 2, 3, 4, 5].map(n => reference(1, n)))
    const all = await world.discovery.references([key(1)], 100)
    expect(all).toEqual({ ok: true, value: [1, 2, 3, 4, 5].map(n => reference(1, n)) })
    expect(world.relay.requests).toHaveLength(3)
    const few = await world.discovery.references([key(1)], 3)
    expect(few.ok && few.value).toHaveLength(3)
  })

  it('is asked for no more keys at once than a relay takes', async () => {
    knows([reference(3, 1), reference(99, 2)])
    const all = await world.discovery.references(
      Array.from({ length: 100 }, (_, n) => key(n)),
      100,
    )
    expect(all).toEqual({ ok: true, value: [reference(3, 1), reference(99, 2)] })
    expect(world.relay.requests).toHaveLength(2)
  })

  it('leaves out what nobody asked about', async () => {
    knows([reference(1, 1)], reference(2, 9))
    expect(await world.discovery.references([key(1)], 100)).toEqual({ ok: true, value: [reference(1, 1)] })
  })

  it('hears no relay out that never ends', async () => {
    world.relay.answer = () =>
      answerWith(200, encodeReferencesAnswer({ references: [], next: new Uint8Array(8) }))
    expect(await world.discovery.references([key(1)], 100)).toEqual({ ok: true, value: [] })
    expect(world.relay.requests).toHaveLength(50)
  })

  it('is nothing about nothing', async () => {
    expect(await world.discovery.references([], 100)).toEqual({ ok: true, value: [] })
    expect(world.relay.requests).toEqual([])
  })

  it.each([
    ['offline', () => ({ ok: false, error: { type: 'unreachable' } }) as const],
    ['too-often', () => answerWith(429)],
    ['refused', () => answerWith(404)],
    ['malformed', () => answerWith(200, new Uint8Array([9]))],
  ])('%s is said as what it is', async (type, answer) => {
    world.relay.answer = answer
    expect(await world.discovery.references([key(1)], 10)).toEqual({ ok: false, error: { type } })
  })

  it('cannot be asked while the line is down', async () => {
    world.relay.setUp(false)
    expect(await world.discovery.references([key(1)], 10)).toEqual({ ok: false, error: { type: 'offline' } })
  })
})
