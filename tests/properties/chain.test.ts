import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import {
  type AccountState,
  deviceOf,
  evaluateChain,
  sealAuthority,
} from '../../src/protocol/accounts/chain.ts'
import type { Link } from '../../src/protocol/records/link.ts'
import { adding, genesis, keyNamed, link, resetting, root } from '../unit/protocol/accounts/people.ts'
import {
  anarchy,
  attackers,
  closureOf,
  owners,
  runs,
  type Step,
  step,
  summary,
  theft,
  thief,
} from './chain-histories.ts'
import { createReference } from './chain-reference.ts'

const steps = fc.array(step, { minLength: 4, maxLength: 30 })
const places = fc.array(fc.nat(999), { minLength: 1, maxLength: 4 })

const hexOf = (one: Link): string => bytesToHex(one.rid)
const isBy = (one: Link, ...names: readonly string[]): boolean =>
  names.some(name => bytesToHex(one.by) === bytesToHex(keyNamed(name)))
const counts = (state: AccountState, one: Link): boolean => state.counted.has(hexOf(one))
const isActive = (state: AccountState, name: string): boolean =>
  sealAuthority(state, keyNamed(name)) === 'active'

/** The whole history, and a part of it: what somebody whom the relay shows less would hold. */
const views = (links: readonly Link[], chosen: readonly number[]): readonly (readonly Link[])[] => [
  links,
  closureOf(
    links,
    chosen.flatMap(place => links[place % links.length] ?? []),
  ),
]

const isIn = (links: readonly Link[], of: Link, past: Link): boolean =>
  of !== past && closureOf(links, [of]).includes(past)

const revokesOfThief = (links: readonly Link[]): readonly Link[] =>
  links.filter(
    one =>
      isBy(one, ...owners) &&
      one.operation.op === 'revoke' &&
      bytesToHex(one.operation.device) === bytesToHex(keyNamed(thief)),
  )

describe('a chain, whoever wrote it', () => {
  it('says the same in any order of arrival, with repeats', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (plan, random) => {
        const links = await anarchy(plan)
        const expected = summary(evaluateChain(genesis, links))
        const repeated = [...links, ...links.slice(0, 5).map(one => ({ ...one }))]
        const shuffled = repeated
          .map(one => ({ one, place: random.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ one }) => one)
        expect(summary(evaluateChain(genesis, shuffled))).toEqual(expected)
      }),
      runs(60),
    ))

  it('judges what has arrived as if the rest, still waiting for its past, were not there', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.nat(999), async (plan, missing) => {
        const links = await anarchy(plan)
        const arrived = links.filter((_, index) => index !== missing % links.length)
        const complete = arrived.filter(one =>
          closureOf(links, [one]).every(before => arrived.includes(before)),
        )
        const state = evaluateChain(genesis, arrived)
        expect(state.pending.length).toBe(arrived.length - complete.length)
        expect(summary({ ...state, pending: [] })).toEqual(summary(evaluateChain(genesis, complete)))
      }),
      runs(60),
    ))

  it('means what the protocol says, sentence by sentence', () =>
    fc.assert(
      fc.asyncProperty(steps, places, async (plan, chosen) => {
        const links = await anarchy(plan)
        const reference = createReference(genesis, links)
        for (const view of views(links, chosen)) {
          const state = evaluateChain(genesis, view)
          const devices = [...state.devices]
          expect({
            active: devices.flatMap(([key, { status }]) => (status === 'active' ? [key] : [])).toSorted(),
            dead: devices.flatMap(([key, { status }]) => (status === 'active' ? [] : [key])).toSorted(),
            counted: [...state.counted].toSorted(),
            secret: state.secret === null ? null : bytesToHex(state.secret.rid),
          }).toEqual(reference(new Set(view)))
        }
      }),
      runs(150),
    ))

  it('never takes back its verdict on what a link could say when it was made', () =>
    fc.assert(
      fc.asyncProperty(steps, places, async (plan, chosen) => {
        const links = await anarchy(plan)
        const lasting = new Set(['not-authorised', 'root-only', 'dead-key', 'unknown-device', 'not-senior'])
        const refusedIn = (state: AccountState): readonly string[] =>
          state.ignored.flatMap(({ rid, reason }) => (lasting.has(reason) ? [bytesToHex(rid)] : []))
        const [all, part] = views(links, chosen).map(view => evaluateChain(genesis, view))
        if (all === undefined || part === undefined) throw new Error('two views')
        expect(
          refusedIn(all)
            .filter(rid => part.known.has(rid))
            .toSorted(),
        ).toEqual(refusedIn(part).toSorted())
      }),
      runs(60),
    ))

  it('only grows when an honest device adds to it', () =>
    fc.assert(
      fc.asyncProperty(steps, async plan => {
        const links = await theft(plan)
        const before = evaluateChain(genesis, links)
        const extension = await link(keyNamed('a'), [...before.nextPrev], adding('one more'))
        const after = evaluateChain(genesis, [...links, extension])
        expect([...after.counted].toSorted()).toEqual([...before.counted, hexOf(extension)].toSorted())
        expect([...after.devices].slice(0, before.devices.size)).toEqual([...before.devices])
        expect(isActive(after, 'one more')).toBe(true)
        expect(after.heads).toEqual([extension.rid])
      }),
      runs(60),
    ))
})

