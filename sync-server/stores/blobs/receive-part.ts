/** One part of an upload, and what follows from the last. Parts of one upload must not overlap. */
import { err, ok, type Result } from '../../../src/base/result.ts'
import type { Clock } from '../../../src/base/clock.ts'
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import type { BlobLimits } from '../../limits.ts'
import { errorCode } from '../log/file-system.ts'
import type { BlobPart, PartAnswer, PartRefusal } from '../blob-store.ts'
import { type BlobFileSystem, isDiskFull } from './file-system.ts'
import type { Ledger } from './ledger.ts'
import type { Ledgers } from './ledgers.ts'
import type { Orphans } from './orphans.ts'
import { hashFile, writePart } from './parts.ts'
import { type AccountName, keyOf, type Places } from './places.ts'
import { whyNoRoomForPart } from './room.ts'

export interface ReceiveDeps {
  readonly files: BlobFileSystem
  readonly places: Places
  readonly clock: Clock
  readonly limits: BlobLimits
  readonly ledgers: Ledgers
  readonly orphans: Orphans
}

type Answer = Result<PartAnswer, PartRefusal>
export type ReceivedPart = Omit<BlobPart, 'account'> & { readonly account: AccountName }

export const receivePart = async (
  deps: ReceiveDeps,
  ledger: Ledger,
  upload: ReceivedPart,
): Promise<Answer> => {
  const { digest, offset, length, part } = upload
  const key = keyOf(digest)
  if (await isHere(deps, digest)) {
    await dropUpload(deps, ledger, upload)
    return ok({ type: 'here' })
  }
  if (length > deps.limits.blobBytes) return err({ type: 'too-large' })
  // Somebody was wrong about the length; if it was they who began, only starting anew can ever succeed.
  if ((ledger.upload(key) ?? 0) > length) await dropUpload(deps, ledger, upload)
  const come = ledger.upload(key)
  if (offset !== (come ?? 0)) return err({ type: 'wrong-offset', offset: come ?? 0 })
  const begun = { bytesToCome: length - offset, isFirstPart: come === null }
  const refusal = whyNoRoomForPart(ledger.usage(), begun, deps.limits)
  if (refusal !== null) return err(refusal)
  try {
    await append(deps, ledger, upload)
    if (offset + part.length < length) return ok({ type: 'kept', offset: offset + part.length })
    return await finish(deps, ledger, upload)
  } catch (error) {
    if (isDiskFull(error)) return err({ type: 'relay-full' })
    throw error
  }
}

/** Whoever hears that a blob is here has the whole grace to claim it. */
const isHere = async (
  { files, places, clock, orphans }: ReceiveDeps,
  digest: BlobDigest,
): Promise<boolean> => {
  await orphans.spare([keyOf(digest)])
  if (!(await files.touch(places.blob(digest), clock.nowMs()))) return false
  // Whoever moved it here may have failed to make that durable.
  await files.syncDirectory(places.shardOf(digest))
  return true
}

const dropUpload = async (
  { files, places }: ReceiveDeps,
  ledger: Ledger,
  upload: ReceivedPart,
): Promise<void> => {
  if (ledger.upload(keyOf(upload.digest)) === null) return
  await files.remove(places.upload(upload.account, upload.digest))
  ledger.setUpload(keyOf(upload.digest), null)
}

const diskFull = (): Error => Object.assign(new Error('the reserve is not for blobs'), { code: 'ENOSPC' })

const append = async (deps: ReceiveDeps, ledger: Ledger, upload: ReceivedPart): Promise<void> => {
  const { files, places, clock, limits } = deps
  const { account, digest, offset, part } = upload
  if (part.length === 0) return
  const key = keyOf(digest)
  const before = ledger.upload(key)
  // Counted before anything is waited for, so that two uploads at once cannot share the last of the room.
  ledger.setUpload(key, offset + part.length)
  try {
    const directory = places.uploads(account)
    await files.makeDirectory(directory)
    if ((await files.freeBytes(directory)) - part.length < limits.freeBytes) throw diskFull()
    const path = places.upload(account, digest)
    await writePart(files, path, offset, part)
    await files.touch(path, clock.nowMs())
  } catch (error) {
    ledger.setUpload(key, before)
    throw error
  }
}

/**
 * A crash leaves at each step something that is found again: an upload that has all its bytes, finished by an
 * empty part; a mark without a blob, which counts nothing; a blob that nobody claims, inside its grace.
 */
const finish = async (deps: ReceiveDeps, ledger: Ledger, upload: ReceivedPart): Promise<Answer> => {
  const { files, places, clock, ledgers } = deps
  const { account, digest, length } = upload
  const key = keyOf(digest)
  const path = places.upload(account, digest)
  if ((await hashFile(files, path)) !== key) {
    await dropUpload(deps, ledger, upload)
    return err({ type: 'wrong-hash' })
  }
  if (!ledger.isClaimed(key)) await markBrought(deps, account, digest)
  const shard = places.shardOf(digest)
  await files.makeDirectory(shard)
  await files.touch(path, clock.nowMs())
  await files.rename(path, places.blob(digest))
  ledger.setUpload(key, null)
  if (!ledger.isClaimed(key)) ledger.bring(key, length)
  ledgers.noteSize(key, length)
  await files.syncDirectory(shard)
  return ok({ type: 'complete' })
}

const markBrought = async (
  { files, places, clock }: ReceiveDeps,
  account: AccountName,
  digest: BlobDigest,
): Promise<void> => {
  await files.makeDirectory(places.brought(account))
  const mark = places.broughtBlob(account, digest)
  try {
    await (await files.open(mark, 'create')).close()
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  await files.touch(mark, clock.nowMs())
}
