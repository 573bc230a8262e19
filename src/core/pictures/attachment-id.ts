/** Sources on this device's disk are shared: those that wait for a post say so, all others are the queue's of new works. */
import { bytesToHex } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'

export const newAttachmentId = (random: Random): string => `post-${bytesToHex(random.bytes(16))}`

export const isAttachmentId = (id: string): boolean => /^post-[\da-f]{32}$/.test(id)
