/**
 * automerge-repo's network protocol, version "1": CBOR maps of names (RFC 8949).
 *
 *   join        {type, senderId, peerMetadata, supportedProtocolVersions}             client → relay, first
 *   peer        {type, senderId, targetId, peerMetadata, selectedProtocolVersion}     relay → client, its answer
 *   sync        {type, senderId, targetId, documentId, data}    data: Automerge's sync message
 *   request     the same; the sender has nothing of the document yet
 *   doc-unavailable   {type, senderId, targetId, documentId}
 *   ephemeral   {type, senderId, targetId, documentId, count, sessionId, data}
 *   leave       {type, senderId}
 *   error       {type, senderId, targetId, message}
 */
import { decode, encode, Tokenizer } from 'cborg'
import { err, ok, type Result } from '../../src/base/result.ts'
import { malformed, type Malformed } from '../../src/protocol/errors.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { docIdFromBase58, docIdToBase58 } from './document-id.ts'

export type RepoClientMessage =
  | { readonly type: 'join'; readonly senderId: string; readonly speaksOurVersion: boolean }
  | {
      readonly type: 'sync' | 'request'
      readonly senderId: string
      readonly doc: DocId
      readonly message: Uint8Array
    }
  | { readonly type: 'doc-unavailable'; readonly senderId: string; readonly doc: DocId }
  | { readonly type: 'ephemeral' | 'leave' | 'error' | 'other'; readonly senderId: string }

export type RepoRelayMessage =
  | { readonly type: 'peer' }
  | { readonly type: 'sync'; readonly doc: DocId; readonly message: Uint8Array }
  | { readonly type: 'doc-unavailable'; readonly doc: DocId }
  | { readonly type: 'error'; readonly message: string }

const version = '1'
const maxPeerIdLength = 256
/** The largest honest message has about forty items; a hostile one could hold millions. */
const maxItems = 256

/** automerge-repo's maps start with these bytes, and none of our own frames does. */
export const isRepoMessage = (bytes: Uint8Array): boolean => {
  const first = bytes[0] ?? 0
  return first >= 0xa0 && first <= 0xbf
}

export const encodeRepoMessage = (
  message: RepoRelayMessage,
  senderId: string,
  targetId: string,
): Uint8Array => {
  const addressed = { type: message.type, senderId, targetId }
  switch (message.type) {
    case 'peer':
      return encode({ ...addressed, peerMetadata: {}, selectedProtocolVersion: version })
    case 'sync':
      return encode({ ...addressed, documentId: docIdToBase58(message.doc), data: message.message })
    case 'doc-unavailable':
      return encode({ ...addressed, documentId: docIdToBase58(message.doc) })
    case 'error':
      return encode({ ...addressed, message: message.message })
  }
}

/** The caller has bounded the bytes; here the number of items is bounded before anything is built of them. */
export const decodeRepoMessage = (bytes: Uint8Array): Result<RepoClientMessage, Malformed> => {
  let decoded: unknown
  try {
    decoded = decode(bytes, { useMaps: true, tokenizer: boundedTokenizer(bytes) })
  } catch {
    return err(malformed('repo message', 'not-cbor'))
  }
  return decoded instanceof Map ? parseMessage(decoded) : err(malformed('repo message', 'wrong-shape'))
}

const boundedTokenizer = (bytes: Uint8Array): Tokenizer => {
  const tokenizer = new Tokenizer(bytes, {})
  const next = tokenizer.next.bind(tokenizer)
  let items = 0
  tokenizer.next = () => {
    if (++items > maxItems) throw new Error('too many items')
    return next()
  }
  return tokenizer
}

const parseMessage = (fields: ReadonlyMap<unknown, unknown>): Result<RepoClientMessage, Malformed> => {
  const wrongShape = err(malformed('repo message', 'wrong-shape'))
  const type = fields.get('type')
  const senderId = fields.get('senderId')
  if (typeof senderId !== 'string' || senderId === '' || senderId.length > maxPeerIdLength) return wrongShape
  switch (type) {
    case 'join':
      return ok({
        type,
        senderId,
        speaksOurVersion: includesVersion(fields.get('supportedProtocolVersions')),
      })
    case 'sync':
    case 'request': {
      const doc = docOf(fields)
      const message = fields.get('data')
      return doc !== null && message instanceof Uint8Array ? ok({ type, senderId, doc, message }) : wrongShape
    }
    case 'doc-unavailable': {
      const doc = docOf(fields)
      return doc === null ? wrongShape : ok({ type, senderId, doc })
    }
    case 'ephemeral':
    case 'leave':
    case 'error':
      return ok({ type, senderId })
    default:
      // Later versions of automerge-repo add kinds; one that we do not know is no offence.
      return typeof type === 'string' ? ok({ type: 'other', senderId }) : wrongShape
  }
}

const docOf = (fields: ReadonlyMap<unknown, unknown>): DocId | null => {
  const text = fields.get('documentId')
  return typeof text === 'string' ? docIdFromBase58(text) : null
}

/** Absent means version 1, as in automerge-repo's own server. */
const includesVersion = (offered: unknown): boolean =>
  offered === undefined || (Array.isArray(offered) && offered.includes(version))
