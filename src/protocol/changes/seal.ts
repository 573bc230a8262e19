/**
 * Seals (PROTOCOL §4): a device vouches for the heads it stands on. Signed, of kind `seal`, over
 * [doc32, dev32, chain16, n, prevSeal|null, actor, seq, startOp, deps sorted], the last four as in the
 * change's own header. Heads are hashes, so one seal covers everything beneath it.
 */
import { equalBytes, hexToBytes } from '../../base/bytes.ts'
import type { Item } from '../codec/cbor.ts'
import type { VerifySignature } from '../crypto/verify.ts'
import type { Doc32 } from '../records/document-genesis.ts'
import { type SignMessage, signingInput } from '../records/record.ts'
import { type ChangeHash, contentsOf } from './change.ts'
import { emptyContents, encodeEmptyChange, type EmptyChange } from './empty-change.ts'
import { encodeStatement, type SealFields } from './statement.ts'

type Header = Omit<EmptyChange, 'message'>

const fromHex = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array()

const sealBody = (doc32: Doc32, seal: Omit<SealFields, 'sig'>, header: Header): Item[] => [
  doc32,
  seal.device,
  seal.chain,
  seal.n,
  seal.prevSeal,
  fromHex(header.actor),
  header.seq,
  header.startOp,
  header.deps.toSorted().map(fromHex),
]

/** A whole sealed change, ready to apply. */
export const createSealChange = async (
  sign: SignMessage,
  doc32: Doc32,
  seal: Omit<SealFields, 'sig'>,
  header: Header,
): Promise<{ readonly hash: ChangeHash; readonly bytes: Uint8Array }> => {
  const sig = await sign(signingInput('seal', sealBody(doc32, seal, header)))
  return encodeEmptyChange({ ...header, message: encodeStatement({ type: 'seal', seal: { ...seal, sig } }) })
}

/**
 * Whether the seal holds for the change that carries it. Everything else in that change (its time, say) must
 * be as `createSealChange` writes it: else anybody could make a twin of a seal, with another hash under the
 * same signature, and take the sequence number that the true one needs.
 */
export const verifySeal = async (
  verify: VerifySignature,
  doc32: Doc32,
  seal: SealFields,
  change: EmptyChange & { readonly bytes: Uint8Array },
): Promise<boolean> =>
  equalBytes(emptyContents(change), contentsOf(change.bytes)) &&
  verify(seal.sig, signingInput('seal', sealBody(doc32, seal, change)), seal.device)
