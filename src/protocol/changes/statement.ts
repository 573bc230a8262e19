/**
 * What a change without operations can say, in its message: base64url(enc(…)) of one of
 *
 *   ["doc", [kind, owner32, tag32]]                 a document's genesis; its first change
 *   [kind, body, sig]                               a record: genesis, link or prekey, in identity documents
 *   ["seal", dev32, chain16, n, prevSeal|null, sig] a seal
 */
import { base64UrlToBytes, bytesToBase64Url } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import { bytesOf, literal, nullable, parseItem, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import {
  type DocumentGenesis,
  documentGenesisToItem,
  parseDocumentGenesis,
} from '../records/document-genesis.ts'
import { parseRecord, recordToItem, type SignedRecord } from '../records/record.ts'

export interface SealFields {
  /** Ed25519, 32 bytes. */
  readonly device: Uint8Array
  /** 16 bytes, random per session. */
  readonly chain: Uint8Array
  /** Counts up by one within a chain. */
  readonly n: number
  /** Hash of the device's seal before this one in the document. */
  readonly prevSeal: Uint8Array | null
  readonly sig: Uint8Array
}

export type Statement =
  | { readonly type: 'genesis'; readonly genesis: DocumentGenesis }
  | { readonly type: 'record'; readonly record: SignedRecord }
  | { readonly type: 'seal'; readonly seal: SealFields }

const sealShape = tuple<['seal', Uint8Array, Uint8Array, number, Uint8Array | null, Uint8Array]>(
  literal('seal'),
  bytesOf(32),
  bytesOf(16),
  uint(),
  nullable(bytesOf(32)),
  bytesOf(64),
)

const statementToItem = (statement: Statement): Item => {
  switch (statement.type) {
    case 'genesis':
      return ['doc', documentGenesisToItem(statement.genesis)]
    case 'record':
      return recordToItem(statement.record)
    case 'seal': {
      const { device, chain, n, prevSeal, sig } = statement.seal
      return ['seal', device, chain, n, prevSeal, sig]
    }
  }
}

/** The message of a change. */
export const encodeStatement = (statement: Statement): string =>
  bytesToBase64Url(enc(statementToItem(statement)))

export const decodeStatement = (message: string): Result<Statement, Malformed> => {
  if (message.length > limits.changeBytes) return err(malformed('statement', 'too-large'))
  const bytes = base64UrlToBytes(message)
  if (bytes === null) return err(malformed('statement', 'not-base64url'))
  const decoded = dec(bytes, 'statement')
  if (!decoded.ok) return decoded
  const item = decoded.value
  if (!Array.isArray(item)) return err(malformed('statement', 'wrong-shape'))
  if (item[0] === 'seal') return parseSeal(item)
  if (item[0] === 'doc' && item.length === 2) {
    const genesis = parseDocumentGenesis(item[1] as Item)
    return genesis.ok ? ok({ type: 'genesis', genesis: genesis.value }) : genesis
  }
  const record = parseRecord(item)
  return record.ok ? ok({ type: 'record', record: record.value }) : record
}

const parseSeal = (item: Item): Result<Statement, Malformed> => {
  const parsed = parseItem(sealShape, item, 'seal')
  if (!parsed.ok) return parsed
  const [, device, chain, n, prevSeal, sig] = parsed.value
  return ok({ type: 'seal', seal: { device, chain, n, prevSeal, sig } })
}
