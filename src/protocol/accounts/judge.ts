/**
 * Judging links on their own past (PROTOCOL §3): was the author allowed to say this, given all that the
 * link itself says it knew? The answer never changes, whatever arrives later.
 */
import type { Bits } from './bits.ts'
import { type ChainGraph, type Key, type Node, rootKey } from './graph.ts'
import type { AddNode, Book, ResetNode, RevokeNode, SecretNode, Standing } from './standing.ts'
import { isJunior, newestSecret, standingIn } from './standing.ts'

/** Why a link could never count. */
export type Unsound =
  | 'not-authorised'
  | 'root-only'
  | 'not-a-device-key'
  | 'dead-key'
  | 'unknown-device'
  | 'not-senior'
  | 'wrong-generation'
  | 'wrong-counter'

export interface Judged {
  readonly book: Book
  /** By the index of the node. */
  readonly unsound: ReadonlyMap<number, Unsound>
}

export const judgeOwnPasts = (graph: ChainGraph): Judged => {
  const book: Book = { adds: [], revokes: [], secrets: [], resets: [] }
  const unsound = new Map<number, Unsound>()
  const standingBefore = createStandingBefore(book)
  for (const node of graph.nodes) {
    const standing = standingBefore(node.past)
    const problem = whyUnsound(book, standing, node)
    if (problem === null) enterBook(book, standing, node, graph.keyOf)
    else unsound.set(node.index, problem)
  }
  return { book, unsound }
}

/** Links that fork from one place share a past: judge them with one standing. */
const createStandingBefore = (book: Book): ((past: Bits) => Standing) => {
  let last: { past: Bits; standing: Standing } | null = null
  return past => {
    const same = last !== null && last.past.every((word, index) => word === past[index])
    if (last === null || !same) last = { past, standing: standingIn(book, past) }
    return last.standing
  }
}

const whyUnsound = (book: Book, standing: Standing, node: Node): Unsound | null => {
  const { operation } = node
  if (operation.op === 'reset') return whyNotReset(standing, node, operation.counter)
  if (node.by !== rootKey && !standing.isActive(node.by)) return 'not-authorised'
  switch (operation.op) {
    case 'add':
      return whyNotAdd(standing, node)
    case 'revoke':
      return whyNotRevoke(standing, node)
    case 'ak':
      return whyNotSecret(book, standing, node, operation.generation)
  }
}

/** Counters and generations grow by one, so that nobody can use up the numbers. */
const whyNotReset = (standing: Standing, node: Node, counter: number): Unsound | null => {
  if (node.by !== rootKey) return 'root-only'
  return counter === 1 + resetCounterOf(standing) ? null : 'wrong-counter'
}

export const resetCounterOf = (standing: Standing): number => standing.resets[0]?.node.operation.counter ?? 0

const whyNotAdd = (standing: Standing, node: Node): Unsound | null => {
  if (node.target === rootKey) return 'not-a-device-key'
  return standing.isDead(node.target) ? 'dead-key' : null
}

const whyNotRevoke = (standing: Standing, node: Node): Unsound | null => {
  if (!standing.addOf.has(node.target)) return 'unknown-device'
  return mayRevoke(standing, node.by, node.target) ? null : 'not-senior'
}

/** The root may revoke any device; a device itself and those junior to it. */
const mayRevoke = (standing: Standing, by: Key, target: Key): boolean =>
  by === rootKey || by === target || isJunior(standing, target, by)

const whyNotSecret = (book: Book, standing: Standing, node: Node, generation: number): Unsound | null => {
  const newest = newestSecret(book, node.past, standing)
  return generation === 1 + (newest?.operation.generation ?? 0) ? null : 'wrong-generation'
}

const enterBook = (book: Book, standing: Standing, node: Node, keyOf: (key: Uint8Array) => Key): void => {
  switch (node.operation.op) {
    case 'add':
      book.adds.push(node as AddNode)
      return
    case 'revoke':
      book.revokes.push(node as RevokeNode)
      return
    case 'ak':
      book.secrets.push(node as SecretNode)
      return
    case 'reset': {
      const kept = new Set(node.operation.keep.map(keyOf))
      const ended = [...standing.addOf.keys()].filter(
        device => standing.isActive(device) && !kept.has(device),
      )
      book.resets.push({ node: node as ResetNode, before: standing.resets, ended: new Set(ended) })
    }
  }
}
