import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { maxClaims, partBytes } from '../../../../src/protocol/blobs/http.ts'
import { askHttp, bearer, cidOfBytes, lackingIn } from '../../../support/blob-http.ts'
import { album, alice, imageOf, pathOf, serve, token } from './served-blobs.ts'

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
