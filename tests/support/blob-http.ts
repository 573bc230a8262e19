/** Blobs over HTTP as bare as it gets: paths and headers go out as they are given. */
import { createHash } from 'node:crypto'
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { bytesToBase64Url } from '../../src/base/bytes.ts'
import { type BlobDigest, type Cid, cidOf } from '../../src/protocol/blobs/cid.ts'
import {
  decodeDigests,
  encodeDigests,
  uploadLengthHeader,
  uploadOffsetHeader,
} from '../../src/protocol/blobs/http.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** What a refusal says. */
  readonly error: string | null
}

export interface HttpQuestion {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | number>>
  readonly body?: Uint8Array
}

export const askHttp = (port: number, path: string, question: HttpQuestion = {}): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = question
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            error: errorIn(response.headers['content-type'], bytes),
          })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })

const errorIn = (contentType: string | undefined, body: Buffer): string | null => {
  if (contentType?.startsWith('application/json') !== true || body.length === 0) return null
  const parsed: unknown = JSON.parse(body.toString())
  const isRefusal = typeof parsed === 'object' && parsed !== null && 'error' in parsed
  return isRefusal && typeof parsed.error === 'string' ? parsed.error : null
}

const digestOf = (bytes: Uint8Array): BlobDigest =>
  new Uint8Array(createHash('sha256').update(bytes).digest()) as BlobDigest
export const cidOfBytes = (bytes: Uint8Array): Cid => cidOf(digestOf(bytes))

export const bearer = (token: Uint8Array): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${bytesToBase64Url(token)}`,
})

export interface PartChoices {
  readonly offset?: number
  readonly end?: number
  readonly length?: number
  readonly cid?: string
}

export interface BlobHttp {
  get(bytes: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>
  head(bytes: Uint8Array): Promise<HttpAnswer>
  /** The whole in one part unless told otherwise. */
  put(bytes: Uint8Array, choices?: PartChoices): Promise<HttpAnswer>
  claim(doc: DocId, ...blobs: readonly Uint8Array[]): Promise<HttpAnswer>
  partHeaders(offset: number, length: number): Readonly<Record<string, string | number>>
}

export const createBlobHttp = (port: number, token: Uint8Array | null): BlobHttp => {
  const authorized = token === null ? {} : bearer(token)
  const partHeaders: BlobHttp['partHeaders'] = (offset, length) => ({
    ...authorized,
    [uploadOffsetHeader]: offset,
    [uploadLengthHeader]: length,
  })
  return {
    partHeaders,
    get: (bytes, headers = {}) => askHttp(port, `/blobs/${cidOfBytes(bytes)}`, { headers }),
    head: bytes => askHttp(port, `/blobs/${cidOfBytes(bytes)}`, { method: 'HEAD', headers: authorized }),
    put: (bytes, { offset = 0, end = bytes.length, length = bytes.length, cid = cidOfBytes(bytes) } = {}) =>
      askHttp(port, `/blobs/${cid}`, {
        method: 'PUT',
        headers: partHeaders(offset, length),
        body: bytes.subarray(offset, end),
      }),
    claim: (doc, ...blobs) =>
      askHttp(port, `/blobs/claims/${doc}`, {
        method: 'PUT',
        headers: authorized,
        body: encodeDigests(blobs.map(digestOf)),
      }),
  }
}

/** The answer to a claim: what the relay lacks. */
export const lackingIn = ({ status, body }: HttpAnswer): readonly Cid[] => {
  const digests = decodeDigests(new Uint8Array(body))
  if (status !== 200 || !digests.ok) throw new Error(`no answer to a claim: ${status}`)
  return digests.value.map(cidOf)
}
