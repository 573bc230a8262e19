import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Agent, request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src/base/clock.ts'
import { err, ok } from '../../../../src/base/result.ts'
import { maxClaims, partBytes } from '../../../../src/protocol/blobs/http.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createBlobRoutes } from '../../../../sync-server/blobs/routes.ts'
import { createHttpHandler } from '../../../../sync-server/http/handler.ts'
import { createBoundedServer } from '../../../../sync-server/http/server.ts'
import { type BlobLimits, defaultBlobLimits } from '../../../../sync-server/limits.ts'
import type { BlobStore } from '../../../../sync-server/stores/blob-store.ts'
import { createMemoryBlobStore } from '../../../../sync-server/stores/memory-blob-store.ts'
import {
  askHttp,
  bearer,
  type BlobHttp,
  cidOfBytes,
  createBlobHttp,
  lackingIn,
} from '../../../support/blob-http.ts'

const alice = new Uint8Array(32).fill(1) as AccountId
const token = new Uint8Array(32).fill(7)
const album = 'a'.repeat(32)
const closers: (() => Promise<void>)[] = []

interface Served {
  readonly port: number
  readonly store: BlobStore
  readonly http: BlobHttp
}

/** Whoever shows the token is Alice, and the album is hers. */
const serve = async (chosen: Partial<BlobLimits> = {}): Promise<Served> => {
  const limits = { ...defaultBlobLimits, ...chosen }
  const store = createMemoryBlobStore(systemClock, limits)
  const blobs = createBlobRoutes({
    clock: systemClock,
    log: () => {},
    limits,
    store,
    trustProxy: true,
    authorize: async ({ headers }) =>
      headers.authorization === bearer(token)['authorization']
        ? ok({ account: alice, device: alice })
        : err('token-needed'),
    ownerOf: async doc => (doc === album ? alice : doc === 'b'.repeat(32) ? new Uint8Array(32) : null),
  })
  const health = () => Promise.reject(new Error('not asked'))
  const directory = () => Promise.reject(new Error('not asked'))
  const answers = { appDir: '/nowhere', health, blobs, directory, log: () => {} }
  const server = createBoundedServer(createHttpHandler(answers), { maxSockets: 100 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => {
    server.close()
    server.closeAllConnections()
    await store.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, store, http: createBlobHttp(address.port, token) }
}

afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()))
})

const imageOf = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
const pathOf = (bytes: Uint8Array): string => `/blobs/${cidOfBytes(bytes)}`

