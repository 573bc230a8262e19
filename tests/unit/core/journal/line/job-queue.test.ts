import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createJobQueue, type JobQueue } from '../../../../../src/core/journal/line/job-queue.ts'

let queue: JobQueue<string>
let begun: string[]
let ends: Map<string, () => void>

beforeEach(() => {
  queue = createJobQueue({ background: 2, all: 3, looks: 2 })
  begun = []
  ends = new Map()
})
const job = (name: string) => () => {
  begun.push(name)
  return new Promise<string>(resolve => ends.set(name, () => resolve(name)))
}
const add = (name: string, isLookedAt = false) => queue.add(name, isLookedAt, job(name))
const end = async (name: string) => {
  ends.get(name)?.()
  await Promise.resolve()
  await Promise.resolve()
}

describe('the queue', () => {
  test('does a few at once, and what is looked at before what waits', async () => {
    for (const name of ['a', 'b', 'c', 'd']) void add(name)
    expect(begun).toEqual(['a', 'b'])
    void add('look')
    void add('look', true)
    expect(begun).toEqual(['a', 'b', 'look'])
    await end('look')
    expect(begun).toHaveLength(3)
    await end('a')
    expect(begun).toEqual(['a', 'b', 'look', 'c'])
  })

  test('does the same job once, and again when it is over', async () => {
    const [first, second] = [add('a'), add('a', true)]
    expect(second).toBe(first)
    expect(queue.has('a')).toBe(true)
    await end('a')
    expect([await first, queue.has('a')]).toEqual(['a', false])
    void add('a')
    expect(begun).toEqual(['a', 'a'])
  })

  test('takes only so many looks, and goes on after one that failed', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(add(name, true)).not.toBeNull()
    expect(add('f', true)).toBeNull()
    const failing = queue.add('failing', false, () => Promise.reject(new Error('lost')))
    for (const name of ['a', 'b', 'c', 'd', 'e']) await end(name)
    await expect(failing).rejects.toThrow('lost')
    void add('g')
    expect(begun.at(-1)).toBe('g')
  })

  test('does once more what is under way, and only once', async () => {
    void add('a')
    const [first, second] = [queue.redo('a', job('a')), queue.redo('a', job('a'))]
    expect(second).toBe(first)
    expect(begun).toEqual(['a'])
    await end('a')
    await vi.waitFor(() => expect(begun).toHaveLength(2))
    expect(queue.has('a')).toBe(true)
    await end('a')
    expect([await first, begun, queue.has('a')]).toEqual(['a', ['a', 'a'], false])
  })

  test('does once what waits, however often it is to be done again', async () => {
    for (const name of ['a', 'b', 'c']) void add(name)
    void queue.redo('c', job('c'))
    await end('a')
    expect(begun).toEqual(['a', 'b', 'c'])
    await end('c')
    expect(queue.has('c')).toBe(false)
  })

  test('does again what failed', async () => {
    const failing = queue.add('a', false, () => Promise.reject(new Error('lost')))
    const again = queue.redo('a', job('a'))
    await expect(failing).rejects.toThrow('lost')
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    await end('a')
    expect(await again).toBe('a')
  })

  test('begins nothing once it is closed', async () => {
    for (const name of ['a', 'b', 'c']) void add(name)
    queue.close()
    await end('a')
    expect(begun).toEqual(['a', 'b'])
  })
})
