import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex, equalBytes } from '../../src/base/bytes.ts'
import { limits } from '../../src/protocol/limits.ts'
import { canRemove, evaluateMembership, roleOf } from '../../src/protocol/rooms/membership.ts'
import type { Control, Membership, Room } from '../../src/protocol/rooms/room-types.ts'
import {
  accountNamed,
  control,
  membersOf,
  nameOf,
  reasonOf,
  roomOf,
} from '../unit/protocol/rooms/room-people.ts'
import {
  anarchy,
  attack,
  closureOf,
  creator,
  hostile,
  idOf,
  runs,
  seniors,
  startRoom,
  step,
  type Step,
  summaryOf,
} from './room-histories.ts'

let room: Room
beforeAll(async () => {
  room = await roomOf(creator)
})

const steps = fc.array(step, { minLength: 4, maxLength: 30 })
const places = fc.array(fc.nat(999), { minLength: 1, maxLength: 4 })

const isBy = (one: Control, name: string): boolean => equalBytes(one.author, accountNamed(name))
const isOf = (one: Control, name: string): boolean => equalBytes(one.account, accountNamed(name))
const counts = (membership: Membership, one: Control): boolean => reasonOf(membership, one) === 'counted'
const knows = (all: readonly Control[], one: Control, other: Control): boolean =>
  one !== other && closureOf(all, [one]).includes(other)

/** The whole history, and a part of it: what somebody whom a relay shows less would hold. */
const views = (all: readonly Control[], chosen: readonly number[]): readonly (readonly Control[])[] => [
  all,
  closureOf(
    all,
    chosen.flatMap(place => all[place % all.length] ?? []),
  ),
]

describe('membership, whoever wrote the records', () => {
  const everyHistory = (check: (membership: Membership, view: readonly Control[]) => void, few: number) =>
    fc.assert(
      fc.asyncProperty(steps, places, async (plan, chosen) => {
        for (const view of views(await anarchy(room, plan), chosen))
          check(evaluateMembership(room, view), view)
      }),
      runs(few),
    )

  it('is the same in any order of arrival, with repeats', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (plan, random) => {
        const all = await anarchy(room, plan)
        const repeated = [...all, ...all.slice(0, 5).map(one => ({ ...one }))]
        const shuffled = repeated
          .map(one => ({ one, place: random.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ one }) => one)
        expect(summaryOf(evaluateMembership(room, shuffled))).toEqual(
          summaryOf(evaluateMembership(room, all)),
        )
      }),
      runs(60),
    ))

  it('of what has arrived is as if the rest, still waiting for its past, were not there', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.nat(999), async (plan, missing) => {
        const all = await anarchy(room, plan)
        const arrived = all.filter((_, index) => index !== missing % all.length)
        const complete = arrived.filter(one =>
          closureOf(all, [one]).every(before => arrived.includes(before)),
        )
        const membership = evaluateMembership(room, arrived)
        expect(membership.pending.length).toBe(arrived.length - complete.length)
        expect(summaryOf({ ...membership, pending: [] })).toEqual(
          summaryOf(evaluateMembership(room, complete)),
        )
      }),
      runs(60),
    ))

  it('counts only what an admin said who was one as far as they knew', () =>
    everyHistory((membership, view) => {
      for (const one of membership.counted) {
        const before = evaluateMembership(
          room,
          closureOf(view, [one]).filter(other => other !== one),
        )
        if (one.operation === 'leave') expect(equalBytes(one.author, one.account)).toBe(true)
        else expect(roleOf(before, one.author)).toBe('admin')
        if (one.operation === 'remove') expect(canRemove(before, one.author, one.account)).toBe(true)
        expect(roleOf(before, one.account) === null).toBe(one.operation === 'add')
      }
    }, 40))

  it('counts nothing that a counted remove of its author did not know, unless it knew of the remove', () =>
    everyHistory((membership, view) => {
      const removes = membership.counted.filter(({ operation }) => operation === 'remove')
      for (const one of membership.counted.filter(({ operation }) => operation !== 'leave')) {
        const unaware = removes.filter(
          remove =>
            equalBytes(remove.account, one.author) && !knows(view, remove, one) && !knows(view, one, remove),
        )
        expect(unaware.map(idOf)).toEqual([])
      }
    }, 40))

  it('has exactly those who were added and, as far as that knew, not taken out since', () =>
    everyHistory((membership, view) => {
      const members = new Set(membership.members.map(({ account }) => nameOf(account)))
      const endings = membership.counted.filter(
        ({ operation }) => operation === 'remove' || operation === 'leave',
      )
      for (const { account } of [...membership.members, ...membership.former]) {
        const name = nameOf(account)
        const outs = endings.filter(one => isOf(one, name))
        const adds = membership.counted.filter(one => one.operation === 'add' && isOf(one, name))
        const isIn =
          (name === creator && outs.length === 0) ||
          adds.some(add => outs.every(out => knows(view, add, out)))
        expect([name, members.has(name)]).toEqual([name, isIn])
      }
    }, 40))

  it('accounts for each record once', () =>
    everyHistory((membership, view) => {
      const told = [...membership.counted, ...membership.ignored].map(({ id }) => bytesToHex(id))
      expect([...told, ...membership.pending.map(bytesToHex)].toSorted()).toEqual(view.map(idOf).toSorted())
      expect(membership.members.map(({ rank }) => rank)).toEqual(
        membership.members.map((_, index) => index + (membership.members[0]?.rank ?? 0)),
      )
      expect(membersOf(membership).findLastIndex(name => name.endsWith('!'))).toBe(
        membership.members.filter(({ role }) => role === 'admin').length - 1,
      )
    }, 40))

  it('takes what an admin adds after all that counts', () =>
    fc.assert(
      fc.asyncProperty(steps, async plan => {
        const all = await anarchy(room, plan)
        const before = evaluateMembership(room, all)
        const admin = before.members.find(({ role }) => role === 'admin')
        if (admin === undefined) return
        const heads = new Set(before.heads.map(bytesToHex))
        const next = await control(
          room,
          nameOf(admin.account),
          'add',
          'somebody new',
          all.filter(one => heads.has(idOf(one))),
        )
        const after = evaluateMembership(room, [...all, next])
        expect(membersOf(after)).toEqual([...membersOf(before), 'somebody new'])
        expect(after.heads).toEqual([next.id])
      }),
      runs(60),
    ))
})

