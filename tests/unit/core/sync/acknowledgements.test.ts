import { beforeEach, expect, test } from 'vitest'
import { type Acknowledgements, loadAcknowledgements } from '../../../../src/core/sync/acknowledgements.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryRowStorage } from '../../../../src/platform/memory/row-storage.ts'
import type { RowStorage } from '../../../../src/core/ports.ts'

const dayMs = 86_400_000
const doc = (index: number): string => index.toString(16).padStart(32, '0')
const [one, two] = ['aa'.repeat(16), 'bb'.repeat(16)]
const clock = createManualClock()

let rows: ReturnType<typeof createMemoryRowStorage>
const load = (most?: number): Promise<Acknowledgements> => loadAcknowledgements({ rows, clock }, most)
const written = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

beforeEach(() => {
  rows = createMemoryRowStorage()
})

test('what a relay has is known after a restart', async () => {
  const before = await load()
  before.useRelay('r1')
  before.note(doc(1), one)
  await written()
  const after = await load()
  after.useRelay('r1')
  expect(after.isAcknowledged(doc(1), one)).toBe(true)
  expect(after.isAcknowledged(doc(1), two)).toBe(false)
  expect(after.isAcknowledged(doc(2), one)).toBe(false)
  expect([after.note(doc(1), one), after.note(doc(1), two)]).toEqual([false, true])
})

test('each is a small write of its own, and what is known already is not written again', async () => {
  const sizes: number[] = []
  const counting: RowStorage = {
    ...rows,
    write: changes => {
      sizes.push(changes.length)
      return rows.write(changes)
    },
  }
  const marks = await loadAcknowledgements({ rows: counting, clock })
  marks.useRelay('r1')
  for (let index = 0; index < 5; index++) {
    marks.note(doc(index), one)
    await written()
  }
  marks.note(doc(0), one)
  await written()
  expect(sizes).toEqual([2, 1, 1, 1, 1])
})

test('one relay never speaks for another, not even when the disk was full in between', async () => {
  const marks = await load()
  marks.useRelay('r1')
  marks.note(doc(1), one)
  await written()
  rows.failWith('full')
  marks.useRelay('r2')
  await written()
  expect(marks.isAcknowledged(doc(1), one)).toBe(false)
  rows.failWith(null)
  const after = await load()
  after.useRelay('r2')
  expect(after.isAcknowledged(doc(1), one)).toBe(false)
  marks.note(doc(2), two)
  await written()
  const last = await load()
  last.useRelay('r2')
  expect([1, 2].map(index => last.isAcknowledged(doc(index), index === 1 ? one : two))).toEqual([false, true])
})

test('of more than are kept, the oldest go first', async () => {
  const marks = await load(10)
  marks.useRelay('r1')
  for (let index = 0; index < 8; index++) marks.note(doc(index), one)
  await written()
  clock.advance(dayMs)
  const later = await load(10)
  later.useRelay('r1')
  later.note(doc(0), two)
  for (let index = 8; index < 13; index++) later.note(doc(index), one)
  await written()
  const last = await load()
  const kept = Array.from({ length: 13 }, (_, index) => index).filter(index =>
    last.isAcknowledged(doc(index), index === 0 ? two : one),
  )
  expect(kept).toEqual([0, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(await rows.count('ack/', 'ack0')).toEqual({ ok: true, value: 11 })
})

test('rows that cannot be read say nothing', async () => {
  await rows.write([
    ['ack/relay', new TextEncoder().encode('r1')],
    [`ack/${doc(1)}`, Uint8Array.of(1, 2, 3)],
  ])
  const marks = await load()
  marks.useRelay('r1')
  expect(marks.isAcknowledged(doc(1), one)).toBe(false)
})