describe('a blob that is read', () => {
  it('may be kept for ever, by any page, and never runs as one', async () => {
    const { http } = await serve()
    const bytes = imageOf(3_000)
    await http.put(bytes)
    const answer = await http.get(bytes)
    expect(answer.body.equals(bytes)).toBe(true)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': 'attachment',
      'content-length': '3000',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'application/octet-stream',
      'cross-origin-resource-policy': 'cross-origin',
      etag: `"${cidOfBytes(bytes)}"`,
      'x-content-type-options': 'nosniff',
    })
    const head = await http.head(bytes)
    expect([head.status, head.headers['content-length'], head.headers['upload-offset']]).toEqual([
      200,
      '3000',
      '3000',
    ])
  })

  it('comes in ranges', async () => {
    const { http } = await serve()
    const bytes = imageOf(3_000)
    await http.put(bytes)
    const some = await http.get(bytes, { range: 'bytes=100-199' })
    expect([some.status, some.headers['content-range']]).toEqual([206, 'bytes 100-199/3000'])
    expect(some.body.equals(bytes.subarray(100, 200))).toBe(true)
    expect((await http.get(bytes, { range: 'bytes=-1' })).body.equals(bytes.subarray(2_999))).toBe(true)
    const outside = await http.get(bytes, { range: 'bytes=3000-' })
    expect([outside.status, outside.headers['content-range'], outside.body.length]).toEqual([
      416,
      'bytes */3000',
      0,
    ])
    expect((await http.get(bytes, { range: 'bytes=0-1,5-6' })).status).toBe(200)
    const etag = `"${cidOfBytes(bytes)}"`
    expect((await http.get(bytes, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
    expect((await http.get(bytes, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
  })

  it('is not sent again to who has it', async () => {
    const { http } = await serve()
    const bytes = imageOf(3_000)
    await http.put(bytes)
    for (const tags of [`"${cidOfBytes(bytes)}"`, `"x", W/"${cidOfBytes(bytes)}"`, '*']) {
      const answer = await http.get(bytes, { 'if-none-match': tags })
      expect([answer.status, answer.body.length]).toEqual([304, 0])
    }
    expect((await http.get(bytes, { 'if-none-match': '"x"' })).status).toBe(200)
  })

  it('and is not there is no news to keep', async () => {
    const { http } = await serve()
    const answer = await http.get(imageOf(10))
    expect([answer.status, answer.error, answer.headers['cache-control']]).toEqual([
      404,
      'unknown',
      'no-store',
    ])
    expect(answer.headers['access-control-allow-origin']).toBe('*')
  })
})

describe('a page of another origin', () => {
  it('may ask before it sends, for everything that the app sends', async () => {
    const { port } = await serve()
    for (const path of [pathOf(imageOf(9)), `/blobs/claims/${album}`]) {
      const answer = await askHttp(port, path, {
        method: 'OPTIONS',
        headers: { origin: 'https://other.example', 'access-control-request-method': 'PUT' },
      })
      expect([answer.status, answer.body.length]).toEqual([204, 0])
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers['access-control-allow-methods']).toContain('PUT')
      for (const name of ['Authorization', 'Content-Type', 'upload-offset', 'upload-length', 'Range']) {
        expect(answer.headers['access-control-allow-headers']).toContain(name)
      }
    }
  })

  it('may read what the relay says in headers', async () => {
    const { http } = await serve()
    const bytes = imageOf(100)
    const answer = await http.put(bytes, { end: 50 })
    expect(answer.headers['access-control-expose-headers']).toContain('upload-offset')
    expect(answer.headers['upload-offset']).toBe('50')
  })
})

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

describe('a claim', () => {
  it('is for one’s own documents that the relay holds', async () => {
    const { http } = await serve()
    const bytes = imageOf(10)
    expect(lackingIn(await http.claim(album, bytes))).toEqual([cidOfBytes(bytes)])
    for (const doc of ['b', 'c']) {
      const answer = await http.claim(doc.repeat(32), bytes)
      expect([answer.status, answer.error]).toEqual([403, 'not-yours'])
    }
  })

  it('that cannot be read changes nothing', async () => {
    const { http, port, store } = await serve()
    const bytes = imageOf(10)
    await http.put(bytes)
    await http.claim(album, bytes)
    const put = (body: Uint8Array) =>
      askHttp(port, `/blobs/claims/${album}`, { method: 'PUT', headers: bearer(token), body })
    for (const body of [new Uint8Array(), imageOf(40), Uint8Array.of(0x81, 0x41, 0)]) {
      expect((await put(body)).error).toBe('malformed')
    }
    expect((await put(new Uint8Array(maxClaims * 40))).status).toBe(413)
    expect(await store.usedBytes(alice)).toBe(10)
  })

  it('is only ever put', async () => {
    const { port } = await serve()
    expect((await askHttp(port, `/blobs/claims/${album}`, { headers: bearer(token) })).status).toBe(404)
  })
})

describe('too much at once', () => {
  it('from one address is refused for a while, and from another is not', async () => {
    const { http, port } = await serve({ requestBurst: 3, requestsPerSecond: 1 })
    const bytes = imageOf(10)
    const answers = [
      await http.get(bytes),
      await http.get(bytes),
      await http.get(bytes),
      await http.get(bytes),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 429])
    expect([answers[3]?.error, answers[3]?.headers['retry-after']]).toEqual(['too-many-requests', '1'])
    const elsewhere = await askHttp(port, pathOf(bytes), { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(elsewhere.status).toBe(404)
  })

  it('read by one address, without reading on, leaves room for others', async () => {
    const { http, port } = await serve({ maxDownloadsPerAddress: 1, stallMs: 60_000 })
    // More than any socket's buffers take.
    const bytes = imageOf(partBytes)
    let offset = 0
    const large = new Uint8Array(16 * partBytes).map((_, at) => bytes[at % partBytes] ?? 0)
    while (offset < large.length) {
      await http.put(large, { offset, end: offset + partBytes })
      offset += partBytes
    }
    const idle: Socket = connect(port, '127.0.0.1')
    idle.write(`GET ${pathOf(large)} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await once(idle, 'readable')
    expect((await http.get(bytes)).status).toBe(429)
    const elsewhere = await askHttp(port, pathOf(bytes), { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(elsewhere.status).toBe(404)
    idle.destroy()
    await expect.poll(async () => (await http.get(bytes)).status).toBe(404)
  })
})
