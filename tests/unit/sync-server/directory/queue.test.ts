/** Which documents are read, and when. */
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createReadingQueue, type QueueLimits } from '../../../../sync-server/directory/queue.ts'

const turn = async (): Promise<void> => {
  for (let step = 0; step < 10; step++) await new Promise(resolve => setImmediate(resolve))
}

const create = (chosen: Partial<QueueLimits> = {}) => {
  const clock = createManualClock()
  const reads: string[] = []
  const events: string[] = []
  let held: (() => void) | null = null
  const state = { isHolding: false, isFailing: false }
  const queue = createReadingQueue(
    clock,
    { restMs: 1_000, restAtMostMs: 3_000, maxWaiting: 4, ...chosen },
    {
      async read(doc, changedAtMs) {
        if (state.isFailing) throw new Error('no thread')
        reads.push(`${doc} ${changedAtMs === null ? 'as it is' : 'changed'}`)
        if (state.isHolding) await new Promise<void>(resolve => (held = resolve))
      },
      onFailed: () => events.push('failed'),
      onBacklogDone: () => events.push('backlog done'),
      onSettled: hasForgotten => events.push(hasForgotten ? 'settled, and some forgotten' : 'settled'),
    },
  )
  return {
    queue,
    clock,
    reads,
    events,
    state,
    letGo: () => held?.(),
    async pass(ms: number): Promise<void> {
      clock.advance(ms)
      await turn()
    },
  }
}

describe('a document that changes', () => {
  test('is read once it has rested', async () => {
    const { queue, reads, pass, events } = create()
    queue.noteChange('a')
    await pass(900)
    queue.noteChange('a')
    await pass(900)
    expect(reads).toEqual([])
    await pass(100)
    expect(reads).toEqual(['a changed'])
    expect(events).toEqual(['settled'])
    expect(queue.isSettled()).toBe(true)
  })

  test('is read even if it never rests, and does not hold up the others', async () => {
    const { queue, reads, pass } = create()
    queue.noteChange('busy')
    queue.noteChange('calm')
    for (let at = 0; at < 5; at++) {
      await pass(500)
      queue.noteChange('busy')
    }
    await pass(499)
    expect(reads).toEqual(['calm changed'])
    await pass(1)
    expect(reads).toEqual(['calm changed', 'busy changed'])
  })

  test('while it is being read is read again', async () => {
    const { queue, reads, pass, state, letGo } = create()
    state.isHolding = true
    queue.noteChange('a')
    await pass(1_000)
    queue.noteChange('a')
    await pass(1_000)
    expect(reads).toHaveLength(1)
    letGo()
    await pass(0)
    expect(reads).toHaveLength(2)
  })

  test('waits no longer than it must behind a backlog', async () => {
    const { queue, reads, pass, state, letGo } = create()
    state.isHolding = true
    queue.addBacklog(['x', 'y'])
    queue.noteChange('a')
    await pass(1_000)
    letGo()
    await pass(0)
    expect(reads).toEqual(['y as it is', 'a changed'])
  })
})

describe('a queue', () => {
  test('says when its backlog is done, also of one that is empty, whatever else waits', async () => {
    const { queue, pass, events, reads } = create()
    queue.addBacklog([])
    expect(events.splice(0)).toEqual(['backlog done'])
    await pass(0)
    events.splice(0)
    queue.noteChange('a')
    queue.addBacklog(['x', 'y'])
    await pass(0)
    expect(reads).toEqual(['y as it is', 'x as it is'])
    expect(events).toEqual(['backlog done'])
  })

  test('forgets what is too much, and says so once', async () => {
    const { queue, pass, events, reads } = create()
    for (const doc of ['a', 'b', 'c', 'd', 'e', 'f']) queue.noteChange(doc)
    await pass(1_000)
    expect(reads).toHaveLength(4)
    expect(events).toEqual(['settled, and some forgotten'])
    queue.noteChange('a')
    await pass(1_000)
    expect(events).toEqual(['settled, and some forgotten', 'settled'])
  })

  test('tries again what could not be read, after a while', async () => {
    const { queue, pass, events, reads, state } = create()
    state.isFailing = true
    queue.addBacklog(['x'])
    await pass(0)
    expect(events).toEqual(['failed'])
    expect(queue.isSettled()).toBe(false)
    state.isFailing = false
    await pass(4_999)
    expect(reads).toEqual([])
    await pass(1)
    expect(reads).toEqual(['x as it is'])
    expect(events).toEqual(['failed', 'backlog done', 'settled'])
  })

  test('reads nothing more once it is closed', async () => {
    const { queue, pass, reads, clock } = create()
    queue.noteChange('a')
    await queue.close()
    await pass(5_000)
    queue.noteChange('b')
    queue.addBacklog(['x'])
    await pass(5_000)
    expect(reads).toEqual([])
    expect(clock.waiting()).toBe(0)
  })
})
