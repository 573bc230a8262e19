/** The ends of a chain: what a peer remembers of it, and what the next link follows. */
import { compareBytes } from '../../base/bytes.ts'
import { emptyBits, hasBit, uniteInto } from './bits.ts'
import { type ChainGraph, type Key, type Node, rootKey } from './graph.ts'
import type { Judged } from './judge.ts'
import type { Standing } from './standing.ts'

/** As many as the format of `link` allows. */
const maxPrev = 64

/** Links that were right in their own past and that no such link follows. */
export const soundHeads = (graph: ChainGraph, judged: Judged): readonly Node[] => {
  const sound = graph.nodes.filter(node => !judged.unsound.has(node.index))
  const followed = emptyBits(graph.nodes.length)
  for (const node of sound) uniteInto(followed, node.past)
  return sound.filter(node => !hasBit(followed, node.index))
}

export const sortedRids = (nodes: readonly Node[]): readonly Uint8Array[] =>
  nodes.map(node => node.link.rid).toSorted(compareBytes)

/**
 * All of the heads, or as many as a link may name: a thief who forks the chain a thousandfold must not crowd
 * the other devices' heads out of the link that revokes it. Each author's heads take turns, seniors first.
 */
export const chooseNextPrev = (standing: Standing, heads: readonly Node[]): readonly Uint8Array[] => {
  const turns = new Map<Key, number>()
  const ranked = heads.map(node => {
    const turn = turns.get(node.by) ?? 0
    turns.set(node.by, turn + 1)
    return { node, turn, rank: rankOf(standing, node.by) }
  })
  ranked.sort((a, b) => a.turn - b.turn || a.rank - b.rank || a.node.index - b.node.index)
  return sortedRids(ranked.slice(0, maxPrev).map(({ node }) => node))
}

const rankOf = (standing: Standing, author: Key): number =>
  author === rootKey ? -1 : (standing.addOf.get(author)?.index ?? Number.MAX_SAFE_INTEGER)
