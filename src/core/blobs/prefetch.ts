/**
 * Fetches, when nobody waits for anything, what makes the albums of this device worth opening offline: their
 * thumbs, and of one's own and the kept ones all but originals.
 */
import type { Clock } from '../../base/clock.ts'
import type { Result } from '../../base/result.ts'
import { cidOf } from '../../protocol/blobs/cid.ts'
import type { BlobStorage } from '../ports.ts'
import type { FetchProblem } from './blob-relay.ts'
import type { BlobRef, DocumentBlobs, ReferredBlob } from './blob-types.ts'
import type { KnownReferences } from './known-references.ts'
import { belongingsOf, bytesOfAll, evictableOf } from './sweep-plan.ts'
import { blobsByCid, bySize } from './upload-plan.ts'

export interface PrefetchDeps {
  readonly blobs: BlobStorage
  readonly clock: Clock
  readonly references: KnownReferences
  readonly budgetBytes: () => number
  readonly fetch: (ref: BlobRef) => Promise<Result<unknown, FetchProblem>>
}

/** The relay did not have it, or not whole. */
const tryAgainAfterMs = 30 * 60_000
const atOnce = 2

/** Each call looks at the documents anew, and ends when nothing is left to fetch, the line is down, or it is stale. */
export const createPrefetch = ({
  blobs,
  clock,
  references,
  budgetBytes,
  fetch,
}: PrefetchDeps): ((isStale: () => boolean) => Promise<void>) => {
  const failedAtMs = new Map<string, number>()

  const worthFetching = async (): Promise<readonly ReferredBlob[]> => {
    const documents = await references()
    const listed = await blobs.list()
    if (!listed.ok || documents === null) return []
    const here = new Set(listed.value.map(({ name }) => name))
    const belongings = belongingsOf(documents)
    let room = budgetBytes() - bytesOfAll(evictableOf(listed.value, belongings, 0))
    return [...blobsByCid(documents.map(wantedOf))]
      .filter(
        ([cid]) => !here.has(cid) && clock.nowMs() - (failedAtMs.get(cid) ?? -Infinity) > tryAgainAfterMs,
      )
      .map(([, blob]) => blob)
      .toSorted(bySize)
      .filter(blob => {
        if (belongings.staying.has(cidOf(blob.digest))) return true
        room -= blob.bytes
        return room >= 0
      })
  }

  return async isStale => {
    const wanted = [...(await worthFetching())]
    const fetchInTurn = async (): Promise<void> => {
      for (let blob = wanted.shift(); blob !== undefined && !isStale(); blob = wanted.shift()) {
        const fetched = await fetch(blob)
        if (fetched.ok) continue
        if (fetched.error === 'offline') wanted.length = 0
        else failedAtMs.set(cidOf(blob.digest), clock.nowMs())
      }
    }
    await Promise.all(Array.from({ length: atOnce }, fetchInTurn))
  }
}

const wantedOf = (document: DocumentBlobs): DocumentBlobs => ({
  ...document,
  blobs: document.blobs.filter(({ size }) =>
    document.isOwn || document.isKept ? size !== 'original' : size === 'thumb',
  ),
})
