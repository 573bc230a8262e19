/** An account's ledger, from what is on the disk. */
import { join } from 'node:path'
import { type BlobDigest, cidOf } from '../../../src/protocol/blobs/cid.ts'
import type { DocumentId } from '../store.ts'
import type { Claims } from './claims.ts'
import type { BlobFileSystem } from './file-system.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { type AccountName, type BlobKey, digestsIn, keyOf, type Places } from './places.ts'

export type ReportDamage = (account: AccountName, document: DocumentId) => void

export interface LoadDeps {
  readonly files: BlobFileSystem
  readonly places: Places
  readonly claims: Claims
  readonly onDamaged: ReportDamage
}

export const loadLedger = async (deps: LoadDeps, account: AccountName): Promise<Ledger> => {
  const { files, places, claims } = deps
  const ledger = createLedger()
  const uploads = places.uploads(account)
  for (const digest of await digestsIn(files, uploads)) {
    const file = await files.stat(join(uploads, cidOf(digest)))
    if (file !== null) ledger.setUpload(keyOf(digest), file.bytes)
  }
  const brought = await digestsIn(files, places.brought(account))
  const seen = new Map<BlobKey, BlobDigest>(brought.map(digest => [keyOf(digest), digest]))
  for (const document of await claims.documents(account)) {
    const digests = await claims.of(account, document)
    if (digests === null) deps.onDamaged(account, document)
    for (const digest of digests ?? []) {
      ledger.claim(keyOf(digest), 0)
      seen.set(keyOf(digest), digest)
    }
  }
  for (const digest of brought) ledger.bring(keyOf(digest), 0)
  for (const [key, bytes] of await sizesOf(deps, [...seen.values()])) ledger.noteSize(key, bytes)
  return ledger
}

const askedAtOnce = 32

/** Of those that are held. */
export const sizesOf = async (
  { files, places }: Pick<LoadDeps, 'files' | 'places'>,
  digests: readonly BlobDigest[],
): Promise<ReadonlyMap<BlobKey, number>> => {
  const sizes = new Map<BlobKey, number>()
  for (let from = 0; from < digests.length; from += askedAtOnce) {
    const some = digests.slice(from, from + askedAtOnce)
    const found = await Promise.all(some.map(digest => files.stat(places.blob(digest))))
    for (const [index, digest] of some.entries()) {
      const file = found[index] ?? null
      if (file !== null) sizes.set(keyOf(digest), file.bytes)
    }
  }
  return sizes
}
