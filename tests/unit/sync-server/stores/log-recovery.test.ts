import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeEntry, keyOfDocument } from '../../../../sync-server/stores/log/entry.ts'
import { encodeSegmentHead, sealFrame } from '../../../../sync-server/stores/log/frame.ts'
import { openLogStore } from '../../../../sync-server/stores/log-store.ts'
import { alice, append, idOf, open, opening, replace, temporaryDirectory, textsOf } from './log-support.ts'

/** Leaves the directory as a killed process would: no index, and the lock still there. */
const leaveAsKilled = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    if (name.endsWith('.log') || name === 'store-id') await copyFile(join(from, name), join(to, name))
  }
  await writeFile(join(to, 'lock'), `${process.pid} - of-an-earlier-life`)
}

const alter = async (path: string, change: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(path, change(await readFile(path)))

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 0x40
  return bytes
}

/** Every place when slow tests are asked for, else every fifth. */
const stride = process.env['SLOW'] === '1' ? 1 : 5

/** Three answered batches and the place where the third begins. */
const threeBatches = async () => {
  const directory = await temporaryDirectory()
  const { store } = await open(directory)
  const log = join(directory, '000001.log')
  await append(store, idOf(1), 'first', 'second')
  await append(store, idOf(2), 'other')
  const lastBegins = (await stat(log)).size
  await append(store, idOf(1), 'third')
  const killed = await temporaryDirectory()
  await leaveAsKilled(directory, killed)
  await store.close()
  return { directory: killed, log: await readFile(join(killed, '000001.log')), lastBegins }
}

describe('a torn tail', () => {
  test('cut at any byte of the last batch: that batch alone is gone, and writing goes on', async () => {
    const { directory, log, lastBegins } = await threeBatches()
    const path = join(directory, '000001.log')
    for (let length = lastBegins; length <= log.length; length++) {
      await writeFile(path, log.subarray(0, length))
      await rm(join(directory, 'index'), { force: true })
      const opened = await open(directory)
      const isWhole = length === log.length
      const expected = isWhole ? ['first', 'second', 'third'] : ['first', 'second']
      expect(await textsOf(opened.store, idOf(1))).toEqual(expected)
      expect(await textsOf(opened.store, idOf(2))).toEqual(['other'])
      const tornBytes = isWhole ? 0 : length - lastBegins
      expect(opening(opened)).toMatchObject({ tornBytes, skippedBytes: 0, brokenDocuments: 0 })
      await append(opened.store, idOf(1), 'later')
      await opened.store.close()
      const again = await open(directory)
      expect(await textsOf(again.store, idOf(1))).toEqual([...expected, 'later'])
      await again.store.close()
    }
  })

  test('any byte of the last batch altered: all before it is there', async () => {
    const { directory, log, lastBegins } = await threeBatches()
    const path = join(directory, '000001.log')
    for (let at = lastBegins; at < log.length; at++) {
      await writeFile(path, flip(at)(Buffer.from(log)))
      await rm(join(directory, 'index'), { force: true })
      const { store } = await open(directory)
      expect(await textsOf(store, idOf(1))).toEqual(['first', 'second'])
      expect(await textsOf(store, idOf(2))).toEqual(['other'])
      await store.close()
    }
  })

  test('a last segment of which only the name was made is as if it had never been', async () => {
    const { directory } = await threeBatches()
    const second = encodeSegmentHead({ number: 2, marker: 5, seed: 6 })
    const torn = [...Array.from(second, (_, length) => second.subarray(0, length)), Buffer.alloc(48)]
    const expected = ['first', 'second', 'third']
    for (const bytes of torn) {
      await writeFile(join(directory, '000002.log'), bytes)
      const opened = await open(directory)
      expect(opening(opened)).toMatchObject({ skippedBytes: 0, lostSegments: 0 })
      expect(await textsOf(opened.store, idOf(1))).toEqual(expected)
      expected.push(`after ${bytes.length}`)
      await append(opened.store, idOf(1), `after ${bytes.length}`)
      await opened.store.close()
      await rm(join(directory, 'index'))
    }
    const { store } = await open(directory)
    expect(await textsOf(store, idOf(1))).toEqual(expected)
    await store.close()
  })
})

