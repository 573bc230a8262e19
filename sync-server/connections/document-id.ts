/** automerge-repo writes a document's id as base58check of its 16 bytes; we write it in hex. */
import { createBase58check } from '@scure/base'
import { bytesToHex, hexToBytes } from '../../src/base/bytes.ts'
import { sha256 } from '../../src/protocol/crypto/hash.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'

const base58check = createBase58check(sha256)
/** 20 bytes never need more than 28 digits. */
const maxLength = 28

export const docIdToBase58 = (doc: DocId): string => base58check.encode(hexToBytes(doc) ?? new Uint8Array(16))

/** Null unless it is the one spelling of 16 bytes. */
export const docIdFromBase58 = (text: string): DocId | null => {
  if (text.length > maxLength) return null
  try {
    const bytes = base58check.decode(text)
    return bytes.length === 16 ? bytesToHex(bytes) : null
  } catch {
    return null
  }
}
