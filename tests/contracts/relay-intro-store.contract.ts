import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import {
  introRowName,
  type IntroRow,
  type IntroRowKind,
  type IntroStore,
  maxIntroRowBytes,
  maxRowsPerWrite,
} from '../../sync-server/stores/intro-store.ts'

export interface IntroStoreUnderTest {
  readonly store: IntroStore
  /** Closes the store and opens the same data again; null for adapters that keep nothing. */
  readonly reopen: (() => Promise<IntroStore>) | null
  cleanUp(): Promise<void>
}

const accountNumber = (number: number): AccountId =>
  new Uint8Array(32).map((_, at) => number >> (8 * at)) as AccountId

export const introRow = (kind: IntroRowKind, to: number, from: number, text = ''): IntroRow => ({
  kind,
  to: accountNumber(to),
  from: accountNumber(from),
  atMs: 1_000 * to + from,
  bytes: new TextEncoder().encode(text),
})

export const rowTexts = (store: IntroStore): string[] =>
  [...store.rows()].map(
    ({ kind, to, from, bytes }) => `${kind} ${to[0]} ${from[0]} ${new TextDecoder().decode(bytes)}`,
  )

export const describeIntroStore = (name: string, create: () => Promise<IntroStoreUnderTest>) =>
  describe(`relay intro store: ${name}`, () => {
    let subject: IntroStoreUnderTest
    let store: IntroStore
    beforeEach(async () => {
      subject = await create()
      store = subject.store
    })
    afterEach(async () => {
      await store.close()
      await subject.cleanUp()
    })
    const done = { ok: true, value: null }
    const put = (...rows: readonly IntroRow[]) => store.write({ put: rows })
    const reopened = async (): Promise<IntroStore> => {
      if (subject.reopen !== null) store = await subject.reopen()
      return store
    }

    test('holds nothing at first', async () => {
      expect([...store.rows()]).toEqual([])
      expect([...(await reopened()).rows()]).toEqual([])
    })

    test('gives back rows as they were put, in that order, also when opened again', async () => {
      const rows = [introRow('open', 1, 2, 'a'), introRow('blocked', 1, 2), introRow('delivered', 2, 1, 'b')]
      for (const row of rows) expect(await put(row)).toEqual(done)
      expect([...store.rows()]).toEqual(rows)
      expect([...(await reopened()).rows()]).toEqual(rows)
    })

    test('has one row of a kind for two accounts in one order, and the newest last', async () => {
      await put(introRow('open', 1, 2, 'old'))
      await put(introRow('open', 2, 1, 'other way'))
      await put(introRow('open', 1, 2, 'new'))
      expect(rowTexts(store)).toEqual(['open 2 1 other way', 'open 1 2 new'])
      expect(rowTexts(await reopened())).toEqual(['open 2 1 other way', 'open 1 2 new'])
    })

    test('removes what it has, and does not mind what it has not', async () => {
      await put(introRow('open', 1, 2), introRow('open', 1, 3))
      expect(await store.write({ remove: [introRow('open', 1, 2), introRow('blocked', 9, 9)] })).toEqual(done)
      expect(rowTexts(await reopened())).toEqual(['open 1 3 '])
    })

    test('removes and puts in one write', async () => {
      await put(introRow('open', 1, 2, 'a'))
      await store.write({ remove: [introRow('open', 1, 2)], put: [introRow('delivered', 1, 2, 'a')] })
      expect(rowTexts(store)).toEqual(['delivered 1 2 a'])
      expect(rowTexts(await reopened())).toEqual(['delivered 1 2 a'])
    })

    test('writes called together take effect in that order, and each is answered', async () => {
      const answers = await Promise.all([
        put(introRow('open', 1, 2, 'a')),
        store.write({ remove: [introRow('open', 1, 2)] }),
        put(introRow('open', 1, 3, 'b')),
        put(introRow('open', 1, 3, 'c')),
      ])
      expect(answers).toEqual(answers.map(() => done))
      expect(rowTexts(await reopened())).toEqual(['open 1 3 c'])
    })

    test('holds many rows, put and removed over and over', async () => {
      const names = new Map<string, IntroRow>()
      for (let round = 0; round < 12; round++) {
        const rows = Array.from({ length: 300 }, (_, at) =>
          introRow('open', at, round % 3, `${round} `.repeat(150)),
        )
        for (const row of rows) names.set(introRowName(row), row)
        const gone = rows.slice(0, 200)
        for (const row of gone) names.delete(introRowName(row))
        await put(...rows)
        await store.write({ remove: gone })
      }
      expect(new Map([...store.rows()].map(row => [introRowName(row), row]))).toEqual(names)
      expect(new Map([...(await reopened()).rows()].map(row => [introRowName(row), row]))).toEqual(names)
    })

    test('takes rows as large and as many as it says, and more is our own bug', async () => {
      const largest = introRow('open', 1, 2, 'x'.repeat(maxIntroRowBytes))
      const most = Array.from({ length: maxRowsPerWrite }, (_, at) => ({
        ...largest,
        from: accountNumber(at),
      }))
      expect(await put(...most)).toEqual(done)
      expect([...(await reopened()).rows()]).toEqual(most)
      const larger = introRow('open', 1, 2, 'x'.repeat(maxIntroRowBytes + 1))
      await expect((async () => put(larger))()).rejects.toThrow(TypeError)
      await expect((async () => put(...most, largest))()).rejects.toThrow(TypeError)
    })

    test('is closed once and for all, after what was called before', async () => {
      const last = put(introRow('open', 1, 2, 'a'))
      await Promise.all([store.close(), store.close()])
      expect(await last).toEqual(done)
      expect(await put(introRow('open', 1, 3))).toEqual({ ok: false, error: { type: 'store-closed' } })
      expect(rowTexts(store)).toEqual(['open 1 2 a'])
    })
  })