describe('damage in the middle of the log', () => {
  test('any byte altered: other documents are whole, the damaged one ends before the damage', async () => {
    const { directory, log, lastBegins } = await threeBatches()
    const path = join(directory, '000001.log')
    for (let at = 0; at < lastBegins; at += stride) {
      await writeFile(path, flip(at)(Buffer.from(log)))
      await rm(join(directory, 'index'), { force: true })
      const { store } = await open(directory)
      const seen = JSON.stringify([await textsOf(store, idOf(1)), await textsOf(store, idOf(2))])
      const whole = [['first', 'second', 'third'], ['other']]
      const withoutFirst = [null, ['other']]
      const withoutOther = [['first', 'second', 'third'], null]
      expect([whole, withoutFirst, withoutOther].map(each => JSON.stringify(each))).toContain(seen)
      expect(seen === JSON.stringify(whole)).toBe(at < 48)
      await store.close()
    }
  })

  test('a batch lost between two others takes what came after it: never a child without its parent', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    await append(store, idOf(1), 'first')
    const secondBegins = (await stat(join(directory, '000001.log'))).size
    await append(store, idOf(1), 'second')
    await append(store, idOf(1), 'third')
    await store.close()
    await rm(join(directory, 'index'))
    await alter(join(directory, '000001.log'), flip(secondBegins + 50))
    const damaged = await open(directory)
    expect(await textsOf(damaged.store, idOf(1))).toEqual(['first'])
    expect(opening(damaged).brokenDocuments).toBe(1)
    await append(damaged.store, idOf(1), 'second', 'third')
    await damaged.store.close()
    await rm(join(directory, 'index'))
    const again = await open(directory)
    expect(await textsOf(again.store, idOf(1))).toEqual(['first', 'second', 'third'])
    await again.store.close()
  })

  test('clients learn of it by a new store id, once', async () => {
    const { directory, lastBegins } = await threeBatches()
    const before = (await readFile(join(directory, 'store-id'))).subarray(8, 24)
    await alter(join(directory, '000001.log'), flip(lastBegins - 2))
    const damaged = await open(directory)
    const after = damaged.store.storeId()
    expect(Buffer.from(after).equals(before)).toBe(false)
    expect(opening(damaged).skippedBytes).toBeGreaterThan(0)
    await damaged.store.close()
    const again = await open(directory)
    expect(again.store.storeId()).toEqual(after)
    await again.store.close()
  })

  test('a document can be brought again after its beginning was lost', async () => {
    const { directory } = await threeBatches()
    await alter(join(directory, '000001.log'), flip(80))
    const { store } = await open(directory)
    expect(await textsOf(store, idOf(1))).toBeNull()
    await append(store, idOf(1), 'first', 'second', 'third', 'fourth')
    await store.close()
    await rm(join(directory, 'index'))
    const again = await open(directory)
    expect(await textsOf(again.store, idOf(1))).toEqual(['first', 'second', 'third', 'fourth'])
    expect(opening(again).brokenDocuments).toBe(0)
    await again.store.close()
  })

  test('damage met while reading: unknown from then on, counted, told by the store id, taken again', async () => {
    const directory = await temporaryDirectory()
    const { store, events } = await open(directory)
    await append(store, idOf(1), 'first')
    await append(store, idOf(2), 'other')
    const before = store.storeId()
    await alter(join(directory, '000001.log'), flip(48 + 12 + 22 + 32 + 5))
    expect(await Promise.all([textsOf(store, idOf(1)), textsOf(store, idOf(1))])).toEqual([null, null])
    expect(await textsOf(store, idOf(2))).toEqual(['other'])
    expect(events).toContainEqual({ type: 'document-damaged', documentId: idOf(1) })
    expect(store.storeId()).not.toEqual(before)
    const after = store.storeId()
    await append(store, idOf(1), 'first')
    expect(await textsOf(store, idOf(1))).toEqual(['first'])
    await store.close()
    const again = await open(directory)
    expect(again.store.storeId()).toEqual(after)
    expect(await textsOf(again.store, idOf(1))).toEqual(['first'])
    await again.store.close()
  })

  test('what Eve put inside a change is never taken for an entry', async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    const log = join(directory, '000001.log')
    const forged = encodeEntry({ key: keyOfDocument(idOf(9)), previous: null, owner32: alice }, [
      new TextEncoder().encode('forged'),
    ])
    // As much as she can know: the format, not this segment's marker and seed.
    sealFrame(forged, { number: 1, marker: 0, seed: 0 })
    const changes = Array.from({ length: 50 }, () => forged)
    await store.append(idOf(1), { owner32: alice, changes })
    await append(store, idOf(2), 'other')
    await store.close()
    await rm(join(directory, 'index'))
    await alter(log, flip(48 + 2))
    const again = await open(directory)
    expect(await textsOf(again.store, idOf(9))).toBeNull()
    expect(await textsOf(again.store, idOf(2))).toEqual(['other'])
    await again.store.close()
  })

  test('an unreadable segment among others is left alone and its number is not given again', async () => {
    const directory = await temporaryDirectory()
    const first = await open(directory, { segmentBytes: 300 })
    for (let round = 0; round < 20; round++) await append(first.store, idOf(round), `text ${round}`)
    await first.store.close()
    await writeFile(join(directory, '000002.log'), Buffer.alloc(500, 7))
    const { store, events } = await open(directory, { segmentBytes: 300 })
    expect(opening({ store, events }).lostSegments).toBe(1)
    const texts = await Promise.all(Array.from({ length: 20 }, (_, at) => textsOf(store, idOf(at))))
    const kept = texts.filter((each, at) => each?.[0] === `text ${at}`).length
    expect(kept).toBeGreaterThan(10)
    expect(texts.filter(each => each === null).length).toBe(20 - kept)
    await append(store, idOf(99), 'new')
    await store.close()
    expect(await readFile(join(directory, '000002.log'))).toEqual(Buffer.alloc(500, 7))
  })

  test('with nothing readable at all it does not start, and removes nothing', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, '000001.log'), Buffer.alloc(500, 7))
    expect(await openLogStore({ directory })).toEqual({ ok: false, error: { type: 'store-unreadable' } })
    expect((await stat(join(directory, '000001.log'))).size).toBe(500)
    await rm(join(directory, '000001.log'))
    const { store } = await open(directory)
    await store.close()
  })
})

