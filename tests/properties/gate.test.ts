import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { areHeadsSealed, keepCovered } from '../../src/protocol/gate/rebuild.ts'
import { diceFrom } from '../unit/protocol/changes/random-history.ts'
import { alicesProfile, createChain, createPeer, type Peer } from '../unit/protocol/gate/gate-world.ts'
import {
  atOrBeneath,
  devicesOf,
  forgeFrom,
  type History,
  honestHistory,
  inPieces,
  parsed,
  pick,
  runs,
  sealedBy,
  seeds,
  shuffled,
} from './gate-histories.ts'

const unionOfHeads = ({ chunks }: History): readonly string[] => {
  const beneath = new Set(chunks.flatMap(bytes => parsed(bytes).deps))
  return chunks
    .map(bytes => parsed(bytes).hash)
    .filter(hash => !beneath.has(hash))
    .toSorted()
}

describe('honest devices', () => {
  it('get everything through the gate, in whatever order, pieces and repeats it arrives', () =>
    fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const dice = diceFrom(seed)
        const devices = devicesOf(1 + dice(4))
        const history = await honestHistory(dice, devices, 4 + dice(10))
        const reader = createPeer(createChain(...devices).judge)
        const deliveries = shuffled(dice, [...history.chunks, ...history.chunks.slice(0, dice(9))])
        const released: string[] = []
        for (const piece of inPieces(dice, deliveries, 1 + dice(12))) {
          const admission = await reader.receive(`peer ${dice(3)}`, piece)
          expect(admission.refused).toEqual([])
          for (const { hash, deps } of admission.released) {
            for (const dep of deps) expect(released).toContain(dep)
            expect(released).not.toContain(hash)
            released.push(hash)
          }
        }
        expect(released.toSorted()).toEqual(history.chunks.map(bytes => parsed(bytes).hash).toSorted())
        expect(reader.heads().toSorted()).toEqual(unionOfHeads(history))
        expect([reader.gate.stagedCount(), reader.gate.stagedBytes(), reader.gate.missing()]).toEqual([
          0,
          0,
          [],
        ])
      }),
      runs(25),
    ))

  it('see the same with an attacker among them as without, and are told of no fault', () =>
    fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const dice = diceFrom(seed)
        const devices = devicesOf(1 + dice(3))
        const history = await honestHistory(dice, devices, 4 + dice(8))
        const { judge } = createChain(...devices)
        const undisturbed = createPeer(judge)
        const attacked = createPeer(judge)
        for (const piece of inPieces(dice, shuffled(dice, history.chunks), 1 + dice(8))) {
          await undisturbed.receive('honest', piece)
          for (let forgery = dice(4); forgery > 0; forgery--) {
            await attacked.receive('eve', await forgeFrom(dice, history.chunks))
          }
          expect((await attacked.receive('honest', piece)).refused).toEqual([])
        }
        await attacked.reconsider()
        expect(attacked.heads().toSorted()).toEqual(unionOfHeads(history))
        expect(attacked.heads()).toEqual(undisturbed.heads())
        expect(attacked.content()).toEqual(undisturbed.content())
        attacked.gate.dropPeer('eve')
        expect([attacked.gate.stagedCount(), attacked.gate.stagedBytes(), attacked.gate.missing()]).toEqual([
          0,
          0,
          [],
        ])
      }),
      runs(40),
    ))
})

describe('a revocation', () => {
  it('leaves the same changes standing, whenever it and they arrive', () =>
    fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const dice = diceFrom(seed)
        const devices = devicesOf(2 + dice(2))
        const history = await honestHistory(dice, devices, 6 + dice(8))
        const revoked = pick(dice, devices)
        const seals = history.chunks.filter(bytes => sealedBy(bytes) !== null)
        const own = seals.filter(bytes => sealedBy(bytes) === revoked.id).map(bytes => parsed(bytes).hash)
        const frontier = shuffled(dice, own).slice(0, dice(3))
        const vouched = seals.filter(bytes => sealedBy(bytes) !== revoked.id).map(bytes => parsed(bytes).hash)
        const expected = atOrBeneath(history.chunks, [...vouched, ...frontier])

        for (let arrival = 0; arrival < 3; arrival++) {
          const chain = createChain(...devices)
          const pieces = inPieces(dice, shuffled(dice, history.chunks), 1 + dice(6))
          const revocationAt = dice(pieces.length + 1)
          let reader = createPeer(chain.judge)
          let held: Uint8Array[] = []
          for (let index = 0; index <= pieces.length; index++) {
            if (index === revocationAt) {
              chain.revoke(revoked, ...frontier)
              ;({ reader, held } = await rebuilt(chain.judge, held, pieces.slice(0, index).flat()))
            }
            const admission = await reader.receive('honest', pieces[index] ?? [])
            held.push(...admission.released.map(({ bytes }) => bytes))
          }
          expect(held.map(bytes => parsed(bytes).hash).toSorted()).toEqual([...expected].toSorted())
        }
      }),
      runs(25),
    ))

  const verifier = createVerifier()

  /** What a device does: takes out what no seal covers, and is sent again what waited. */
  const rebuilt = async (
    judge: Parameters<typeof createPeer>[0],
    held: readonly Uint8Array[],
    sentAgain: readonly Uint8Array[],
  ): Promise<{ reader: Peer; held: Uint8Array[] }> => {
    const judgement = { genesis: alicesProfile, judge, verify: await verifier }
    const deps = new Map(held.map(bytes => [parsed(bytes).hash, parsed(bytes).deps]))
    const beneath = new Set([...deps.values()].flat())
    const heads = held.map(parsed).filter(({ hash }) => !beneath.has(hash))
    const kept = await keepCovered(judgement, held)
    expect(await areHeadsSealed(judgement, heads, hash => deps.get(hash))).toBe(
      kept.length === held.length && heads.every(head => sealedBy(head.bytes) !== null),
    )
    const reader = createPeer(judge)
    const again = await reader.receive(
      'storage',
      kept.map(({ bytes }) => bytes),
    )
    expect(again.released.length).toBe(kept.length)
    const resent = await reader.receive('honest', sentAgain)
    return { reader, held: [...kept, ...resent.released].map(({ bytes }) => bytes) }
  }
})
