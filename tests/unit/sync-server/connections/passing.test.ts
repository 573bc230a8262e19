import { expect, it } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createPassing } from '../../../../sync-server/connections/passing.ts'

const account = new Uint8Array(32).fill(1) as AccountId
const [own, foreign, unknown] = ['1', '2', '3'].map(digit => digit.repeat(32)) as [string, string, string]
const word = Uint8Array.of(7)

const openPassing = (limits = { wordsPerSecond: 20, wordBurst: 40 }) => {
  const clock = createManualClock()
  const owners = new Map<string, Uint8Array>([
    [own, account],
    [foreign, new Uint8Array(32).fill(2)],
  ])
  const passed: string[] = []
  const asked: string[] = []
  const violations: string[] = []
  const pass = createPassing({
    clock,
    limits,
    account,
    ownerOf: async doc => {
      asked.push(doc)
      return owners.get(doc) ?? null
    },
    pass: doc => void passed.push(doc),
    violation: what => void violations.push(what),
  })
  return { clock, owners, passed, asked, violations, pass }
}

it('hands on what is about one’s own documents, asking once whose they are', async () => {
  const { pass, passed, asked, violations } = openPassing()
  for (const doc of [own, own, foreign, foreign]) await pass(doc, word)
  expect([passed, asked, violations.length]).toEqual([[own, own], [own, foreign], 2])
})

it('asks again about a document that was not there', async () => {
  const { pass, passed, owners, violations } = openPassing()
  await pass(unknown, word)
  owners.set(unknown, account)
  await pass(unknown, word)
  expect([passed, violations]).toEqual([[unknown], []])
})

it('drops what comes faster than it may', async () => {
  const { clock, pass, passed } = openPassing({ wordsPerSecond: 10, wordBurst: 3 })
  for (let count = 0; count < 10; count++) await pass(own, word)
  expect(passed).toHaveLength(3)
  clock.advance(100)
  for (let count = 0; count < 10; count++) await pass(own, word)
  expect(passed).toHaveLength(4)
})
