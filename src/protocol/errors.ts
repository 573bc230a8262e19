/**
 * Why something from outside was refused. Sorted by what it says about the sender: `malformed` bytes
 * could never be right, `refused` ones are well formed and break a rule. Plain data: it crosses ports.
 */
export type MalformedReason =
  | 'too-large'
  | 'too-deep'
  | 'not-cbor'
  | 'not-canonical'
  | 'wrong-shape'
  | 'unknown-kind'
  | 'unknown-version'
  | 'not-base64url'
  | 'not-automerge'
  | 'bad-checksum'

export interface Malformed {
  readonly type: 'malformed'
  /** The format, as in docs/design/protocol.md: 'genesis', 'link', 'change', … */
  readonly what: string
  readonly reason: MalformedReason
  /** Where in the item, e.g. `body[2][0]`; never the content. */
  readonly at?: string
}

export const malformed = (what: string, reason: MalformedReason, at?: string): Malformed =>
  at === undefined ? { type: 'malformed', what, reason } : { type: 'malformed', what, reason, at }
