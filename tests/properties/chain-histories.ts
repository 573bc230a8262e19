/** Random accounts: histories in which anybody does anything, and histories in which a thief attacks owners. */
import fc from 'fast-check'
import { bytesToHex } from '../../src/base/bytes.ts'
import { type AccountState, evaluateChain } from '../../src/protocol/accounts/chain.ts'
import type { Link, LinkOperation } from '../../src/protocol/records/link.ts'
import {
  adding,
  frontierOf,
  genesis,
  keyNamed,
  link,
  resetting,
  revoking,
  root,
  secretOf,
} from '../unit/protocol/accounts/people.ts'

export const runs = (few: number): fc.Parameters<unknown> => ({
  numRuns: process.env['SLOW'] === '1' ? few * 100 : few,
})

export interface Step {
  readonly author: number
  readonly op: number
  readonly target: number
  readonly number: number
  readonly after: readonly number[]
  readonly knowsOwnAdd: boolean
}

export const step: fc.Arbitrary<Step> = fc.record({
  author: fc.nat(99),
  op: fc.nat(99),
  target: fc.nat(99),
  number: fc.integer({ min: 1, max: 3 }),
  after: fc.array(fc.nat(999), { minLength: 1, maxLength: 3 }),
  knowsOwnAdd: fc.boolean(),
})

const pick = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

const keyOf = (name: string): Uint8Array => (name === 'root' ? root : keyNamed(name))

/** The links that `step` follows: any of the last twenty or the genesis, and perhaps what added its author. */
const chooseAfter = (links: readonly Link[], author: Uint8Array, { after, knowsOwnAdd }: Step): Link[] => {
  const recent = links.slice(-20)
  const chosen = after.flatMap(index => recent[index % (recent.length + 1)] ?? [])
  const ownAdd = links.find(
    ({ operation }) => operation.op === 'add' && bytesToHex(operation.device) === bytesToHex(author),
  )
  return knowsOwnAdd && ownAdd !== undefined ? [...chosen, ownAdd] : chosen
}

/** Root adds a; a adds b; b adds c; c adds d. */
const startFamily = async (): Promise<Link[]> => {
  const a = await link(root, [], adding('a'))
  const b = await link(keyNamed('a'), [a], adding('b'))
  const c = await link(keyNamed('b'), [b], adding('c'))
  return [a, b, c, await link(keyNamed('c'), [c], adding('d'))]
}

const everybody = ['a', 'b', 'c', 'd', 'e', 'f', 'root'] as const

/** Anybody does anything, with no regard to rules. */
export const anarchy = async (steps: readonly Step[]): Promise<readonly Link[]> => {
  const links = await startFamily()
  for (const [index, one] of steps.entries()) {
    const author = keyOf(pick(everybody, one.author))
    links.push(await link(author, chooseAfter(links, author, one), anyOperation(one, index)))
  }
  return links
}

const anyOperation = ({ op, target, number }: Step, index: number): LinkOperation => {
  const names = everybody.filter(name => name !== 'root')
  if (op < 35) return { ...adding(pick(names, target)), name: `add ${index}` } as LinkOperation
  if (op < 65) return revoking(pick(names, target), frontierOf('doc', `seal ${index}`))
  if (op < 80) return secretOf(number, `${index}`)
  return resetting(
    number,
    names.filter((_, place) => (target >> place) % 2 === 1),
  )
}

export const owners = ['a', 'b'] as const
export const thief = 'c'
const puppets = ['puppet 0', 'puppet 1', 'puppet 2'] as const
export const attackers = [thief, ...puppets] as const
const victims = ['a', 'b', 'd', 'honest 0', 'honest 1', 'honest 2', ...attackers] as const

/** Owners a and b, elder than the thief c, keep the rules but know only part; c signs whatever it can. */
export const theft = async (steps: readonly Step[], start?: readonly Link[]): Promise<readonly Link[]> => {
  const links = start === undefined ? await startFamily() : [...start]
  for (const [place, one] of steps.entries()) {
    const index = links.length + place
    const made = one.author < 25 ? await honestStep(links, one, index) : await thievishStep(links, one, index)
    if (made !== null) links.push(made)
  }
  return links
}

const thievishStep = (links: readonly Link[], one: Step, index: number): Promise<Link> => {
  const author = keyNamed(one.author < 65 ? thief : pick(puppets, one.author))
  return link(author, chooseAfter(links, author, one), thievishOperation(one, index))
}

const thievishOperation = ({ op, target, number }: Step, index: number): LinkOperation => {
  if (op < 40) return { ...adding(pick(attackers, target)), name: `add ${index}` } as LinkOperation
  if (op < 75) return revoking(pick(victims, target), frontierOf('doc', forgedSeal(index)))
  if (op < 90) return secretOf(number, `forged ${index}`)
  return resetting(1, ['c'])
}

const forgedSeal = (index: number): string => `forged ${index}`

/** An owner acts on what it has seen: a closed part of the history that holds its own links. */
const honestStep = async (links: readonly Link[], one: Step, index: number): Promise<Link | null> => {
  const owner = keyNamed(pick(owners, one.author))
  const own = links.filter(({ by }) => bytesToHex(by) === bytesToHex(owner))
  const seen = closureOf(links, [...links.slice(0, 2), ...own, ...one.after.map(place => pick(links, place))])
  const state = evaluateChain(genesis, seen)
  return link(owner, [...state.nextPrev], honestOperation(state, one, index))
}

const honestOperation = (state: AccountState, { op, number }: Step, index: number): LinkOperation => {
  if (op < 40 && state.devices.has(bytesToHex(keyNamed(thief)))) {
    return revoking(thief, frontierOf('doc', `honest ${index}`))
  }
  if (op < 70) return secretOf((state.secret?.generation ?? 0) + 1, `honest ${index}`)
  return { ...adding(`honest ${index}`), name: `honest ${number}` } as LinkOperation
}

/** `some` of the links with all that they follow. */
export const closureOf = (links: readonly Link[], some: readonly Link[]): readonly Link[] => {
  const byId = new Map(links.map(one => [bytesToHex(one.rid), one]))
  const reached = new Set<Link>()
  const waiting = [...some]
  for (const one of waiting) {
    if (reached.has(one)) continue
    reached.add(one)
    waiting.push(...one.prev.flatMap(rid => byId.get(bytesToHex(rid)) ?? []))
  }
  return links.filter(one => reached.has(one))
}

/** Everything that a state says, as one comparable value. */
export const summary = (state: AccountState): unknown => ({
  ...state,
  devices: [...state.devices],
  known: [...state.known].toSorted(),
  counted: [...state.counted].toSorted(),
})
