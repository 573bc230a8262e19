import * as Automerge from '@automerge/automerge'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAtOrBeneath } from '../../../../src/protocol/changes/graph.ts'
import { decodeSyncMessage } from '../../../../src/protocol/sync/message.ts'
import { encodeBloom, readBloom } from '../../../../sync-server/documents/bloom.ts'
import { createHistory, type History } from '../../../../sync-server/documents/history.ts'

const hashOf = (index: number): string => index.toString(16).padStart(64, '0')

/** Each change stands on some of those before it. */
const historyWith = (parents: readonly (readonly number[])[]): History => {
  const history = createHistory()
  for (const [index, picks] of parents.entries()) {
    const deps = index === 0 ? [] : [...new Set(picks.map(pick => hashOf(pick % index)))]
    history.add({
      hash: hashOf(index),
      deps: index > 0 && deps.length === 0 ? [hashOf(0)] : deps,
      actor: 'a',
      seq: index + 1,
      maxOp: index,
    })
    history.keep([{ hash: hashOf(index), bytes: Uint8Array.of(index) }])
  }
  return history
}

/** What Automerge says it has, when it says it first. */
const oneBloom = (count: number): { readonly hashes: readonly string[]; readonly bloom: Uint8Array } => {
  let doc = Automerge.init<Record<string, unknown>>()
  for (let index = 0; index < count; index++) doc = Automerge.change(doc, draft => void (draft['n'] = index))
  const [, message] = Automerge.generateSyncMessage(doc, Automerge.initSyncState())
  const decoded = decodeSyncMessage(message ?? new Uint8Array())
  if (!decoded.ok) throw new Error(decoded.error.reason)
  const hashes = Automerge.getAllChanges(doc).map(bytes => Automerge.decodeChange(bytes).hash)
  return { hashes, bloom: decoded.value.have[0]?.bloom ?? new Uint8Array() }
}

const shape = fc.array(fc.array(fc.nat({ max: 50 }), { maxLength: 3 }), { minLength: 1, maxLength: 40 })

describe('a history', () => {
  test('answers what is not beneath some heads, as walking all of it would', () => {
    fc.assert(
      fc.property(shape, fc.array(fc.nat({ max: 60 }), { maxLength: 4 }), (parents, picks) => {
        const history = historyWith(parents)
        const from = picks.map(hashOf)
        const known = from.filter(hash => history.has(hash))
        const all = Array.from({ length: history.size() }, (_, index) => index)
        const expected = all.filter(
          index => !isAtOrBeneath(hash => history.get(hash)?.deps, hashOf(index), known),
        )
        expect([...history.notBeneath(from)]).toEqual(expected)
        const struck = new Set(all)
        history.strike(from, struck)
        expect([...struck]).toEqual(expected)
      }),
    )
  })

  test('knows the heads of its beginnings', () => {
    fc.assert(
      fc.property(shape, parents => {
        const history = historyWith(parents)
        const ends = Array.from({ length: history.size() }, (_, index) => index + 1)
        const expected = ends.map(end => history.upTo(end).heads())
        expect(history.headsBefore(ends).map(heads => heads.toSorted())).toEqual(expected)
      }),
    )
  })
})

describe('a bloom filter', () => {
  test('is the one that Automerge makes of the same changes', () => {
    const { hashes, bloom } = oneBloom(100)
    expect(encodeBloom(hashes.length, hashes)).toEqual(bloom)
  })

  test('has all that was put in, and little else', () => {
    const hashes = oneBloom(400).hashes
    const mayHave = readBloom(encodeBloom(200, hashes.slice(0, 200)))
    expect(hashes.slice(0, 200).every(hash => mayHave?.(hash) === true)).toBe(true)
    expect(hashes.slice(200).filter(hash => mayHave?.(hash) === true).length).toBeLessThan(20)
  })

  test('that is empty has nothing, and one that cannot be is refused', () => {
    expect(readBloom(new Uint8Array())?.(hashOf(1))).toBe(false)
    for (const bytes of [
      [5, 0, 7],
      [5, 10, 0, 0, 0, 0, 0, 0, 0, 0],
      [5, 10, 7, 1],
      [5, 10, 200, 1, 1, 1, 1, 1, 1, 1, 1],
    ]) {
      expect(readBloom(Uint8Array.from(bytes))).toBeNull()
    }
  })
})
