/**
 * Blobs as files. One process at a time: the folder is within the one that the log store has locked. What
 * is on the disk, and where, is in blobs/places.ts; nothing is read at the start.
 */
import { open } from 'node:fs/promises'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import type { BlobLimits } from '../limits.ts'
import { createTurns } from '../turns.ts'
import type { BlobStore, HeldBlob, Swept } from './blob-store.ts'
import { createClaims } from './blobs/claims.ts'
import { type BlobFileSystem, nodeBlobFileSystem } from './blobs/file-system.ts'
import { createLedgers } from './blobs/ledgers.ts'
import { loadLedger, type ReportDamage } from './blobs/load-ledger.ts'
import { createOrphans } from './blobs/orphans.ts'
import { createPlaces, keyOf, type Places } from './blobs/places.ts'
import { receivePart } from './blobs/receive-part.ts'
import { replaceClaims } from './blobs/replace-claims.ts'
import { sweepBlobs, uploadTurn } from './blobs/sweep.ts'
import { errorCode } from './log/file-system.ts'
import { assertDocumentId } from './store.ts'

export interface FileBlobStoreOptions {
  /** Made when it is first written to. */
  readonly directory: string
  readonly clock: Clock
  readonly limits: BlobLimits
  readonly files?: BlobFileSystem
  /** A file of claims that cannot be read, for the operator: until it is written anew no blob is swept. */
  readonly onDamaged?: ReportDamage
  /** Rows of ledgers kept in memory (blobs/ledgers.ts). */
  readonly maxLedgerRows?: number
}

export const createFileBlobStore = (options: FileBlobStoreOptions): BlobStore => {
  const { files = nodeBlobFileSystem, onDamaged = () => undefined } = options
  const places = createPlaces(options.directory)
  const claims = createClaims(files, places)
  const ledgers = createLedgers(
    account => loadLedger({ files, places, claims, onDamaged }, account),
    options.maxLedgerRows ?? 400_000,
  )
  const turns = createTurns()
  const orphans = createOrphans()
  const underWay = new Set<Promise<unknown>>()
  let closed = false
  const deps = {
    ...options,
    files,
    places,
    claims,
    ledgers,
    turns,
    orphans,
    onDamaged,
    isClosed: () => closed,
  }

  const whenOpen = async <T>(task: () => Promise<T>): Promise<T> => {
    if (closed) throw new Error('blobs: the store is closed')
    const running = task()
    const settled = running.then(
      () => undefined,
      () => undefined,
    )
    underWay.add(settled)
    try {
      return await running
    } finally {
      underWay.delete(settled)
    }
  }
  let sweeping: Promise<Swept> | null = null
  const sweepOnce = (): Promise<Swept> =>
    (sweeping ??= sweepBlobs(deps).finally(() => {
      sweeping = null
    }))

  return {
    find: digest => whenOpen(() => findBlob(places, digest)),
    uploadOffset: (account, digest) =>
      whenOpen(() => ledgers.use(bytesToHex(account), async ledger => ledger.upload(keyOf(digest)) ?? 0)),
    put: part =>
      whenOpen(() => {
        const account = bytesToHex(part.account)
        return ledgers.use(account, ledger =>
          turns.take(uploadTurn(account, keyOf(part.digest)), () =>
            receivePart(deps, ledger, { ...part, account }),
          ),
        )
      }),
    claim: (of, document, digests) =>
      whenOpen(() => {
        assertDocumentId(document)
        const account = bytesToHex(of)
        return ledgers.use(account, ledger =>
          turns.take(account, () => replaceClaims(deps, ledger, { account, document, digests })),
        )
      }),
    usedBytes: account =>
      whenOpen(() => ledgers.use(bytesToHex(account), async ledger => ledger.usage().usedBytes)),
    sweep: () => whenOpen(sweepOnce),
    async close() {
      closed = true
      await Promise.all(underWay)
    },
  }
}

const streamBytes = 256 << 10

const findBlob = async (places: Places, digest: BlobDigest): Promise<HeldBlob | null> => {
  try {
    const handle = await open(places.blob(digest), 'r')
    const { size } = await handle.stat()
    return {
      bytes: size,
      stream: (start, end) => handle.createReadStream({ start, end: end - 1, highWaterMark: streamBytes }),
      close: () => handle.close(),
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