describe('a thief with a younger device, whatever it signs and whoever sees how much of it', () => {
  const everyView = (check: (state: AccountState, view: readonly Link[]) => void): Promise<void> =>
    fc.assert(
      fc.asyncProperty(steps, places, async (plan: readonly Step[], chosen) => {
        for (const view of views(await theft(plan), chosen)) check(evaluateChain(genesis, view), view)
      }),
      runs(120),
    )

  it('never ends an elder device', () =>
    everyView((state, view) => {
      for (const name of owners) {
        const device = deviceOf(state, keyNamed(name))
        if (view.some(one => one.operation.op === 'add' && one.operation.name === name)) {
          expect(device?.status).toBe('active')
        }
      }
    }))

  it('never voids what an elder device signed', () =>
    everyView((state, view) => {
      expect(view.filter(one => isBy(one, ...owners) && !counts(state, one))).toEqual([])
    }))

  it('never comes back once an elder has revoked it, and adds nothing that the elder had not seen', () =>
    everyView((state, view) => {
      for (const revoke of revokesOfThief(view)) {
        expect(isActive(state, thief)).toBe(false)
        for (const one of view) {
          if (!isBy(one, thief) || one.operation.op === 'revoke' || isIn(view, revoke, one)) continue
          expect(counts(state, one)).toBe(false)
        }
      }
    }))

  it('never widens what counts of its own seals past what its revokers had seen', () =>
    everyView((state, view) => {
      const status = deviceOf(state, keyNamed(thief))?.status ?? 'active'
      const revokes = revokesOfThief(view)
      if (status === 'active' || revokes.length === 0) return
      const sealed = new Set(status.frontier.flatMap(([, seals]) => seals.map(bytesToHex)))
      for (const one of view) {
        if (!isBy(one, thief) || one.operation.op !== 'revoke') continue
        const unseen = revokes.some(revoke => !isIn(view, revoke, one))
        const own = one.operation.frontier.flatMap(([, seals]) => seals.map(bytesToHex))
        if (unseen) expect(own.some(seal => sealed.has(seal))).toBe(false)
      }
      for (const revoke of revokes) {
        const vouched = revoke.operation.op === 'revoke' ? revoke.operation.frontier : []
        for (const seal of vouched.flatMap(([, seals]) => seals))
          expect(sealed.has(bytesToHex(seal))).toBe(true)
      }
    }))

  it('never resets the account', () => everyView(state => expect(state.resetCounter).toBe(0)))

  it('never survives the words: after a reset only what the owner adds is active', () =>
    fc.assert(
      fc.asyncProperty(steps, steps, places, places, async (before, after, known, chosen) => {
        const history = await theft(before)
        const seen = evaluateChain(genesis, views(history, known)[1] ?? [])
        const reset = await link(root, [...seen.nextPrev], resetting(seen.resetCounter + 1))
        const fresh = await link(root, [reset], adding('fresh'))
        const links = await theft(
          after.map(one => ({ ...one, author: 25 + (one.author % 75) })),
          [...history, reset, fresh],
        )
        for (const view of [...views(links, chosen), closureOf(links, [fresh, ...links.slice(-2)])]) {
          if (!view.includes(fresh)) continue
          const state = evaluateChain(genesis, view)
          const active = [...state.devices.values()].filter(({ status }) => status === 'active')
          expect(active.map(({ name }) => name)).toEqual(['fresh'])
          expect(attackers.some(name => isActive(state, name))).toBe(false)
          expect(state.resetCounter).toBe(1)
        }
      }),
      runs(120),
    ))

  it('never ends a device that the owner keeps through a reset', () =>
    fc.assert(
      fc.asyncProperty(steps, steps, places, async (before, after, chosen) => {
        const history = await theft(before)
        const seen = evaluateChain(genesis, history)
        const kept = isActive(seen, 'd') ? 'd' : 'b'
        const reset = await link(root, [...seen.nextPrev], resetting(1, [kept]))
        const links = await theft(
          after.map(one => ({ ...one, author: 25 + (one.author % 75) })),
          [...history, reset],
        )
        for (const view of views(links, chosen)) {
          if (view.includes(reset)) expect(isActive(evaluateChain(genesis, view), kept)).toBe(true)
        }
      }),
      runs(120),
    ))
})
