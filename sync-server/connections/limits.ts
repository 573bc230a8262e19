/** What one connection, one address and one account may take of the relay. Each can be set (config.ts). */
export interface ConnectionLimits {
  /** All sockets that passed the upgrade. */
  readonly maxConnections: number
  /** From one IPv4 address or one IPv6 /64. */
  readonly maxPerAddress: number
  readonly maxPerAccount: number
  /** Sockets that have not yet proved whose they are. */
  readonly maxUnauthenticated: number
  /** For the whole handshake. */
  readonly handshakeMs: number
  readonly maxClockSkewMs: number
  readonly framesPerSecond: number
  readonly frameBurst: number
  /** Frames of one connection being worked on; more are left in the network until some are done. */
  readonly maxFramesInHand: number
  /** Given to the socket and not yet on the wire; a reader that falls further behind is dropped. */
  readonly maxUnsentBytes: number
  /** Malformed frames and refused changes before the connection is closed. */
  readonly maxViolations: number
  readonly pingEveryMs: number
  /** Passing words taken of one connection; more are dropped. */
  readonly wordsPerSecond: number
  readonly wordBurst: number
  /** Documents that one connection asks about when it comes back. */
  readonly resumedPerSecond: number
  readonly resumedBurst: number
}

export const defaultConnectionLimits: ConnectionLimits = {
  maxConnections: 4_000,
  maxPerAddress: 256,
  maxPerAccount: 64,
  maxUnauthenticated: 256,
  handshakeMs: 10_000,
  maxClockSkewMs: 120_000,
  framesPerSecond: 1_000,
  frameBurst: 4_000,
  maxFramesInHand: 64,
  maxUnsentBytes: 48 << 20,
  maxViolations: 20,
  pingEveryMs: 30_000,
  wordsPerSecond: 20,
  wordBurst: 40,
  resumedPerSecond: 500,
  resumedBurst: 20_000,
}

/** Why the relay closes a socket (RFC 6455 §7.4.1; 4000 and above are ours). */
export const closeCodes = {
  goingAway: 1001,
  unsupportedData: 1003,
  tooManyViolations: 1008,
  tooLarge: 1009,
  internalError: 1011,
  fellBehind: 1013,
  notAuthenticated: 4401,
  tooManyConnections: 4429,
} as const
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]
