/**
 * The blobs on this device. Whatever is read is hashed again; whatever one makes oneself is read back before
 * anything may refer to it; others' blobs leave when room is needed, and nothing leaves that exists nowhere else.
 */
import { equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { type BlobDigest, cidOf } from '../../protocol/blobs/cid.ts'
import { digestOf } from '../crypto/digest.ts'
import { createSerial } from '../documents/serial.ts'
import type { Ports, StorageError, StoredBlob } from '../ports.ts'
import type { DocumentBlobs, StageError } from './blob-types.ts'
import type { KnownReferences } from './known-references.ts'
import { belongingsOf, bytesOfAll, evictableOf, orphansOf } from './sweep-plan.ts'

export interface BlobShelf {
  /** Null when it is not here, or not as it was. */
  read(digest: BlobDigest): Promise<Result<Uint8Array | null, StorageError>>
  /** Of one's own making: durable and proved once it answers. */
  stage(digest: BlobDigest, bytes: Uint8Array): Promise<Result<null, StageError>>
  /** Of others: checked already, and no loss when there is no room for it. */
  keep(digest: BlobDigest, bytes: Uint8Array): Promise<void>
  /** Others' blobs, as far as they are over the budget. */
  evict(): Promise<void>
  /** What nothing refers to any more, and then the same. */
  sweep(): Promise<{ readonly removed: number; readonly removedBytes: number }>
}

export interface ShelfDeps {
  readonly ports: Pick<Ports, 'blobs' | 'clock' | 'log'>
  readonly references: KnownReferences
  readonly budgetBytes: () => number
  readonly graceMs: number
}

export const createBlobShelf = ({ ports, references, budgetBytes, graceMs }: ShelfDeps): BlobShelf => {
  const { blobs, clock, log } = ports
  /** What is staged and what is swept never pass each other: a blob may be both, when an orphan is wanted again. */
  const inTurn = createSerial()

  const read: BlobShelf['read'] = async digest => {
    const stored = await blobs.get(cidOf(digest))
    if (!stored.ok || stored.value === null) return stored
    if (equalBytes(await digestOf(stored.value), digest)) return stored
    log({ event: 'stored-blob-altered' })
    return ok(null)
  }

  const remove = async (going: readonly StoredBlob[]): Promise<readonly StoredBlob[]> => {
    if (going.length === 0) return []
    const removed = await blobs.remove(going.map(({ name }) => name))
    return removed.ok ? going : []
  }

  /** The documents are asked before and after, so that what one of them takes up meanwhile stays. */
  const clear = async (
    choose: (stored: readonly StoredBlob[], documents: readonly DocumentBlobs[]) => readonly StoredBlob[],
  ) => {
    const before = await references()
    const listed = await blobs.list()
    const after = await references()
    if (!listed.ok || before === null || after === null) return []
    return remove(choose(listed.value, [...before, ...after]))
  }
  const makeRoom = async (bytes: number): Promise<boolean> => {
    const gone = await clear((stored, documents) => {
      const belongings = belongingsOf(documents)
      const others = bytesOfAll(evictableOf(stored, belongings, 0))
      return evictableOf(stored, belongings, Math.max(0, others - bytes))
    })
    return gone.length > 0
  }
  const withRoom = async (
    bytes: number,
    write: () => Promise<Result<null, StorageError>>,
  ): Promise<Result<null, StorageError>> => {
    const written = await write()
    const isFull = !written.ok && written.error.type === 'storage-full'
    return isFull && (await makeRoom(bytes)) ? write() : written
  }

  const stageInTurn = async (digest: BlobDigest, bytes: Uint8Array): Promise<Result<null, StageError>> => {
    const name = cidOf(digest)
    const there = await read(digest)
    if (!there.ok) return there
    const isThere = there.value !== null
    const written = await withRoom(bytes.length, () =>
      isThere ? blobs.touch([name], clock.nowMs()) : blobs.put(name, bytes, clock.nowMs()),
    )
    if (!written.ok || isThere) return written
    const proved = await read(digest)
    if (!proved.ok) return proved
    return proved.value === null ? err({ type: 'storage-altered' }) : ok(null)
  }

  return {
    read,
    stage: (digest, bytes) => inTurn(() => stageInTurn(digest, bytes)),
    async keep(digest, bytes) {
      const put = () => blobs.put(cidOf(digest), bytes, clock.nowMs())
      const first = await put()
      const isFull = !first.ok && first.error.type === 'storage-full'
      const kept = isFull ? await inTurn(() => withRoom(bytes.length, put)) : first
      if (!kept.ok) log({ event: 'blob-not-kept', reason: kept.error.type })
    },
    evict: () =>
      inTurn(async () => {
        await clear((stored, documents) => evictableOf(stored, belongingsOf(documents), budgetBytes()))
      }),
    sweep: () =>
      inTurn(async () => {
        const gone = await clear((stored, documents) => {
          const belongings = belongingsOf(documents)
          const orphans = orphansOf(stored, belongings, clock.nowMs(), graceMs)
          return [...orphans, ...evictableOf(stored, belongings, budgetBytes())]
        })
        return { removed: gone.length, removedBytes: bytesOfAll(gone) }
      }),
  }
}
