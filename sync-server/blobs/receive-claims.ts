/** PUT of all that one document refers to, as protocol/blobs/http.ts says. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { equalBytes } from '../../src/base/bytes.ts'
import { decodeDigests, encodeDigests } from '../../src/protocol/blobs/http.ts'
import { limits as protocolLimits } from '../../src/protocol/limits.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { TokenHolder } from '../accounts/tokens.ts'
import type { BlobStore } from '../stores/blob-store.ts'
import { refuse } from './headers.ts'
import { readBody } from './read-body.ts'
import { closeAfter } from './upload.ts'

export interface ClaimDeps {
  readonly store: BlobStore
  /** Null for a document that is not held. */
  readonly ownerOf: (doc: DocId) => Promise<Uint8Array | null>
}

export const receiveClaims = async (
  { store, ownerOf }: ClaimDeps,
  request: IncomingMessage,
  response: ServerResponse,
  { account }: TokenHolder,
  doc: DocId,
): Promise<void> => {
  const owner = await ownerOf(doc)
  if (owner === null || !equalBytes(owner, account)) return refuse(response, 'not-yours')
  const body = await readBody(request, protocolLimits.encodedBytes)
  if (!body.ok) return closeAfter(response, () => refuse(response, body.error))
  const digests = decodeDigests(body.value)
  if (!digests.ok) return refuse(response, 'malformed')
  const claimed = await store.claim(account, doc, digests.value)
  if (!claimed.ok) return refuse(response, claimed.error.type)
  const lacking = encodeDigests(claimed.value)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Content-Length', lacking.length)
  response.writeHead(200).end(lacking)
}
