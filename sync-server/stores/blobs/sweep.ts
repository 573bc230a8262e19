/**
 * Takes what nobody needs any more. Blobs are suspected in batches by their age, then every document's claims
 * are read against the batch, so that memory stays bounded however many there are.
 *
 * What makes it safe beside everything else: claims are read in their account's turn, so one that had begun is
 * finished; whoever needs a blob later has it spared (orphans.ts); and the age is looked at once more right
 * before a file goes.
 */
import { join } from 'node:path'
import type { Clock } from '../../../src/base/clock.ts'
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import type { BlobLimits } from '../../limits.ts'
import type { Turns } from '../../turns.ts'
import type { Swept } from '../blob-store.ts'
import type { FileAge } from './file-system.ts'
import type { Ledgers } from './ledgers.ts'
import type { LoadDeps } from './load-ledger.ts'
import type { Orphans } from './orphans.ts'
import { type AccountName, accountsIn, type BlobKey, digestsIn, keyOf } from './places.ts'

export interface SweepDeps extends LoadDeps {
  readonly clock: Clock
  readonly limits: BlobLimits
  readonly ledgers: Ledgers
  readonly turns: Turns
  readonly orphans: Orphans
  readonly isClosed: () => boolean
}

/** At most so many blobs are suspected at once. */
const batchBlobs = 20_000

interface Tally {
  held: number
  heldBytes: number
  removed: number
  removedBytes: number
  uploadsGivenUp: number
}

export const sweepBlobs = async (deps: SweepDeps): Promise<Swept> => {
  const { files, places, isClosed } = deps
  const tally: Tally = { held: 0, heldBytes: 0, removed: 0, removedBytes: 0, uploadsGivenUp: 0 }
  let batch = new Map<BlobKey, BlobDigest>()
  for (const shard of await files.list(places.held)) {
    for (const digest of await digestsIn(files, join(places.held, shard))) {
      if (isClosed()) return tally
      const age = await files.stat(places.blob(digest))
      if (age === null) continue
      tally.held++
      tally.heldBytes += age.bytes
      if (await isPast(deps, places.blob(digest), age, deps.limits.graceMs)) batch.set(keyOf(digest), digest)
    }
    if (batch.size < batchBlobs) continue
    await takeUnclaimed(deps, batch, tally)
    batch = new Map()
  }
  await takeUnclaimed(deps, batch, tally)
  for (const account of await accountsIn(files, places)) {
    if (isClosed()) return tally
    await tidyAccount(deps, account, tally)
  }
  return tally
}

/** A clock that ran ahead must not keep anything for ever: what is of the future is of today. */
const isPast = async (
  { files, clock }: SweepDeps,
  path: string,
  { modifiedMs }: FileAge,
  graceMs: number,
): Promise<boolean> => {
  const nowMs = clock.nowMs()
  if (modifiedMs > nowMs) await files.touch(path, nowMs)
  return modifiedMs < nowMs - graceMs
}

const takeUnclaimed = async (
  deps: SweepDeps,
  batch: ReadonlyMap<BlobKey, BlobDigest>,
  tally: Tally,
): Promise<void> => {
  const { files, places, orphans, ledgers } = deps
  if (batch.size === 0) return
  orphans.suspect(batch.keys())
  for (const account of await accountsIn(files, places)) await clearClaimed(deps, account)
  for (const key of orphans.suspects()) {
    const digest = batch.get(key)
    if (digest === undefined || deps.isClosed()) continue
    await orphans.take(key, async () => {
      const path = places.blob(digest)
      const age = await files.stat(path)
      if (age === null || !(await isPast(deps, path, age, deps.limits.graceMs))) return
      await files.remove(path)
      ledgers.noteSize(key, 0)
      tally.held--
      tally.heldBytes -= age.bytes
      tally.removed++
      tally.removedBytes += age.bytes
    })
  }
}

/** Rejects when claims cannot be read: without them nothing can be known to be unclaimed. */
const clearClaimed = ({ claims, orphans, turns, ...deps }: SweepDeps, account: AccountName): Promise<void> =>
  turns.take(account, async () => {
    for (const document of await claims.documents(account)) {
      const claimed = await claims.of(account, document)
      if (claimed === null) {
        deps.onDamaged(account, document)
        throw new Error('blobs: claims cannot be read')
      }
      for (const digest of claimed) orphans.clear(keyOf(digest))
    }
  })

/** Uploads that rest, marks of uploads that are claimed by now or were swept, and what a crash left half-written. */
const tidyAccount = async (deps: SweepDeps, account: AccountName, tally: Tally): Promise<void> => {
  const { files, places } = deps
  const uploads = places.uploads(account)
  for (const digest of await digestsIn(files, uploads)) {
    if (await giveUp(deps, account, digest)) tally.uploadsGivenUp++
  }
  for (const digest of await digestsIn(files, places.brought(account))) await unmark(deps, account, digest)
  await deps.turns.take(account, async () => {
    const directory = places.claims(account)
    for (const name of await files.list(directory)) {
      if (name.endsWith('.new')) await files.remove(join(directory, name))
    }
  })
}

const giveUp = async (deps: SweepDeps, account: AccountName, digest: BlobDigest): Promise<boolean> => {
  const { files, limits, ledgers, turns } = deps
  const path = deps.places.upload(account, digest)
  const isResting = async (): Promise<boolean> => {
    const age = await files.stat(path)
    return age !== null && (await isPast(deps, path, age, limits.uploadGraceMs))
  }
  if (!(await isResting())) return false
  return ledgers.use(account, ledger =>
    turns.take(uploadTurn(account, keyOf(digest)), async () => {
      if (!(await isResting())) return false
      await files.remove(path)
      ledger.setUpload(keyOf(digest), null)
      return true
    }),
  )
}

const unmark = async (deps: SweepDeps, account: AccountName, digest: BlobDigest): Promise<void> => {
  const { files, places, ledgers, turns } = deps
  const key = keyOf(digest)
  const mark = places.broughtBlob(account, digest)
  const isNeeded = async (): Promise<boolean> => {
    const age = await files.stat(mark)
    const isOver = age === null || (await isPast(deps, mark, age, deps.limits.graceMs))
    return !isOver && (await files.stat(places.blob(digest))) !== null
  }
  await ledgers.use(account, ledger =>
    turns.take(uploadTurn(account, key), async () => {
      if (!ledger.isClaimed(key) && (await isNeeded())) return
      await files.remove(mark)
      ledger.forgetBrought(key)
    }),
  )
}

/** Parts of one account's upload of one blob are taken one at a time. */
export const uploadTurn = (account: AccountName, key: BlobKey): string => `${account}/${key}`
