/**
 * The control records of one room as a DAG: each once, each after everything it follows, with its causal past. The
 * order (depth, then rid) depends on nothing but the records, so it is the same for everybody.
 */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import { type Bits, emptyBits, setBit, uniteInto } from '../accounts/bits.ts'
import { limits } from '../limits.ts'
import type { Control, Room } from './room-types.ts'

/** An account id in hex. */
export type Name = string

export interface Node {
  /** Position in `graph.nodes`; also the seniority that an `add` or `admin` gives. */
  readonly index: number
  readonly control: Control
  readonly author: Name
  readonly target: Name
  /** Everything it follows, directly or not; never itself. */
  readonly past: Bits
}

export interface ControlGraph {
  /** Closed under `prev`, sorted by depth, then rid. */
  readonly nodes: readonly Node[]
  /** Records that follow, directly or not, something unknown; sorted by rid. */
  readonly pending: readonly Control[]
  readonly foreign: readonly Control[]
  readonly tooMany: readonly Control[]
}

export const createGraph = (room: Room, controls: readonly Control[]): ControlGraph => {
  const own = new Map<string, Control>()
  const foreign = new Map<string, Control>()
  for (const control of controls) {
    const home = equalBytes(control.room, room.id) ? own : foreign
    home.set(bytesToHex(control.id), control)
  }
  const { taken, left } = takeFairly(sortedById(own))
  const depths = depthsOfReachable(taken)
  return {
    nodes: toNodes(taken, depths),
    pending: [...taken].flatMap(([id, control]) => (depths.has(id) ? [] : [control])),
    foreign: sortedById(foreign).map(([, control]) => control),
    tooMany: left,
  }
}

type Entry = readonly [id: string, control: Control]

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sortedById = (controls: ReadonlyMap<string, Control>): readonly Entry[] =>
  [...controls].toSorted(([a], [b]) => compareText(a, b))

/** Of too many, every author's first before anybody's second: who floods a room loses their own records. */
const takeFairly = (
  entries: readonly Entry[],
): { taken: ReadonlyMap<string, Control>; left: readonly Control[] } => {
  if (entries.length <= limits.controlRecords) return { taken: new Map(entries), left: [] }
  const turns = new Map<Name, number>()
  const ranked = entries.map(entry => {
    const author = bytesToHex(entry[1].author)
    const turn = turns.get(author) ?? 0
    turns.set(author, turn + 1)
    return { entry, turn }
  })
  ranked.sort((a, b) => a.turn - b.turn || compareText(a.entry[0], b.entry[0]))
  const inOrder = ranked.map(({ entry }) => entry)
  const kept = inOrder.slice(0, limits.controlRecords)
  return {
    taken: new Map(kept.toSorted(([a], [b]) => compareText(a, b))),
    left: inOrder.slice(limits.controlRecords).map(([, control]) => control),
  }
}

const parentsOf = (control: Control): readonly string[] => [...new Set(control.prev.map(bytesToHex))]

export const appendTo = <T>(lists: Map<string, T[]>, key: string, value: T): void => {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [value])
  else known.push(value)
}

/** Kahn's walk from the records that follow nothing: what it never reaches is pending. */
const depthsOfReachable = (controls: ReadonlyMap<string, Control>): ReadonlyMap<string, number> => {
  const children = new Map<string, string[]>()
  const awaited = new Map<string, number>()
  const depths = new Map<string, number>()
  for (const [id, control] of controls) {
    const parents = parentsOf(control)
    awaited.set(id, parents.length)
    if (parents.length === 0) depths.set(id, 0)
    for (const parent of parents) appendTo(children, parent, id)
  }
  const deepest = new Map<string, number>()
  const ready = [...depths.keys()]
  for (const id of ready) {
    const depth = depths.get(id) ?? 0
    for (const child of children.get(id) ?? []) {
      deepest.set(child, Math.max(deepest.get(child) ?? 0, depth + 1))
      const left = (awaited.get(child) ?? 0) - 1
      awaited.set(child, left)
      if (left > 0) continue
      depths.set(child, deepest.get(child) ?? 0)
      ready.push(child)
    }
  }
  return depths
}

const toNodes = (
  controls: ReadonlyMap<string, Control>,
  depths: ReadonlyMap<string, number>,
): readonly Node[] => {
  const order = [...depths].toSorted(([a, depthA], [b, depthB]) => depthA - depthB || compareText(a, b))
  const nodes = new Map<string, Node>()
  for (const [id] of order) {
    const control = controls.get(id)
    if (control === undefined) continue
    const past = emptyBits(order.length)
    for (const parent of control.prev) {
      const before = nodes.get(bytesToHex(parent))
      if (before === undefined) continue
      uniteInto(past, before.past)
      setBit(past, before.index)
    }
    nodes.set(id, {
      index: nodes.size,
      control,
      author: bytesToHex(control.author),
      target: bytesToHex(control.account),
      past,
    })
  }
  return [...nodes.values()]
}

export const sortedRids = (nodes: readonly Node[]): readonly Uint8Array[] =>
  nodes.map(node => node.control.id).toSorted(compareBytes)
