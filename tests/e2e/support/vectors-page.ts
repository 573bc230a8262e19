/** What the page of vectors.e2e.ts runs, bundled from the shipped sources as the app is. */
import { hexToBytes } from '../../../src/base/bytes.ts'
import { verifyAccountRecords } from '../../../src/protocol/accounts/verify-records.ts'
import { createVerifier, verifyWithTweetnacl } from '../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import { decodeRecord } from '../../../src/protocol/records/record.ts'
import {
  runVerifierVectors,
  type VerifierRun,
  type VerifierVectorFile,
} from '../../vectors/run-verifier-vectors.ts'

export interface RecordVectors {
  readonly account: string
  readonly valid: readonly { readonly name: string; readonly kind: string; readonly bytes: string }[]
  readonly invalid: readonly { readonly name: string; readonly bytes: string }[]
}

export interface Verdicts {
  /** Whether this platform has Ed25519 of its own, or falls back to the one that is shipped. */
  readonly hasOwnEd25519: boolean
  readonly published: readonly VerifierRun[]
  readonly fallback: readonly VerifierRun[]
  /** Each record by its name, and how it was judged. */
  readonly records: readonly (readonly [string, string])[]
}

export const judgeVectors = async (
  files: readonly VerifierVectorFile[],
  { account, valid, invalid }: RecordVectors,
): Promise<Verdicts> => {
  const verify = await createVerifier()
  const judge = async (hex: string): Promise<string> => {
    const decoded = decodeRecord(bytesOf(hex))
    if (!decoded.ok) return decoded.error.type
    const { refused } = await verifyAccountRecords(verify, bytesOf(account) as AccountId, [decoded.value])
    return refused[0]?.error.type ?? 'accepted'
  }
  // A proof of possession never travels alone, so it is no record to judge here.
  const cases = [...valid.filter(({ kind }) => kind !== 'pop'), ...invalid]
  return {
    hasOwnEd25519: verify !== verifyWithTweetnacl,
    published: await Promise.all(files.map(file => runVerifierVectors(verify, file))),
    fallback: await Promise.all(files.map(file => runVerifierVectors(verifyWithTweetnacl, file))),
    records: await Promise.all(cases.map(async ({ name, bytes }) => [name, await judge(bytes)] as const)),
  }
}

const bytesOf = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex)
  if (bytes === null) throw new Error('a vector is not hex')
  return bytes
}
