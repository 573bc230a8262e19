/** What one account has: its uploads under way, and the blobs it claims or has brought, each counted once. */
import type { BlobKey } from './places.ts'
import type { Usage } from './room.ts'

interface Counted {
  /** 0 while the relay lacks it. */
  readonly bytes: number
  /** Documents that claim it. */
  readonly claims: number
  readonly isBrought: boolean
}

const none: Counted = { bytes: 0, claims: 0, isBrought: false }

export interface Ledger {
  usage(): Usage
  /** What usage would be with these claims added and dropped. Sizes: of those that are held. */
  usageWith(
    added: readonly BlobKey[],
    dropped: readonly BlobKey[],
    sizes: ReadonlyMap<BlobKey, number>,
  ): Usage
  /** Bytes that have come; null where no upload is under way. */
  upload(key: BlobKey): number | null
  setUpload(key: BlobKey, bytes: number | null): void
  claim(key: BlobKey, bytes: number): void
  unclaim(key: BlobKey): void
  bring(key: BlobKey, bytes: number): void
  isClaimed(key: BlobKey): boolean
  isBrought(key: BlobKey): boolean
  forgetBrought(key: BlobKey): void
  /** It came, or went (0 bytes), by somebody else's doing. */
  noteSize(key: BlobKey, bytes: number): void
  /** Of memory: what is known, in rows. */
  rows(): number
}

export const createLedger = (): Ledger => {
  const blobs = new Map<BlobKey, Counted>()
  const uploads = new Map<BlobKey, number>()
  let usedBytes = 0

  const known = (key: BlobKey): Counted => blobs.get(key) ?? none
  const set = (key: BlobKey, change: Partial<Counted>): void => {
    const before = known(key)
    const after = { ...before, ...change }
    const stays = after.claims > 0 || after.isBrought
    usedBytes += (stays ? after.bytes : 0) - before.bytes
    if (stays) blobs.set(key, after)
    else blobs.delete(key)
  }

  return {
    usage: () => ({ usedBytes, blobs: blobs.size, uploads: uploads.size }),
    usageWith(added, dropped, sizes) {
      const fresh = added.filter(key => !blobs.has(key))
      const gone = dropped.map(known).filter(({ claims, isBrought }) => claims === 1 && !isBrought)
      const freshBytes = fresh.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0)
      const goneBytes = gone.reduce((sum, { bytes }) => sum + bytes, 0)
      return {
        usedBytes: usedBytes + freshBytes - goneBytes,
        blobs: blobs.size + fresh.length - gone.length,
        uploads: uploads.size,
      }
    },
    upload: key => uploads.get(key) ?? null,
    setUpload(key, bytes) {
      usedBytes += (bytes ?? 0) - (uploads.get(key) ?? 0)
      if (bytes === null) uploads.delete(key)
      else uploads.set(key, bytes)
    },
    claim: (key, bytes) => set(key, { bytes, claims: known(key).claims + 1 }),
    unclaim: key => set(key, { claims: Math.max(0, known(key).claims - 1) }),
    bring: (key, bytes) => set(key, { bytes, isBrought: true }),
    isClaimed: key => known(key).claims > 0,
    isBrought: key => known(key).isBrought,
    forgetBrought: key => set(key, { isBrought: false }),
    noteSize(key, bytes) {
      if (blobs.has(key)) set(key, { bytes })
    },
    rows: () => blobs.size + uploads.size,
  }
}
