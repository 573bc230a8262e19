import fc from 'fast-check'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../../../../sync-server/stores/memory-store.ts'
import type { DocumentStore, StoreEntry } from '../../../../sync-server/stores/store.ts'
import { idOf, open, temporaryDirectory } from './log-support.ts'

const runs = process.env['SLOW'] === '1' ? 1_000 : 25
const documents = 5

const entry: fc.Arbitrary<StoreEntry> = fc.record({
  owner32: fc.option(fc.integer({ min: 1, max: 2 }).map(owner => new Uint8Array(32).fill(owner))),
  changes: fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 4 }),
})
const document = fc.nat(documents - 1).map(idOf)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('append' as const), document, entry }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('replace' as const), document, entry }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('load' as const), document }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('reopen' as const, 'reopen without index' as const) }),
  },
)

const everythingIn = async (store: DocumentStore) => ({
  documents: await Promise.all(Array.from({ length: documents }, (_, at) => store.load(idOf(at)))),
  stats: await store.stats(),
  owned: await Promise.all([1, 2].map(owner => store.bytesByOwner(new Uint8Array(32).fill(owner)))),
})

test('whatever is written and however often it is opened, the log holds what memory holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async steps => {
      const directory = await temporaryDirectory()
      const limits = { segmentBytes: 500, maxChainEntries: 2 }
      let { store } = await open(directory, limits)
      const model = createMemoryStore()
      for (const each of steps) {
        if (each.type === 'load') {
          expect(await store.load(each.document)).toEqual(await model.load(each.document))
        } else if (each.type === 'append' || each.type === 'replace') {
          const [answer] = await Promise.all(
            [store, model].map(to => to[each.type](each.document, each.entry)),
          )
          expect(answer).toEqual({ ok: true, value: null })
        } else {
          await store.close()
          if (each.type === 'reopen without index') await rm(join(directory, 'index'), { force: true })
          ;({ store } = await open(directory, limits))
        }
      }
      expect(await everythingIn(store)).toEqual(await everythingIn(model))
      await store.settled()
      expect(await everythingIn(store)).toEqual(await everythingIn(model))
      await store.close()
    }),
    { numRuns: runs },
  )
})
