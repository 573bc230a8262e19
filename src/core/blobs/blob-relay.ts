/** The exchange of protocol/blobs/http.ts from the client's side, one call each; nothing is remembered here. */
import { bytesToUtf8, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { type BlobDigest, cidOf } from '../../protocol/blobs/cid.ts'
import {
  type BlobRefusal,
  blobRefusals,
  decodeDigests,
  encodeDigests,
  uploadLengthHeader,
  uploadOffsetHeader,
} from '../../protocol/blobs/http.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { digestOf } from '../crypto/digest.ts'
import type { Http, HttpAnswer } from '../ports.ts'
import type { HttpAccess } from '../sync/relay-http.ts'
import type { BlobRef } from './blob-types.ts'

/** `later`: no answer, or one that says nothing of this blob: the relay is away, busy, or broken. */
export type RelayProblem = BlobRefusal | 'later'

export type PartAnswer =
  | { readonly type: 'kept' }
  /** The relay has the first `offset` bytes. */
  | { readonly type: 'go-on'; readonly offset: number }

export type FetchProblem = 'offline' | 'not-on-relay' | 'altered'

export interface BlobRelay {
  /** Of exactly the length and hash named. Anybody may. */
  get(base: string, ref: BlobRef): Promise<Result<Uint8Array, FetchProblem>>
  /** The digests that the relay lacks. */
  claim(
    access: HttpAccess,
    doc: DocId,
    digests: readonly BlobDigest[],
  ): Promise<Result<readonly BlobDigest[], RelayProblem>>
  /** How much of an upload the relay has: 0 when none was begun. */
  offsetOf(access: HttpAccess, digest: BlobDigest): Promise<Result<number, RelayProblem>>
  /** `part` is what comes after `offset` of `length` bytes. */
  putPart(
    access: HttpAccess,
    digest: BlobDigest,
    offset: number,
    length: number,
    part: Uint8Array,
  ): Promise<Result<PartAnswer, RelayProblem>>
}

const silenceMs = 30_000
/** A megabyte on a line of 100 kbit/s. */
const uploadMs = 90_000
const refusalBytes = 1 << 10
const answerBytes = 1 << 20

export const createBlobRelay = (http: Http): BlobRelay => ({
  async get(base, ref) {
    const url = blobUrl(base, ref.digest)
    const maxBytes = Math.max(ref.bytes, refusalBytes)
    const request = { method: 'GET', url, headers: {}, body: null, maxBytes, timeoutMs: silenceMs } as const
    const answer = await http.request(request)
    if (!answer.ok) return err(answer.error.type === 'answer-too-large' ? 'altered' : 'offline')
    const { status, body } = answer.value
    if (status === 404) return err('not-on-relay')
    if (status !== 200) return err('offline')
    const isWhole = body.length === ref.bytes && equalBytes(await digestOf(body), ref.digest)
    return isWhole ? ok(body) : err('altered')
  },
  async claim(access, doc, digests) {
    const url = `${access.base}/blobs/claims/${doc}`
    const headers = { ...authorised(access), 'content-type': 'application/cbor' }
    const body = encodeDigests(digests)
    const request = { method: 'PUT', url, headers, body, maxBytes: answerBytes, timeoutMs: uploadMs } as const
    const answer = await http.request(request)
    if (!answer.ok) return err('later')
    if (!isGood(answer.value.status)) return err(refusalOf(answer.value))
    const lacking = decodeDigests(answer.value.body)
    return lacking.ok ? lacking : err('later')
  },
  async offsetOf(access, digest) {
    const request = {
      method: 'HEAD',
      url: blobUrl(access.base, digest),
      headers: authorised(access),
      body: null,
      maxBytes: 0,
    } as const
    const answer = await http.request({ ...request, timeoutMs: silenceMs })
    if (!answer.ok) return err('later')
    const { status } = answer.value
    // 404: not here as a whole. 200: it is, which the relay will say again when asked to take it.
    return status === 404 || isGood(status) ? ok(offsetIn(answer.value) ?? 0) : err(refusalOf(answer.value))
  },
  async putPart(access, digest, offset, length, part) {
    const headers = {
      ...authorised(access),
      'content-type': 'application/octet-stream',
      [uploadOffsetHeader]: String(offset),
      [uploadLengthHeader]: String(length),
    }
    const request = {
      method: 'PUT',
      url: blobUrl(access.base, digest),
      headers,
      body: part,
      maxBytes: refusalBytes,
    } as const
    const answer = await http.request({ ...request, timeoutMs: uploadMs })
    return answer.ok ? partAnswer(answer.value, offset + part.length, length) : err('later')
  },
})

const blobUrl = (base: string, digest: BlobDigest): string => `${base}/blobs/${cidOf(digest)}`

const authorised = ({ token }: HttpAccess): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
})

const isGood = (status: number): boolean => status >= 200 && status < 300

const partAnswer = (
  answer: HttpAnswer,
  sentUntil: number,
  length: number,
): Result<PartAnswer, RelayProblem> => {
  if (answer.status === 200 || answer.status === 201) return ok({ type: 'kept' })
  if (answer.status !== 202 && answer.status !== 409) return err(refusalOf(answer))
  const offset = offsetIn(answer) ?? (answer.status === 202 ? sentUntil : null)
  return offset === null || offset > length ? err('later') : ok({ type: 'go-on', offset })
}

const offsetIn = ({ headers }: HttpAnswer): number | null => {
  const text = headers.get(uploadOffsetHeader) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

const byStatus: ReadonlyMap<number, BlobRefusal> = new Map([
  [401, 'token-needed'],
  [403, 'not-admitted'],
  [404, 'unknown'],
  [413, 'too-large'],
  [422, 'wrong-hash'],
  [507, 'relay-full'],
])

/** What the body says, where it says one of the known; else what the status says (HEAD has no body). */
const refusalOf = ({ status, body }: HttpAnswer): RelayProblem => {
  if (status < 400 || status === 429 || (status >= 500 && status !== 507)) return 'later'
  return refusalIn(body) ?? byStatus.get(status) ?? 'later'
}

const refusalIn = (body: Uint8Array): BlobRefusal | null => {
  const text = body.length > refusalBytes ? null : bytesToUtf8(body)
  const said = /^\s*\{\s*"error"\s*:\s*"([a-z-]+)"\s*\}\s*$/.exec(text ?? '')?.[1]
  return blobRefusals.find(known => known === said) ?? null
}
