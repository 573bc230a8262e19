/** What a sender is told of what the gate kept out, and what of it no honest client would have sent. */
import type { GateRefusal, RefusalReason } from '../../src/protocol/gate/refusal.ts'
import type { DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import type { StoreError } from '../stores/store.ts'
import type { Violation } from './subscriber.ts'

export interface Told {
  readonly refusal: DocumentRefusal
  readonly violation: Violation | null
}

/** Null: nothing is said; it waits, and is judged again when the owner's chain changes. */
export const whatToTell = (refusal: GateRefusal, isOwnerKnown: boolean): Told | null =>
  refusal.type === 'malformed'
    ? { refusal: 'malformed', violation: 'malformed-change' }
    : forReason(refusal.reason, isOwnerKnown)

const forReason = (reason: RefusalReason, isOwnerKnown: boolean): Told | null => {
  switch (reason) {
    case 'wrong-genesis':
      return { refusal: 'wrong-genesis', violation: 'wrong-genesis' }
    case 'duplicate-seq':
    case 'seq-gap':
    case 'wrong-start-op':
    case 'bad-seal-signature':
    case 'parent-refused':
      return { refusal: 'forged', violation: 'forged-change' }
    case 'unknown-device':
      return isOwnerKnown ? null : { refusal: 'owner-unknown', violation: null }
    case 'revoked-device':
      // Somebody may have held it in good faith before they heard of the revocation.
      return { refusal: 'not-admitted', violation: null }
    case 'stage-full':
    case 'too-many-bad-seals':
      return { refusal: 'too-large', violation: 'flooding' }
  }
}

export const refusalOfStoreError = (error: StoreError): DocumentRefusal =>
  error.type === 'entry-too-large' ? 'too-large' : 'relay-full'
