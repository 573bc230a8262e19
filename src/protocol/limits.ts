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
  /** Documents in one question of resume.ts, and in a roster. */
  resumedDocuments: 4_096,
  /** Links and prekeys of one account. */
  chainRecords: 2_000,
  deviceNameBytes: 256,
  frontierDocuments: 4_096,
  wrapsPerLink: 256,

  /** Of one room; a direct conversation has two. */
  roomMembers: 256,
  /** Devices that one epoch is wrapped to, over all members. */
  wrapsPerEpoch: 1_024,
  /** Chain heads that a record quotes of one account. */
  quotedHeads: 64,
  /** A feed segment takes no more once it has so many entries. */
  segmentEntries: 256,
  /** One entry of a feed: an epoch for as many members and devices as there may be is 141 KB. */
  entryBytes: 160 << 10,
  /** Ciphertext of one envelope. */
  envelopeBytes: 96 << 10,
  /** Other feeds that an envelope says it has seen. */
  seenFeeds: 16,
  /** Of one room. */
  controlRecords: 4_096,
  /** Control records that one record follows, and ends of them that an epoch names. */
  controlHeads: 64,
  /** Chains of envelopes that a control frontier or a receipt speaks of. */
  chainMarks: 2_048,
  /** UTF-8 of what somebody wrote. */
  messageBytes: 64 << 10,
  /** UTF-8 of a description of an image, and of a work's title and artist. */
  altBytes: 4 << 10,
  emojiBytes: 64,
  /** Keys of epochs that one invitation hands on. */
  handedKeys: 1_024,
  letterBytes: 16 << 10,
  /** Typing and the like: one sealed ephemeral message. */
  ephemeralBytes: 1 << 10,
  introBytes: 1 << 10,
  codeBytes: 1 << 10,

  /** UTF-8 of a post of 10,000 characters, and of a comment of 4,000. */
  postBytes: 40_000,
  commentBytes: 16_000,
  /** In one post or comment. */
  mentions: 50,
  /** Images and works together, in one post. */
  postPictures: 10,
} as const
