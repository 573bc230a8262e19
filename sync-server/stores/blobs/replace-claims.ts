/** A document's claims in place of those before. In the account's turn. */
import { err, ok, type Result } from '../../../src/base/result.ts'
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import type { ClaimRefusal } from '../blob-store.ts'
import type { DocumentId } from '../store.ts'
import type { Claims } from './claims.ts'
import { isDiskFull } from './file-system.ts'
import type { Ledger } from './ledger.ts'
import { sizesOf } from './load-ledger.ts'
import { type AccountName, type BlobKey, keyOf } from './places.ts'
import type { ReceiveDeps } from './receive-part.ts'
import { whyNoRoomForClaims } from './room.ts'

export interface Claiming {
  readonly account: AccountName
  readonly document: DocumentId
  readonly digests: readonly BlobDigest[]
}

export const replaceClaims = async (
  deps: ReceiveDeps & { readonly claims: Claims },
  ledger: Ledger,
  { account, document, digests }: Claiming,
): Promise<Result<readonly BlobDigest[], ClaimRefusal>> => {
  const { claims, ledgers, limits } = deps
  const before = byKey((await claims.of(account, document)) ?? [])
  const after = byKey(digests)
  const added = [...after.keys()].filter(key => !before.has(key))
  const dropped = [...before].filter(([key]) => !after.has(key))
  // From here on no sweep takes them, so what is found is there to stay.
  await deps.orphans.spare([...before.keys(), ...after.keys()])
  const sizes = await sizesOf(deps, [...after.values()])
  for (const key of after.keys()) ledgers.noteSize(key, sizes.get(key) ?? 0)
  const droppedKeys = dropped.map(([key]) => key)
  const refusal = whyNoRoomForClaims(ledger.usage(), ledger.usageWith(added, droppedKeys, sizes), limits)
  if (refusal !== null) return err(refusal)
  try {
    for (const [, digest] of dropped) await startGrace(deps, digest)
    await claims.replace(account, document, [...after.values()])
  } catch (error) {
    if (isDiskFull(error)) return err({ type: 'relay-full' })
    throw error
  }
  for (const key of added) ledger.claim(key, sizes.get(key) ?? 0)
  for (const key of droppedKeys) ledger.unclaim(key)
  for (const [key, digest] of after) await unmark(deps, ledger, account, key, digest)
  return ok([...after].filter(([key]) => !sizes.has(key)).map(([, digest]) => digest))
}

const byKey = (digests: readonly BlobDigest[]): ReadonlyMap<BlobKey, BlobDigest> =>
  new Map(digests.map(digest => [keyOf(digest), digest]))

/** Another document may be about to claim it: a work that is moved, or taken out of the bin. */
const startGrace = async ({ files, places, clock }: ReceiveDeps, digest: BlobDigest): Promise<void> => {
  await files.touch(places.blob(digest), clock.nowMs())
}

const unmark = async (
  { files, places }: ReceiveDeps,
  ledger: Ledger,
  account: AccountName,
  key: BlobKey,
  digest: BlobDigest,
): Promise<void> => {
  if (!ledger.isBrought(key)) return
  await files.remove(places.broughtBlob(account, digest))
  ledger.forgetBrought(key)
}
