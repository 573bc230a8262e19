/** Whether an account may bring or claim more: pure rules, the same for every adapter. */
import type { BlobLimits } from '../../limits.ts'
import type { ClaimRefusal, PartRefusal } from '../blob-store.ts'

export interface Usage {
  readonly usedBytes: number
  /** Claimed, or uploaded and not claimed yet. */
  readonly blobs: number
  /** Begun and not ended. */
  readonly uploads: number
}

export interface Begun {
  /** What the upload has still to bring, this part included. */
  readonly bytesToCome: number
  readonly isFirstPart: boolean
}

export const whyNoRoomForPart = (usage: Usage, begun: Begun, limits: BlobLimits): PartRefusal | null => {
  if (begun.isFirstPart && usage.uploads >= limits.uploadsPerAccount) return { type: 'too-many-requests' }
  // Said of the whole at its first part, so that nobody uploads in vain.
  if (usage.usedBytes + begun.bytesToCome > limits.accountBytes) return { type: 'over-quota' }
  return begun.isFirstPart && usage.blobs + usage.uploads >= limits.accountBlobs
    ? { type: 'over-quota' }
    : null
}

/** Claiming less is always allowed, also to who is over. */
export const whyNoRoomForClaims = (before: Usage, after: Usage, limits: BlobLimits): ClaimRefusal | null => {
  const isOver =
    (after.usedBytes > limits.accountBytes && after.usedBytes > before.usedBytes) ||
    (after.blobs > limits.accountBlobs && after.blobs > before.blobs)
  return isOver ? { type: 'over-quota' } : null
}
