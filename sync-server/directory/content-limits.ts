/**
 * How much of a document the directory reads. Of profiles as their owners' programs do (src/core/profiles/limits.ts):
 * what they take for broken is not listed. Characters are UTF-16 units.
 */
export const contentLimits = {
  nameChars: 200,
  placeChars: 200,
  bioChars: 10_000,
  roles: 24,
  roleChars: 80,
  linkIdChars: 64,
  linkLabelChars: 80,
  linkUrlChars: 2_000,
  linkBytes: 16_384,
  /** Of one segment: several devices that write at the same time may pass 256. What stands behind is not read. */
  entries: 1_024,
  /** Of one segment, over all its entries. */
  keysInAll: 8_192,
  /** The newest entries of one account that say something about the same, here and in an answer. */
  entriesPerKey: 20,
} as const
