import { beforeEach, expect, test } from 'vitest'
import { createResume, type Outcome, type Resume } from '../../../../src/core/sync/resume.ts'
import { loadRoster, type Roster } from '../../../../src/core/sync/roster.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryRowStorage } from '../../../../src/platform/memory/row-storage.ts'
import { bitsOf, type ResumeQuestion } from '../../../../src/protocol/relay/resume.ts'

const nonce = new Uint8Array(32).fill(4)
const heads = 'ab'.repeat(16)
const name = '0102030405060708'
const docNumber = (index: number): string => index.toString(16).padStart(32, '0')

let clock: ManualClock
let roster: Roster
let resume: Resume
const questions: ResumeQuestion[] = []
const outcomes: Outcome[] = []

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}
const start = async (): Promise<void> => {
  resume.start(nonce)
  await turns()
}
const ask = (...numbers: readonly number[]): void => {
  for (const number of numbers) resume.ask(docNumber(number), heads)
}
const last = (): ResumeQuestion => {
  const question = questions.at(-1)
  if (question === undefined) throw new Error('nothing was asked')
  return question
}
/** `same`: places in the question. */
const answer = (as: string, asked: number, same: readonly number[]): void =>
  resume.take({ number: last().number, name: as, same: bitsOf(asked, same) })
const told = (): readonly string[] =>
  outcomes.splice(0).map(({ doc, isSame }) => `${Number.parseInt(doc, 16)} ${isSame ? 'same' : 'different'}`)

beforeEach(async () => {
  questions.length = 0
  outcomes.length = 0
  clock = createManualClock()
  roster = await loadRoster(createMemoryRowStorage())
  resume = createResume({
    roster: Promise.resolve(roster),
    clock,
    send: frame => void (frame.type === 'resume' && questions.push(frame.question)),
    onOutcomes: some => void outcomes.push(...some),
  })
  await start()
})

test('what is asked within a moment goes in one question, and the next waits for its answer', () => {
  ask(1, 2)
  expect(questions).toHaveLength(0)
  clock.advance(20)
  expect(last().listed.map(({ doc }) => doc)).toEqual([1, 2].map(docNumber))
  ask(3)
  clock.advance(1_000)
  expect(questions).toHaveLength(1)
  answer(name, 2, [1])
  expect(told()).toEqual(['1 different', '2 same'])
  clock.advance(20)
  expect(last().roster).toMatchObject({ name, count: 2, members: [] })
  expect(last().listed.map(({ doc }) => doc)).toEqual([docNumber(3)])
})

test('what the relay remembers is asked by its place, in order; what it forgot is listed', async () => {
  ask(1, 2, 3)
  clock.advance(20)
  answer(name, 3, [])
  told()
  await start()
  ask(3, 1, 4)
  clock.advance(20)
  expect(last()).toMatchObject({
    roster: { name, count: 3, members: [0, 2] },
    listed: [{ doc: docNumber(4) }],
  })
  answer(name.replace('0', '9'), 1, [0])
  expect(told()).toEqual(['4 same'])
  clock.advance(20)
  expect(last().roster).toMatchObject({ name: name.replace('0', '9'), count: 1 })
  expect(last().listed.map(({ doc }) => doc)).toEqual([1, 3].map(docNumber))
  answer(name.replace('0', '9'), 2, [0, 1])
  expect(told()).toEqual(['1 same', '3 same'])
  expect([1, 3, 4].map(number => roster.placeOf(docNumber(number)))).toEqual([1, 2, 0])
})

test('few of very many are named, which costs less than a bit for each', async () => {
  roster.begin(
    name,
    Array.from({ length: 2_000 }, (_, index) => docNumber(index)),
  )
  ask(5)
  clock.advance(20)
  expect(last()).toMatchObject({ roster: null, listed: [{ doc: docNumber(5) }] })
  answer('', 1, [0])
  expect(told()).toEqual(['5 same'])
  expect(roster.count()).toBe(2_000)
})

test('more than fits is asked in turn', () => {
  ask(...Array(5_000).keys())
  clock.advance(20)
  expect(last().listed).toHaveLength(4_096)
  answer(name, 4_096, [])
  clock.advance(20)
  expect(last().listed).toHaveLength(904)
})

test('what is withdrawn, or asked anew, is not answered from before', () => {
  ask(1, 2, 3)
  resume.withdraw(docNumber(3))
  clock.advance(20)
  resume.withdraw(docNumber(1))
  ask(2)
  answer(name, 2, [0, 1])
  expect(told()).toEqual([])
  clock.advance(20)
  answer(name, 1, [0])
  expect(told()).toEqual(['2 same'])
})

test('an answer that does not fit is none: each is different, now and until the next connection', async () => {
  ask(1, 2)
  clock.advance(20)
  resume.take({ number: last().number + 1, name, same: bitsOf(2, [0, 1]) })
  expect(told()).toEqual([])
  resume.take({ number: last().number, name, same: bitsOf(20, [0, 1]) })
  expect(told()).toEqual(['1 different', '2 different'])
  ask(3)
  clock.advance(20)
  expect(questions).toHaveLength(1)
  expect(told()).toEqual(['3 different'])
  await start()
  ask(3)
  clock.advance(20)
  expect(questions).toHaveLength(2)
})

test('a relay that does not answer is not waited for, nor asked again', () => {
  ask(1)
  clock.advance(20)
  ask(2)
  clock.advance(9_999)
  expect(told()).toEqual([])
  clock.advance(1)
  expect(told()).toEqual(['1 different', '2 different'])
  ask(3)
  clock.advance(20)
  expect(told()).toEqual(['3 different'])
  expect(questions).toHaveLength(1)
})

test('nothing is answered once the line is down', () => {
  ask(1)
  clock.advance(20)
  resume.stop()
  answer(name, 1, [0])
  ask(2)
  clock.advance(60_000)
  expect(told()).toEqual([])
  expect(clock.waiting()).toBe(0)
})

test('one state looks different on each connection', async () => {
  ask(1)
  clock.advance(20)
  resume.start(new Uint8Array(32).fill(5))
  await turns()
  ask(1)
  clock.advance(20)
  const [one, two] = questions.map(({ listed }) => listed[0]?.digest.join())
  expect(one).not.toBe(two)
})

test('the roster is the same after a restart, unless a part of it was lost', async () => {
  const rows = createMemoryRowStorage()
  const kept = await loadRoster(rows)
  kept.begin('ff'.repeat(8), [docNumber(9)])
  kept.begin(name, [docNumber(1), docNumber(2)])
  kept.join([docNumber(3)])
  await turns()
  await turns()
  const again = await loadRoster(rows)
  expect([again.name(), again.count(), again.placeOf(docNumber(3))]).toEqual([name, 3, 2])
  expect(again.placeOf(docNumber(9))).toBeUndefined()
  await rows.write([[`roster/${name}/0000`, null]])
  expect((await loadRoster(rows)).count()).toBe(0)
})
