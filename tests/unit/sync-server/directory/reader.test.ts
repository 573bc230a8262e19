/** The thread that reads documents, and what becomes of documents that it cannot bear. */
import * as Automerge from '@automerge/automerge'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../../../../src/base/clock.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createReader, type DocumentReader } from '../../../../sync-server/directory/reader.ts'
import type { ReadJob } from '../../../../sync-server/directory/read-content.ts'
import type { ReaderThread, StartThread } from '../../../../sync-server/directory/thread.ts'
import { startBuiltReader } from '../../../support/directory-parts.ts'

const owner = new Uint8Array(32).fill(1) as AccountId
const fixed = (text: string) => new Automerge.ImmutableString(text)
const jobOf = (doc: Automerge.Doc<Record<string, unknown>>, kind: ReadJob['kind'] = 'profile'): ReadJob => ({
  kind,
  owner,
  changes: Automerge.getAllChanges(doc),
})
const ana = jobOf(Automerge.from<Record<string, unknown>>({ v: 1, listed: true, name: fixed('Ana') }))
const isAna = { ok: true, value: { kind: 'profile', profile: { name: 'Ana', place: '', roles: [] } } }

const readers: DocumentReader[] = []
afterEach(async () => {
  await Promise.all(readers.splice(0).map(reader => reader.close()))
})

interface Watched {
  readonly reader: DocumentReader
  starts: number
  ends: number
}

interface Made {
  readonly readMs?: number
  readonly idleMs?: number
  readonly clock?: Clock
}

const create = (start: StartThread, { clock = systemClock, ...limits }: Made = {}): Watched => {
  const watched = {
    starts: 0,
    ends: 0,
    reader: createReader(
      async () => {
        watched.starts++
        const thread = await start()
        return {
          read: thread.read,
          async end() {
            watched.ends++
            await thread.end()
          },
        }
      },
      clock,
      { readMs: 20_000, idleMs: 60_000, ...limits },
    ),
  }
  readers.push(watched.reader)
  return watched
}

/** Nothing, 200,000 times in one list: a hundred bytes, over which Automerge sits for a second or more. */
const stalling = (): ReadJob =>
  jobOf(Automerge.from({ v: 1, e: Array.from({ length: 200_000 }, () => null) }), 'journal')

const unreadable = (): ReadJob => ({
  ...ana,
  changes: [new Uint8Array([0x85, 0x6f, 0x4a, 0x83, 1, 2, 3, 4, 1, 2, 0, 0])],
})

describe('a document', () => {
  test('is read in a thread of its own, one after the other', async () => {
    const watched = create(startBuiltReader)
    expect(await watched.reader.read(ana)).toEqual(isAna)
    expect(await watched.reader.read(ana)).toEqual(isAna)
    expect([watched.starts, watched.ends]).toEqual([1, 0])
  })

  test('that stalls the thread ends it in time, and the next one is read', async () => {
    const clock = createManualClock()
    const watched = create(startBuiltReader, { readMs: 1_500, clock })
    expect(await watched.reader.read(ana)).toEqual(isAna)
    const stalled = watched.reader.read(stalling())
    clock.advance(1_500)
    expect(await stalled).toEqual({ ok: false, error: 'stalled-reader' })
    expect(await watched.reader.read(ana)).toEqual(isAna)
    expect([watched.starts, watched.ends]).toEqual([2, 1])
  }, 60_000)

  test('that Automerge cannot read is told apart, and read in a thread that is not used again', async () => {
    const watched = create(startBuiltReader)
    expect(await watched.reader.read(unreadable())).toEqual({ ok: false, error: 'unreadable' })
    expect(await watched.reader.read(ana)).toEqual(isAna)
    expect([watched.starts, watched.ends]).toEqual([2, 1])
  })
})

/** A thread that does as it is told instead of reading. */
const threadThat =
  (script: string): StartThread =>
  async () => {
    const worker = new Worker(`const { parentPort } = require('node:worker_threads'); ${script}`, {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: 16 },
    })
    const gone = new Promise<never>((_, reject) => {
      worker.once('error', reject)
      worker.once('exit', code => reject(new Error(`ended with ${code}`)))
    })
    gone.catch(() => undefined)
    return {
      async read(job) {
        worker.postMessage(job)
        const [answer] = (await Promise.race([once(worker, 'message'), gone])) as [unknown]
        return answer
      },
      async end() {
        await worker.terminate()
      },
    } satisfies ReaderThread
  }

describe('a thread', () => {
  test.each([
    ['ends', `parentPort.on('message', () => process.exit(3))`],
    ['throws', `parentPort.on('message', () => { throw new Error('x') })`],
    [
      'eats all its memory',
      `parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) })`,
    ],
  ])('that %s over a document does no more harm', async (_, script) => {
    const { reader } = create(threadThat(script))
    expect(await reader.read(ana)).toEqual({ ok: false, error: 'killed-reader' })
    expect(await reader.read(ana)).toEqual({ ok: false, error: 'killed-reader' })
  })

  test('that never comes to an end is ended', async () => {
    const { reader } = create(threadThat(`parentPort.on('message', () => { for (;;) {} })`), { readMs: 200 })
    expect(await reader.read(ana)).toEqual({ ok: false, error: 'stalled-reader' })
  })

  test.each(['7', '"text"', '{}', 'new Uint8Array([1, 2, 3])', 'new Uint8Array(100_000_000)'])(
    'that answers %s has read nothing',
    async answer => {
      const { reader } = create(
        threadThat(`parentPort.on('message', () => parentPort.postMessage(${answer}))`),
      )
      expect(await reader.read(ana)).toEqual({ ok: false, error: 'unreadable' })
    },
  )

  test('ends when there was nothing to read for a while, and another begins when there is', async () => {
    const watched = create(startBuiltReader, { idleMs: 50 })
    expect(await watched.reader.read(ana)).toEqual(isAna)
    await expect.poll(() => watched.ends).toBe(1)
    expect(await watched.reader.read(ana)).toEqual(isAna)
    expect(watched.starts).toBe(2)
  })

  test('that cannot be started says nothing about the document', async () => {
    const { reader } = create(() => Promise.reject(new Error('no thread')))
    await expect(reader.read(ana)).rejects.toThrow('no thread')
  })

  test('that is closed over a document says nothing about it', async () => {
    const { reader } = create(threadThat(`parentPort.on('message', () => { for (;;) {} })`))
    const reading = reader.read(ana)
    await new Promise(resolve => setImmediate(resolve))
    await reader.close()
    await expect(reading).rejects.toThrow('closed')
  })
})
