import type { VerifySignature } from '../crypto/verify.ts'
import { type SignedRecord, signingInput } from './record.ts'

/** Whether `publicKey` (Ed25519, 32 bytes) signed the record. Who may sign what is for others to judge. */
export const verifyRecord = (
  verify: VerifySignature,
  record: SignedRecord,
  publicKey: Uint8Array,
): Promise<boolean> => verify(record.sig, signingInput(record.kind, record.body), publicKey)
