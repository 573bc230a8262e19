/** What answers about blobs say besides their content. */
import type { ServerResponse } from 'node:http'
import { type BlobRefusal, uploadLengthHeader, uploadOffsetHeader } from '../../src/protocol/blobs/http.ts'
import { answerJson } from '../http/answer.ts'

/**
 * The app may come from another relay, so any origin may ask: a blob's name is all that protects it, and a
 * token is no cookie that a browser would send along unasked.
 */
const shared: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': [
    'ETag',
    'Content-Range',
    'Retry-After',
    uploadLengthHeader,
    uploadOffsetHeader,
  ].join(', '),
  // Bytes of strangers must never run as a page of this origin.
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

const forPreflight: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT',
  'Access-Control-Allow-Headers': [
    'Authorization',
    'Content-Type',
    'If-None-Match',
    'If-Range',
    'Range',
    uploadLengthHeader,
    uploadOffsetHeader,
  ].join(', '),
  'Access-Control-Max-Age': '86400',
}

const statuses: Readonly<Record<BlobRefusal, number>> = {
  'token-needed': 401,
  'not-admitted': 403,
  'not-yours': 403,
  malformed: 400,
  unknown: 404,
  'wrong-offset': 409,
  'too-large': 413,
  'wrong-hash': 422,
  'too-many-requests': 429,
  'over-quota': 507,
  'relay-full': 507,
}

export const setSharedHeaders = (response: ServerResponse): void => setAll(response, shared)

export const answerPreflight = (response: ServerResponse): void => {
  setAll(response, forPreflight)
  response.writeHead(204).end()
}

/** The status is the refusal's own unless another is given. */
export const refuse = (
  response: ServerResponse,
  error: BlobRefusal,
  status: number = statuses[error],
): void => {
  if (error === 'too-many-requests') response.setHeader('Retry-After', '1')
  if (error === 'token-needed') response.setHeader('WWW-Authenticate', 'Bearer')
  answerJson(response, status, { error })
}

const setAll = (response: ServerResponse, headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
