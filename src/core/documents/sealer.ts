/** This device, as a signer of seals, for one session. */
import { bytesToHex, hexToBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { SignMessage } from '../../protocol/records/record.ts'
import type { DocId } from '../../protocol/relay/frames.ts'

export interface Sealer {
  readonly device: Uint8Array
  /** 16 bytes, new each session, so that a copied browser profile cannot repeat a counter. */
  readonly chain: Uint8Array
  /** Hex; the actor of this session's record changes. */
  readonly actor: string
  readonly sign: SignMessage
  /** Grows by one with every seal of the session, whatever the document. */
  nextCounter(): number
  previousSeal(doc: DocId): Uint8Array | null
  rememberSeal(doc: DocId, hash: ChangeHash): void
}

export const createSealer = (device: Uint8Array, sign: SignMessage, random: Random): Sealer => {
  let counter = 0
  const last = new Map<DocId, Uint8Array>()
  return {
    device,
    chain: random.bytes(16),
    actor: bytesToHex(random.bytes(16)),
    sign,
    nextCounter: () => counter++,
    previousSeal: doc => last.get(doc) ?? null,
    rememberSeal(doc, hash) {
      last.set(doc, hexToBytes(hash) ?? new Uint8Array())
    },
  }
}
