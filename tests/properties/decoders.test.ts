import * as Automerge from '@automerge/automerge'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import { parseChange } from '../../src/protocol/changes/change.ts'
import { decodeStatement, encodeStatement } from '../../src/protocol/changes/statement.ts'
import { dec, enc, type Item } from '../../src/protocol/codec/cbor.ts'
import { maxOpOf } from '../../src/protocol/gate/rules.ts'
import { parseAccountGenesis } from '../../src/protocol/records/account-genesis.ts'
import { parseAuth } from '../../src/protocol/records/auth.ts'
import { parseLink } from '../../src/protocol/records/link.ts'
import { parsePrekey } from '../../src/protocol/records/prekey.ts'
import { parseRecord } from '../../src/protocol/records/record.ts'
import { bodyOf, chunkAround, deflate } from '../support/forger.ts'
import { type Content, diceFrom, type Doc, randomHistory } from '../unit/protocol/changes/random-history.ts'
import { pick, seeds } from './gate-histories.ts'
import { flip, type Format, mutate } from './tampering.ts'
import { createFormats } from './protocol-formats.ts'

const isSlow = process.env['SLOW'] === '1'
/** Of each format; a million and more in all when slow. */
const mutations = isSlow ? 90_000 : 600

let formats: readonly Format[] = []

beforeAll(async () => {
  formats = await createFormats()
})

describe('every decoder', () => {
  it('reads what was written, as it was written', () => {
    for (const { name, valid, readBack } of formats) {
      for (const bytes of valid)
        expect([name, bytesToHex(readBack(bytes) ?? new Uint8Array())]).toEqual([name, bytesToHex(bytes)])
    }
  })

  it('survives what has been tampered with, and takes no second spelling', () => {
    let accepted = 0
    for (const { name, valid, readBack } of formats) {
      const seed = isSlow ? Date.now() % 2 ** 31 : 1
      const dice = diceFrom(seed)
      for (let index = 0; index < mutations; index++) {
        const tampered = mutate(dice, pick(dice, valid), valid)
        const again = readBackOrThrow(name, seed, readBack, tampered)
        if (again === null) continue
        accepted++
        if (bytesToHex(again) !== bytesToHex(tampered))
          throw new Error(`${name}, seed ${seed}: took ${bytesToHex(tampered)}`)
      }
    }
    expect(accepted).toBeGreaterThan(0)
  })

  const readBackOrThrow = (
    name: string,
    seed: number,
    readBack: Format['readBack'],
    bytes: Uint8Array,
  ): Uint8Array | null => {
    try {
      return readBack(bytes)
    } catch (error) {
      throw new Error(`${name}, seed ${seed}: threw on ${bytesToHex(bytes)}`, { cause: error })
    }
  }

  it('says no to noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), noise => {
        for (const { name, readBack } of formats) {
          const again = readBack(noise)
          if (again !== null) expect([name, bytesToHex(again)]).toEqual([name, bytesToHex(noise)])
        }
      }),
      { numRuns: isSlow ? 20_000 : 200 },
    )
  })

  it('of statements takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), message => {
        const decoded = decodeStatement(message)
        if (decoded.ok) expect(encodeStatement(decoded.value)).toBe(message)
      }),
      { numRuns: isSlow ? 20_000 : 200 },
    )
  })
})

const items: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>(tie => ({
  item: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeNat(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'grapheme' }).map(text => `\ufeff${text}`),
    fc.uint8Array(),
    fc.array(tie('item'), { maxLength: 6 }),
  ),
})).item

describe('enc and dec', () => {
  it('agree on every item', () => {
    fc.assert(
      fc.property(items, item => {
        expect(dec(enc(item), 'item')).toEqual({ ok: true, value: item })
      }),
      { numRuns: isSlow ? 50_000 : 500 },
    )
  })

  it('leave every record of any shape to its parser, which never throws', () => {
    const kinds = fc.constantFrom('genesis', 'link', 'prekey', 'auth', 'seal', 'pop', 'other')
    fc.assert(
      fc.property(kinds, fc.array(items, { maxLength: 6 }), (kind, body) => {
        const record = parseRecord([kind, body, new Uint8Array(64)])
        expect(record.ok).toBe(kind !== 'other')
        if (!record.ok) return
        for (const parse of [parseLink, parsePrekey, parseAuth, parseAccountGenesis])
          expect(parse(record.value).ok).toBe(false)
      }),
      { numRuns: isSlow ? 50_000 : 500 },
    )
  })
})

describe('a tampered change that Automerge takes too', () => {
  it('means the same to the gate as to Automerge', () =>
    fc.assert(
      fc.property(seeds, seed => {
        const dice = diceFrom(seed)
        const all = Automerge.getAllChanges(randomHistory(dice, 3, 30))
        const at = dice(all.length)
        const [before] = Automerge.applyChanges(Automerge.init<Content>(), all.slice(0, at))
        for (let attempt = 0; attempt < 20; attempt++) {
          const forged = chunkAround(flip(dice, bodyOf(all[at] ?? new Uint8Array())))
          const bytes = dice(4) === 0 ? deflate(forged.bytes) : forged.bytes
          const theirs = metaOf(before, bytes, forged.hash)
          const ours = parseChange(bytes)
          if (theirs === null || !ours.ok) continue
          const { actor, seq, startOp, deps, time, message } = ours.value
          expect({ seed, actor, seq, startOp, deps, time, message, maxOp: maxOpOf(ours.value) }).toEqual({
            seed,
            actor: theirs.actor,
            seq: theirs.seq,
            startOp: theirs.startOp,
            deps: theirs.deps,
            time: theirs.time,
            message: theirs.message ?? '',
            maxOp: theirs.maxOp,
          })
        }
      }),
      { numRuns: isSlow ? 1_000 : 20 },
    ))

  /** Null when Automerge does not apply it. */
  const metaOf = (before: Doc, bytes: Uint8Array, hash: string) => {
    try {
      const [after] = Automerge.applyChanges(Automerge.clone(before), [bytes])
      return Automerge.getChangesMetaSince(after, []).find(one => one.hash === hash) ?? null
    } catch {
      return null
    }
  }
})