describe('the snapshot of the index', () => {
  const filled = async () => {
    const directory = await temporaryDirectory()
    const { store } = await open(directory)
    await append(store, idOf(1), 'a')
    await append(store, idOf(2), 'b')
    await replace(store, idOf(2), 'c')
    await store.close()
    return directory
  }

  test('altered anywhere or cut at any length it is ignored', async () => {
    const directory = await filled()
    const path = join(directory, 'index')
    const index = await readFile(path)
    const variants = [
      ...Array.from(index, (_, at) => flip(at)(Buffer.from(index))),
      ...Array.from(index, (_, length) => index.subarray(0, length)),
    ]
    for (const variant of variants.filter((_, at) => at % stride === 0)) {
      await writeFile(path, variant)
      const opened = await open(directory)
      expect(opening(opened).fromSnapshot).toBe(false)
      expect(await textsOf(opened.store, idOf(1))).toEqual(['a'])
      expect(await textsOf(opened.store, idOf(2))).toEqual(['c'])
      await opened.store.close()
    }
  })

  test('an older one is completed from the log', async () => {
    const directory = await filled()
    const older = await readFile(join(directory, 'index'))
    const { store } = await open(directory)
    await append(store, idOf(1), 'd')
    await append(store, idOf(3), 'e')
    await store.close()
    await writeFile(join(directory, 'index'), older)
    const again = await open(directory)
    expect(opening(again)).toMatchObject({ fromSnapshot: true, documents: 3 })
    expect(await textsOf(again.store, idOf(1))).toEqual(['a', 'd'])
    expect(await textsOf(again.store, idOf(3))).toEqual(['e'])
    expect(await again.store.bytesByOwner(alice)).toEqual({ ok: true, value: 4 })
    await again.store.close()
  })

  test('one of another log is ignored', async () => {
    const directory = await filled()
    const other = await filled()
    await copyFile(join(other, 'index'), join(directory, 'index'))
    const opened = await open(directory)
    expect(opening(opened).fromSnapshot).toBe(false)
    expect(await textsOf(opened.store, idOf(1))).toEqual(['a'])
    await opened.store.close()
  })

  test('one that knows more than the log does is ignored', async () => {
    const directory = await filled()
    await alter(join(directory, '000001.log'), log => log.subarray(0, log.length - 1))
    const opened = await open(directory)
    expect(opening(opened).fromSnapshot).toBe(false)
    expect(await textsOf(opened.store, idOf(2))).toEqual(['b'])
    await opened.store.close()
  })
})
