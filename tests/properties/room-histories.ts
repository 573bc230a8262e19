/** Random rooms: histories in which anybody says anything, and histories in which some attack the others. */
import fc from 'fast-check'
import { bytesToHex } from '../../src/base/bytes.ts'
import { evaluateMembership } from '../../src/protocol/rooms/membership.ts'
import type { Control, ControlOperation, Membership, Room } from '../../src/protocol/rooms/room-types.ts'
import { chainNamed, control, membersOf } from '../unit/protocol/rooms/room-people.ts'

export const runs = (few: number): fc.Parameters<unknown> => ({
  numRuns: process.env['SLOW'] === '1' ? few * 100 : few,
})

export interface Step {
  readonly author: number
  readonly operation: number
  readonly target: number
  readonly after: readonly number[]
  readonly knowsOwnGrant: boolean
  readonly isHonest: boolean
}

export const step: fc.Arbitrary<Step> = fc.record({
  author: fc.nat(99),
  operation: fc.nat(99),
  target: fc.nat(99),
  after: fc.array(fc.nat(999), { minLength: 1, maxLength: 3 }),
  knowsOwnGrant: fc.boolean(),
  isHonest: fc.boolean(),
})

const operations: readonly ControlOperation[] = ['add', 'add', 'admin', 'remove', 'remove', 'leave']

const pick = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

export const creator = 'cleo'
/** Admins in the order in which they became it; the last two mean no good, nor do the members after them. */
export const seniors = ['ana', 'bo'] as const
const hostileAdmins = ['mallory', 'malik'] as const
export const hostile = [...hostileAdmins, 'mara', 'eve'] as const
const everybody = [creator, ...seniors, ...hostile, 'dan', 'fay']

export const idOf = (one: Control): string => bytesToHex(one.id)

/** All that the record follows, and it. */
export const closureOf = (controls: readonly Control[], ends: readonly Control[]): readonly Control[] => {
  const byId = new Map(controls.map(one => [idOf(one), one]))
  const found = new Set<Control>()
  const walk = (one: Control): void => {
    if (found.has(one)) return
    found.add(one)
    for (const id of one.prev) {
      const before = byId.get(bytesToHex(id))
      if (before !== undefined) walk(before)
    }
  }
  for (const end of ends) walk(end)
  return controls.filter(one => found.has(one))
}

const frontierFor = (operation: ControlOperation, number: number) =>
  operation === 'remove' ? ([[chainNamed('some'), number]] as const) : null

/** Follows any of the last twenty records, and perhaps what made its author an admin. */
const sayAnything = (
  room: Room,
  said: readonly Control[],
  author: string,
  given: Step,
  grants: ReadonlyMap<string, Control>,
): Promise<Control> => {
  const recent = said.slice(-20)
  const chosen = given.after.flatMap(index => recent[index % (recent.length + 1)] ?? [])
  const grant = grants.get(author)
  const after = given.knowsOwnGrant && grant !== undefined ? [...chosen, grant] : chosen
  const operation = pick(operations, given.operation)
  const target = operation === 'leave' && given.target > 5 ? author : pick(everybody, given.target)
  return control(room, author, operation, target, after, frontierFor(operation, given.target))
}

/** Cleo adds and promotes Ana, then Bo, then Mallory and Malik; Mara and Dan stay members. */
export const startRoom = async (room: Room): Promise<{ all: Control[]; grants: Map<string, Control> }> => {
  const all: Control[] = []
  const grants = new Map<string, Control>()
  const say = async (operation: ControlOperation, target: string): Promise<Control> => {
    const one = await control(room, creator, operation, target, all.slice(-1))
    all.push(one)
    return one
  }
  for (const name of [...seniors, ...hostileAdmins]) {
    await say('add', name)
    grants.set(name, await say('admin', name))
  }
  await say('add', 'mara')
  await say('add', 'dan')
  return { all, grants }
}

/** Anybody says anything, whatever they claim to have known. */
export const anarchy = async (room: Room, plan: readonly Step[]): Promise<readonly Control[]> => {
  const { all, grants } = await startRoom(room)
  for (const given of plan)
    all.push(await sayAnything(room, all, pick(everybody, given.author), given, grants))
  return distinct(all)
}

/**
 * The hostile say anything; creator and seniors only what an honest program says: after all that counts, adding and
 * removing among those who are not their seniors.
 */
export const attack = async (room: Room, plan: readonly Step[]): Promise<readonly Control[]> => {
  const { all, grants } = await startRoom(room)
  for (const given of plan) {
    const one = given.isHonest
      ? await sayHonestly(room, all, given)
      : await sayAnything(room, all, pick(hostile, given.author), given, grants)
    all.push(one)
  }
  return distinct(all)
}

const distinct = (controls: readonly Control[]): readonly Control[] => [
  ...new Map(controls.map(one => [idOf(one), one])).values(),
]

const sayHonestly = (room: Room, said: readonly Control[], given: Step): Promise<Control> => {
  const heads = new Set(evaluateMembership(room, said).heads.map(bytesToHex))
  const operation = pick(['add', 'remove'] as const, given.operation)
  const author = pick([creator, ...seniors], given.author)
  const target = pick([...hostile, 'dan', 'fay'], given.target)
  const after = said.filter(one => heads.has(idOf(one)))
  return control(room, author, operation, target, after, frontierFor(operation, given.target))
}

export const summaryOf = (membership: Membership) => ({
  members: membersOf(membership),
  ranks: membership.members.map(({ rank }) => rank),
  former: membership.former,
  counted: membership.counted.map(idOf),
  heads: membership.heads.map(bytesToHex),
  ignored: membership.ignored.map(({ id, reason }) => `${bytesToHex(id)} ${reason}`),
  pending: membership.pending.map(bytesToHex),
})