describe('those who mean no good, whatever they sign and whoever sees how much of it', () => {
  const everyView = (check: (membership: Membership, view: readonly Control[]) => void): Promise<void> =>
    fc.assert(
      fc.asyncProperty(steps, places, async (plan: readonly Step[], chosen) => {
        for (const view of views(await attack(room, plan), chosen))
          check(evaluateMembership(room, view), view)
      }),
      runs(80),
    )

  it('never remove the creator, nor an admin who came before them', () =>
    everyView((membership, view) => {
      const admins = membersOf(membership).filter(name => name.endsWith('!'))
      expect(admins[0]).toBe(`${creator}!`)
      for (const name of seniors) {
        const granted = view.some(one => one.operation === 'admin' && isBy(one, creator) && isOf(one, name))
        if (granted) expect(admins).toContain(`${name}!`)
      }
    }))

  it('never void what a senior said', () =>
    everyView((membership, view) => {
      const before = (one: Control): Membership =>
        evaluateMembership(
          room,
          closureOf(view, [one]).filter(other => other !== one),
        )
      for (const one of view.filter(other => [creator, ...seniors].some(name => isBy(other, name)))) {
        if (counts(membership, one)) continue
        // An honest device can only have been too late: with what a senior had done already, unknown to it.
        expect(['already', 'not-member', 'outranked']).toContain(reasonOf(membership, one))
        expect(counts(evaluateMembership(room, closureOf(view, [one])), one)).toBe(false)
        expect(before(one).counted.length).toBeGreaterThan(0)
      }
    }))

  it('never bring in anybody once those who removed them did not know of it', () =>
    everyView((membership, view) => {
      const removes = membership.counted.filter(one => one.operation === 'remove')
      for (const remove of removes) {
        for (const one of view) {
          if (!equalBytes(one.author, remove.account) || one.operation === 'leave') continue
          if (knows(view, remove, one) || knows(view, one, remove)) continue
          expect(counts(membership, one)).toBe(false)
        }
      }
    }))

  it('never become or make admins without an admin who is one', () =>
    everyView((membership, view) => {
      for (const { account, role } of membership.members) {
        if (role !== 'admin' || nameOf(account) === creator) continue
        const grants = membership.counted.filter(
          one => one.operation === 'admin' && equalBytes(one.account, account),
        )
        expect(grants.length).toBeGreaterThan(0)
        for (const grant of grants) {
          const known = evaluateMembership(
            room,
            closureOf(view, [grant]).filter(one => one !== grant),
          )
          expect(roleOf(known, grant.author)).toBe('admin')
        }
      }
    }))

  it('are nobody after the creator removed them all, whatever they date back', () =>
    fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const history = [...(await attack(room, before))]
        const sayNext = async (operation: 'add' | 'remove', target: string): Promise<Control> => {
          const heads = new Set(evaluateMembership(room, history).heads.map(bytesToHex))
          const known = history.filter(one => heads.has(idOf(one)))
          const one = await control(room, creator, operation, target, known)
          history.push(one)
          return one
        }
        for (const name of hostile) {
          if (roleOf(evaluateMembership(room, history), accountNamed(name)) !== null)
            await sayNext('remove', name)
        }
        const witness = await sayNext('add', 'a witness')
        const purged = membersOf(evaluateMembership(room, history))
        const all = [...history, ...(await lateWords(history.slice(0, -1), after))]
        for (const view of [all, closureOf(all, [witness, ...all.slice(history.length)])]) {
          expect(membersOf(evaluateMembership(room, view))).toEqual(purged)
        }
      }),
      runs(60),
    ))

  /** Of the hostile, following anything that was there before they were removed, and each other. */
  const lateWords = async (
    history: readonly Control[],
    plan: readonly Step[],
  ): Promise<readonly Control[]> => {
    const { grants } = await startRoom(room)
    const late: Control[] = []
    for (const given of plan) {
      const name = hostile[given.author % hostile.length] ?? 'eve'
      const all = [...history, ...late]
      const chosen = given.after.flatMap(index => all[index % (all.length + 1)] ?? [])
      const grant = grants.get(name)
      const operation = (['add', 'admin', 'remove'] as const)[given.operation % 3] ?? 'add'
      const target = given.target % 2 === 0 ? 'a friend of theirs' : 'dan'
      late.push(
        await control(room, name, operation, target, grant === undefined ? chosen : [...chosen, grant]),
      )
    }
    return late
  }
})

describe('a record that follows as much as it may', () => {
  it('costs little, and one that follows more is no record', async () => {
    const added = await control(room, creator, 'add', 'ana', [])
    const forks: Control[] = []
    for (let index = 0; index < limits.controlHeads; index++) {
      forks.push(await control(room, creator, 'add', `guest ${index}`, [added]))
    }
    const merge = await control(room, creator, 'add', 'bo', forks)
    expect(counts(evaluateMembership(room, [added, ...forks, merge]), merge)).toBe(true)
    const more = await control(room, creator, 'add', 'one more', [added])
    await expect(control(room, creator, 'add', 'bo', [...forks, more])).rejects.toThrow('wrong-shape')
  })
})
