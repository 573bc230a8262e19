import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { BlobLimits } from '../../../../../sync-server/limits.ts'
import type { BlobStore } from '../../../../../sync-server/stores/blob-store.ts'
import { createFileBlobStore } from '../../../../../sync-server/stores/file-blob-store.ts'
import { createMemoryBlobStore } from '../../../../../sync-server/stores/memory-blob-store.ts'
import { temporaryDirectory } from '../log-support.ts'
import { alice, bob, bytesOf, dayMs, digestOf, isHeld, limits as usual } from './blob-store-support.ts'

const limits: BlobLimits = {
  ...usual,
  blobBytes: 60,
  accountBytes: 150,
  accountBlobs: 6,
  uploadsPerAccount: 2,
}
const blobs = Array.from({ length: 6 }, (_, seed) => bytesOf(10 + seed * 11, seed))
const documents = ['1', '2', '3'].map(digit => digit.repeat(32))

const account = fc.constantFrom(alice, bob)
const blob = fc.constantFrom(...blobs)

type Step =
  | {
      readonly do: 'put'
      readonly account: AccountId
      readonly blob: Uint8Array
      readonly from: number
      readonly bytes: number
      readonly wrong: number
    }
  | {
      readonly do: 'claim'
      readonly account: AccountId
      readonly document: string
      readonly blobs: readonly Uint8Array[]
    }
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'sweep' | 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      account,
      blob,
      from: fc.nat(3),
      bytes: fc.integer({ min: 1, max: 80 }),
      wrong: fc.nat(12),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      account,
      document: fc.constantFrom(...documents),
      blobs: fc.array(blob, { maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 3, 31) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'reopen' as const) }) },
)

/** A quarter of the parts begin where they should not; some have a wrong byte, or a wrong length. */
const take = async (store: BlobStore, one: Step): Promise<unknown> => {
  switch (one.do) {
    case 'put': {
      const digest = digestOf(one.blob)
      const come = await store.uploadOffset(one.account, digest)
      const offset = Math.min(one.from === 3 ? come + 1 : come, one.blob.length)
      const part = one.blob.slice(offset, offset + one.bytes)
      if (one.wrong === 0 && part.length > 0) part[0] = 255
      const length = one.wrong === 1 ? Math.max(1, offset + part.length) : one.blob.length
      return store.put({ account: one.account, digest, offset, length, part })
    }
    case 'claim':
      return store.claim(one.account, one.document, one.blobs.map(digestOf))
    case 'sweep':
      return store.sweep()
    case 'wait':
    case 'reopen':
      return null
  }
}

const observe = async (store: BlobStore): Promise<unknown> => ({
  held: await Promise.all(blobs.map(each => isHeld(store, each))),
  used: [await store.usedBytes(alice), await store.usedBytes(bob)],
  offsets: await Promise.all(blobs.map(each => store.uploadOffset(alice, digestOf(each)))),
})

test('whatever comes, and however often it is opened again, files hold what memory holds', async () => {
  const numRuns = process.env['SLOW'] === '1' ? 1_500 : 50
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async steps => {
      const clock = createManualClock()
      const directory = await temporaryDirectory()
      const open = (): BlobStore => createFileBlobStore({ directory, clock, limits, maxLedgerRows: 500 })
      const memory = createMemoryBlobStore(clock, limits)
      let files = open()
      for (const one of steps) {
        if (one.do === 'wait') clock.advance(one.days * dayMs)
        if (one.do === 'reopen') {
          await files.close()
          files = open()
        }
        expect(await take(files, one)).toEqual(await take(memory, one))
        expect(await observe(files)).toEqual(await observe(memory))
        clock.advance(1)
      }
      await files.close()
    }),
    { numRuns },
  )
})
