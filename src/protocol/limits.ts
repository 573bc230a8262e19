/** Every size that the protocol bounds, in one place. Bytes unless the name says otherwise. */
export const limits = {
  /** One `enc` item (PROTOCOL §1). */
  encodedBytes: 1 << 20,
  encodedDepth: 6,
  /** One Automerge change, uncompressed (PROTOCOL §4, gate step 1). */
  changeBytes: 256 << 10,
  /** Operations in one change: run lengths let a few bytes claim any number of them. */
  changeOperations: 1 << 18,
  /** Changes held back for one document from one peer. */
  stagedChanges: 5_000,
  stagedBytes: 16 << 20,
  /** One sync message, and one frame around it. */
  syncMessageBytes: 16 << 20,
  frameBytes: (16 << 20) + 4096,
  /** A message asks for, or has, at most so many hashes. */
  syncHashes: 4_096,
  bloomEntries: 1 << 20,
  /** Links and prekeys of one account. */
  chainRecords: 2_000,
  deviceNameBytes: 256,
  frontierDocuments: 4_096,
  wrapsPerLink: 256,
} as const
