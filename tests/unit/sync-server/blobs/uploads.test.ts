import { Agent, request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { partBytes } from '../../../../src/protocol/blobs/http.ts'
import { askHttp, bearer, createBlobHttp } from '../../../support/blob-http.ts'
import { alice, imageOf, pathOf, serve, token } from './served-blobs.ts'

describe('an upload', () => {
  it.each<[string, Record<string, string>]>([
    ['no offset', { 'upload-length': '10' }],
    ['no length', { 'upload-offset': '0' }],
    ['an offset below nothing', { 'upload-offset': '-1', 'upload-length': '10' }],
    ['half a byte', { 'upload-offset': '0', 'upload-length': '10.5' }],
    ['a length that is no number', { 'upload-offset': '0', 'upload-length': '1e1' }],
    ['more digits than any length has', { 'upload-offset': '0', 'upload-length': '1'.repeat(16) }],
    ['an offset past its end', { 'upload-offset': '11', 'upload-length': '10' }],
    ['a part past its end', { 'upload-offset': '5', 'upload-length': '10' }],
    ['no length at all', { 'upload-offset': '0', 'upload-length': '0' }],
  ])('with %s is malformed', async (_, headers) => {
    const { port } = await serve()
    const bytes = imageOf(10)
    const question = { method: 'PUT', headers: { ...bearer(token), ...headers }, body: bytes }
    const answer = await askHttp(port, pathOf(bytes), question)
    expect([answer.status, answer.error]).toEqual([400, 'malformed'])
  })

  it('says where to go on from, and is finished by an empty part when all has come', async () => {
    const { http, store } = await serve()
    const bytes = imageOf(1_000)
    expect((await http.put(bytes, { offset: 10 })).headers['upload-offset']).toBe('0')
    await http.put(bytes, { end: 600 })
    const wrong = await http.put(bytes, { end: 600 })
    expect([wrong.status, wrong.error, wrong.headers['upload-offset']]).toEqual([409, 'wrong-offset', '600'])
    expect((await http.put(bytes, { offset: 600, end: 600 })).error).toBe('malformed')
    const head = await http.head(bytes)
    expect([head.status, head.headers['upload-offset']]).toEqual([404, '600'])
    expect((await http.put(bytes, { offset: 600, length: 1_001 })).status).toBe(202)
    expect((await http.put(bytes, { offset: 1_000 })).status).toBe(201)
    expect(await store.usedBytes(alice)).toBe(1_000)
  })

  it('of more than one part at once is refused, whether it says so or not', async () => {
    const { http, port } = await serve()
    const bytes = imageOf(partBytes + 1)
    expect((await http.put(bytes)).status).toBe(413)
    const headers = { ...http.partHeaders(0, bytes.length), 'transfer-encoding': 'chunked' }
    expect((await askHttp(port, pathOf(bytes), { method: 'PUT', headers, body: bytes })).status).toBe(413)
    expect((await http.head(bytes)).headers['upload-offset']).toBe('0')
    expect((await http.put(bytes, { end: partBytes })).status).toBe(202)
  })

  it('refused before its body is read is answered all the same, and the next one on the line too', async () => {
    const { http, port } = await serve()
    const body = imageOf(partBytes)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const put = (headers: Readonly<Record<string, string | number>>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const request = httpRequest({
          host: '127.0.0.1',
          port,
          path: pathOf(body),
          method: 'PUT',
          headers,
          agent,
        })
        request.on('error', reject)
        request.on('response', response => response.resume().on('end', () => resolve(response.statusCode)))
        request.end(body)
      })
    const granted = http.partHeaders(0, body.length)
    const answers = [
      await put({}),
      await put({ ...granted, 'upload-length': 'x' }),
      await put({}),
      await put(granted),
    ]
    expect(answers).toEqual([401, 400, 401, 201])
    agent.destroy()
  })

  it.each(['POST', 'DELETE', 'PATCH'])('cannot be a %s', async method => {
    const { port } = await serve()
    const answer = await askHttp(port, pathOf(imageOf(9)), {
      method,
      headers: { ...bearer(token), 'content-length': 0 },
    })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, PUT, OPTIONS'])
  })
})

/** A PUT whose body is sent piece by piece. */
const slowPut = (port: number, bytes: Uint8Array) => {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    path: pathOf(bytes),
    method: 'PUT',
    headers: { ...createBlobHttp(port, token).partHeaders(0, bytes.length), 'content-length': bytes.length },
    agent: false,
  })
  const ended = new Promise<number | 'cut'>(resolve => {
    request.on('error', () => resolve('cut'))
    request.on('response', response => resolve(response.resume().statusCode ?? 0))
  })
  return { request, ended }
}

describe('a slow upload', () => {
  it('that moves is left alone, however long it takes', async () => {
    const { port } = await serve({ stallMs: 800 })
    const bytes = imageOf(8)
    const { request, ended } = slowPut(port, bytes)
    for (const byte of bytes) {
      request.write(Uint8Array.of(byte))
      await new Promise(resolve => setTimeout(resolve, 150))
    }
    request.end()
    expect(await ended).toBe(201)
  })

  it('that does not move is cut, and others need not wait for it', async () => {
    const { port, http } = await serve({ stallMs: 150, maxUploadsInHand: 2, maxUploadsInHandPerAccount: 1 })
    const { request, ended } = slowPut(port, imageOf(1_000))
    request.write(imageOf(10))
    await expect.poll(async () => (await http.put(imageOf(10))).error).toBe('too-many-requests')
    expect(await ended).toBe('cut')
    await expect.poll(async () => (await http.put(imageOf(10))).status).toBe(201)
  })
})
