/**
 * Changes without operations: they carry a statement in their message (a genesis, a record, a seal) and
 * their parents say what they stand upon. Encoded here rather than by Automerge, so that the bytes of a
 * genesis can never depend on a library's version.
 */
import { concatBytes, hexToBytes, utf8ToBytes } from '../../base/bytes.ts'
import { ulebBytes } from './byte-reader.ts'
import { type ChangeHash, chunkOf } from './change.ts'

export interface EmptyChange {
  /** Hex. */
  readonly actor: string
  readonly seq: number
  readonly startOp: number
  readonly deps: readonly ChangeHash[]
  readonly message: string
}

const fromHex = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex)
  if (bytes === null) throw new Error('empty change: an id that is not hex')
  return bytes
}

/** What the chunk holds; the chunk's hash says no more than this. Time is 0. */
export const emptyContents = (change: EmptyChange): Uint8Array => {
  const actor = fromHex(change.actor)
  const message = utf8ToBytes(change.message)
  const deps = change.deps.toSorted().map(fromHex)
  return concatBytes(
    ulebBytes(deps.length),
    ...deps,
    ulebBytes(actor.length),
    actor,
    ulebBytes(change.seq),
    ulebBytes(change.startOp),
    Uint8Array.of(0),
    ulebBytes(message.length),
    message,
    Uint8Array.of(0, 0),
  )
}

export const encodeEmptyChange = (
  change: EmptyChange,
): { readonly hash: ChangeHash; readonly bytes: Uint8Array } => chunkOf(emptyContents(change))
