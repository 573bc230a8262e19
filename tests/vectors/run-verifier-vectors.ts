/** Signature vectors against any verifier: the same function serves Node and a page in a browser. */
import { hexToBytes } from '../../src/base/bytes.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'

export interface VerifierVector {
  readonly name: string
  /** Hex, like the two that follow. */
  readonly publicKey: string
  readonly message: string
  readonly signature: string
  readonly valid: boolean
}

export interface VerifierVectorFile {
  readonly source: string
  readonly cases: readonly VerifierVector[]
}

export interface VerifierRun {
  /** How many were judged, so that an empty file cannot pass for a good one. */
  readonly judged: number
  /** Names of the cases on which the verifier disagrees with the file. */
  readonly wrong: readonly string[]
}

export const runVerifierVectors = async (
  verify: VerifySignature,
  file: VerifierVectorFile,
): Promise<VerifierRun> => {
  const wrong: string[] = []
  for (const { name, publicKey, message, signature, valid } of file.cases) {
    const verdict = await verify(bytesOfHex(signature), bytesOfHex(message), bytesOfHex(publicKey))
    if (verdict !== valid) wrong.push(name)
  }
  return { judged: file.cases.length, wrong }
}

const bytesOfHex = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex)
  if (bytes === null) throw new Error('a vector is not hex')
  return bytes
}
