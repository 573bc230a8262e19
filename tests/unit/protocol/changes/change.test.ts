import { deflateRawSync } from 'node:zlib'
import * as Automerge from '@automerge/automerge'
import { describe, expect, it } from 'vitest'
import { type Change, parseChange } from '../../../../src/protocol/changes/change.ts'
import { maxOpOf } from '../../../../src/protocol/gate/rules.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import {
  bodyOf,
  chunkAround,
  type Column,
  deflate,
  forge,
  sleb,
  takeApart,
  uleb,
} from '../../../support/forger.ts'
import { type Content, diceFrom, randomHistory } from './random-history.ts'

const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`refused: ${JSON.stringify(change.error)}`)
  return change.value
}

const actor = 'aa'.repeat(16)
const docSaying = (text: string): Automerge.Doc<Content> =>
  Automerge.change(Automerge.init<Content>({ actor }), { time: 0 }, draft => {
    draft['text'] = text
  })
const lastOf = (doc: Automerge.Doc<Content>): Uint8Array => {
  const last = Automerge.getLastLocalChange(doc)
  if (last === undefined) throw new Error('nothing was changed')
  return last
}
const actionSpec = 0x42

/** A change of exactly so many bytes, most of them after its columns. */
const sized = (length: number): Uint8Array => {
  const real = lastOf(docSaying('hello'))
  // The length of what is this large takes one byte more than that of the real change.
  return forge(real, { extra: new Uint8Array(length - real.length - 2) }).bytes
}

describe('reading a change', () => {
  it('says of thousands of random changes what Automerge says', () => {
    const seeds = process.env['SLOW'] === '1' ? 500 : 20
    let seen = 0
    for (let seed = 1; seed <= seeds; seed++) {
      const doc = randomHistory(diceFrom(seed), 1 + (seed % 5), 120)
      const meta = new Map(Automerge.getChangesMetaSince(doc, []).map(one => [one.hash, one]))
      for (const bytes of Automerge.getAllChanges(doc)) {
        const change = parsed(bytes)
        const theirs = meta.get(change.hash)
        expect({ seed, ...shown(change) }).toEqual({
          seed,
          hash: theirs?.hash,
          deps: theirs?.deps,
          actor: theirs?.actor,
          seq: theirs?.seq,
          startOp: theirs?.startOp,
          maxOp: theirs?.maxOp,
          time: theirs?.time,
          message: theirs?.message ?? '',
        })
        expect(change.deps).toEqual(change.deps.toSorted())
        seen++
      }
    }
    expect(seen).toBeGreaterThan(1_500)
  })

  it('takes a change that is as large as one may be, and none that is larger', () => {
    expect(sized(limits.changeBytes).length).toBe(limits.changeBytes)
    expect(parsed(sized(limits.changeBytes)).operationCount).toBe(6)
    expect(parseChange(sized(limits.changeBytes + 1))).toEqual({
      ok: false,
      error: { type: 'malformed', what: 'change', reason: 'too-large' },
    })
  })

  it('refuses trailing bytes, another magic, another chunk type and a wrong checksum', () => {
    const good = lastOf(docSaying('hello'))
    const reasonOf = (bytes: Uint8Array): string => {
      const change = parseChange(bytes)
      return change.ok ? 'accepted' : change.error.reason
    }
    expect(reasonOf(Uint8Array.from([...good, 0]))).toBe('not-automerge')
    expect(reasonOf(good.with(0, 0x84))).toBe('not-automerge')
    expect(reasonOf(good.with(8, 0))).toBe('unknown-kind')
    expect(reasonOf(good.with(8, 3))).toBe('unknown-kind')
    expect(reasonOf(good.with(4, (good[4] ?? 0) ^ 1))).toBe('bad-checksum')
    expect(reasonOf(good.with(good.length - 1, (good.at(-1) ?? 0) ^ 1))).toBe('bad-checksum')
  })

  it('refuses parents that are repeated or out of order: a second spelling of one change', () => {
    const doc = docSaying('hello')
    const left = parsed(lastOf(Automerge.change(Automerge.clone(doc), draft => void (draft['a'] = 1)))).hash
    const right = parsed(lastOf(Automerge.change(Automerge.clone(doc), draft => void (draft['b'] = 1)))).hash
    const [low = '', high = ''] = [left, right].toSorted()
    const real = lastOf(doc)
    expect(parsed(forge(real, { deps: [low, high] }).bytes).deps).toEqual([low, high])
    for (const deps of [
      [high, low],
      [low, low],
    ]) {
      expect(parseChange(forge(real, { deps }).bytes)).toMatchObject({
        ok: false,
        error: { reason: 'not-automerge' },
      })
    }
  })

  it('refuses a column that is deflated, whose operations could not be counted', () => {
    const real = lastOf(docSaying('hello'))
    const columns = takeApart(real).columns.map(({ spec, data }): Column =>
      spec === actionSpec ? { spec: spec | 8, data: deflateRawSync(data) } : { spec, data },
    )
    expect(parseChange(forge(real, { columns }).bytes)).toMatchObject({
      ok: false,
      error: { reason: 'not-automerge' },
    })
  })

  it('refuses a few bytes that claim millions of operations', () => {
    const real = lastOf(docSaying('hello'))
    for (const claimed of [limits.changeOperations + 1, 2 ** 40, 2 ** 52]) {
      const columns = takeApart(real).columns.map(({ spec, data }): Column => ({
        spec,
        data: spec === actionSpec ? Uint8Array.from([...sleb(claimed), 1]) : data,
      }))
      expect(parseChange(forge(real, { columns }).bytes)).toMatchObject({
        ok: false,
        error: { reason: 'too-large' },
      })
    }
  })

  it('refuses numbers beyond 2^53 and overlong spellings, in every field', () => {
    const body = bodyOf(lastOf(docSaying('hello')))
    const seqAt = 1 + 1 + 16
    const replaceSeq = (spelling: readonly number[]): Uint8Array =>
      chunkAround(Uint8Array.from([...body.subarray(0, seqAt), ...spelling, ...body.subarray(seqAt + 1)]))
        .bytes
    expect(parsed(replaceSeq([5])).seq).toBe(5)
    for (const spelling of [uleb(2n ** 53n), uleb(2n ** 63n), [0x81, 0x00], [0x00]]) {
      expect(parseChange(replaceSeq(spelling))).toMatchObject({
        ok: false,
        error: { reason: 'not-automerge' },
      })
    }
  })
})

