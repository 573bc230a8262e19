/** PUT of one part, as protocol/blobs/http.ts says. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import { partBytes, uploadLengthHeader, uploadOffsetHeader } from '../../src/protocol/blobs/http.ts'
import type { TokenHolder } from '../accounts/tokens.ts'
import { shortId } from '../connections/handshake.ts'
import type { Log } from '../log.ts'
import type { BlobStore, PartAnswer, PartRefusal } from '../stores/blob-store.ts'
import { refuse } from './headers.ts'
import { readBody } from './read-body.ts'

export const receiveUpload = async (
  { store, log }: { readonly store: BlobStore; readonly log: Log },
  request: IncomingMessage,
  response: ServerResponse,
  { account }: TokenHolder,
  digest: BlobDigest,
): Promise<void> => {
  const offset = wholeNumber(request.headers[uploadOffsetHeader])
  const length = wholeNumber(request.headers[uploadLengthHeader])
  if (offset === null || length === null || length === 0 || offset > length)
    return refuse(response, 'malformed')
  const body = await readBody(request, partBytes)
  if (!body.ok) return closeAfter(response, () => refuse(response, body.error))
  const part = body.value
  // An empty part is for who has sent everything and not heard the end of it.
  if (offset + part.length > length || (part.length === 0 && offset < length))
    return refuse(response, 'malformed')
  const put = await store.put({ account, digest, offset, length, part })
  if (put.ok) {
    if (put.value.type === 'complete') log({ event: 'blob-kept', account: shortId(account), bytes: length })
    return accept(response, put.value, length)
  }
  log({ event: 'blob-refused', account: shortId(account), reason: put.error.type })
  refusePart(response, put.error)
}

const accept = (response: ServerResponse, answer: PartAnswer, length: number): void => {
  const status = { kept: 202, complete: 201, here: 200 }[answer.type]
  response.setHeader(uploadOffsetHeader, answer.type === 'kept' ? answer.offset : length)
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(status).end()
}

const refusePart = (response: ServerResponse, refusal: PartRefusal): void => {
  if (refusal.type === 'wrong-offset') response.setHeader(uploadOffsetHeader, refusal.offset)
  refuse(response, refusal.type)
}

/** What was not read of the request would be taken for the next one. */
export const closeAfter = (response: ServerResponse, answer: () => void): void => {
  response.setHeader('Connection', 'close')
  answer()
}

const wholeNumber = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
