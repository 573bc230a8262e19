/** GET and HEAD of a blob, for anybody who knows its name. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Cid } from '../../src/protocol/blobs/cid.ts'
import { uploadOffsetHeader } from '../../src/protocol/blobs/http.ts'
import { isKnownToClient } from '../http/entity-tag.ts'
import type { HeldBlob } from '../stores/blob-store.ts'
import { type ByteRange, parseByteRange } from './byte-range.ts'

/** Closes the blob, whatever comes of it. */
export const sendBlob = async (
  request: IncomingMessage,
  response: ServerResponse,
  cid: Cid,
  blob: HeldBlob,
): Promise<void> => {
  const entityTag = `"${cid}"`
  response.setHeader('ETag', entityTag)
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  response.setHeader('Accept-Ranges', 'bytes')
  if (isKnownToClient(request.headers['if-none-match'], entityTag)) return sendNothing(response, blob, 304)
  const range = rangeOf(request, entityTag, blob.bytes)
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${blob.bytes}`)
    return sendNothing(response, blob, 416)
  }
  // Never as what it claims to be: the app knows what it asked for.
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Content-Disposition', 'attachment')
  return sendBytes(request, response, blob, range)
}

const sendBytes = async (
  request: IncomingMessage,
  response: ServerResponse,
  blob: HeldBlob,
  range: ByteRange | null,
): Promise<void> => {
  const { start, end } = range ?? { start: 0, end: blob.bytes }
  if (range !== null) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${blob.bytes}`)
  response.setHeader('Content-Length', end - start)
  if (request.method === 'HEAD') {
    response.setHeader(uploadOffsetHeader, blob.bytes)
    return sendNothing(response, blob, 200)
  }
  response.writeHead(range === null ? 200 : 206)
  await pipeline(blob.stream(start, end), response)
}

const sendNothing = async (response: ServerResponse, blob: HeldBlob, status: number): Promise<void> => {
  await blob.close()
  response.writeHead(status).end()
}

/** Ranges are for GET alone, and with If-Range only of the very thing the client has a part of. */
const rangeOf = (
  { method, headers }: IncomingMessage,
  entityTag: string,
  bytes: number,
): ByteRange | 'unsatisfiable' | null => {
  const condition = headers['if-range']
  const isOfThis = condition === undefined || condition === entityTag
  return method === 'GET' && isOfThis ? parseByteRange(headers.range, bytes) : null
}