describe('a deflated change', () => {
  const doc = docSaying('hello world '.repeat(100))
  const real = lastOf(doc)

  it('is the same change as the one that is not', () => {
    const packed = deflate(real)
    expect(packed.length).toBeLessThan(real.length / 4)
    expect(parsed(packed)).toEqual(parsed(real))
    const [applied] = Automerge.applyChanges(Automerge.init<Content>(), [packed])
    expect(Automerge.getHeads(applied)).toEqual([parsed(packed).hash])
  })

  it('is passed on in the one plain spelling, whatever its packing: nobody can fatten what others store', () => {
    const padded = deflate(real, contents => deflateRawSync(contents, { level: 0 }))
    const trailing = deflate(real, contents => Buffer.concat([deflateRawSync(contents), Buffer.alloc(1000)]))
    for (const spelling of [padded, trailing]) {
      const change = parseChange(spelling)
      if (change.ok) expect(change.value.bytes).toEqual(real)
    }
    expect(parsed(padded).bytes).toEqual(real)
  })

  it('may be exactly as large as one that is not: what is kept can be read again', () => {
    const largest = sized(limits.changeBytes)
    const larger = sized(limits.changeBytes + 1)
    for (const bytes of [largest, deflate(largest)]) {
      expect(Buffer.compare(parsed(bytes).bytes, largest)).toBe(0)
    }
    for (const bytes of [larger, deflate(larger)]) {
      expect(parseChange(bytes)).toMatchObject({ ok: false, error: { reason: 'too-large' } })
    }
  })

  it('is never what Automerge itself gives', () => {
    expect(Automerge.getAllChanges(Automerge.load(Automerge.save(doc))).map(bytes => bytes[8])).toEqual([1])
  })

  it('is refused when its body is broken, cut or says something else', () => {
    const reasonOf = (bytes: Uint8Array): string => {
      const change = parseChange(bytes)
      return change.ok ? 'accepted' : change.error.reason
    }
    expect(reasonOf(deflate(real, contents => deflateRawSync(contents).subarray(0, -3)))).toBe('too-large')
    expect(reasonOf(deflate(real, () => new Uint8Array()))).toBe('too-large')
    expect(reasonOf(deflate(real, () => Uint8Array.of(7, 7, 7)))).toBe('too-large')
    expect(reasonOf(deflate(real, () => deflateRawSync(Uint8Array.of(1, 2, 3))))).toBe('bad-checksum')
  })

  it('that is a bomb is refused before it goes off', () => {
    const bomb = deflate(real, () => deflateRawSync(Buffer.alloc(200 << 20)))
    expect(bomb.length).toBeLessThan(limits.changeBytes)
    const before = process.memoryUsage().arrayBuffers
    expect(parseChange(bomb)).toMatchObject({ ok: false, error: { reason: 'too-large' } })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 << 20)
  })
})

const shown = (change: Change) => ({
  hash: change.hash,
  deps: change.deps,
  actor: change.actor,
  seq: change.seq,
  startOp: change.startOp,
  maxOp: maxOpOf(change),
  time: change.time,
  message: change.message,
})
