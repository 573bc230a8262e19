import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Http, HttpRequest } from '../../../src/core/ports.ts'

interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const unreachable = { ok: false, error: { type: 'unreachable' } }

export const describeHttp = (name: string, create: () => Http) =>
  describe(`http: ${name}`, () => {
    let server: Server
    let base: string
    let http: Http
    let seen: Seen[]
    let answer: (response: ServerResponse) => void

    beforeEach(async () => {
      seen = []
      answer = response => response.end()
      server = createServer((request, response) => {
        const parts: Buffer[] = []
        request.on('data', (part: Buffer) => parts.push(part))
        request.on('end', () => {
          seen.push({
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: Buffer.concat(parts),
          })
          answer(response)
        })
      })
      await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      http = create()
    })
    afterEach(async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    })

    const ask = (request: Partial<HttpRequest> = {}) =>
      http.request({
        method: 'GET',
        url: `${base}/blobs/x`,
        headers: {},
        body: null,
        maxBytes: 1_000,
        timeoutMs: 5_000,
        ...request,
      })

    test('asks what it was told to, and gives back status, headers in lower case, and bytes', async () => {
      answer = response => {
        response.writeHead(409, { 'Upload-Offset': '7', 'Content-Type': 'application/cbor' })
        response.end(Buffer.of(1, 2, 3))
      }
      const got = await ask({ headers: { Range: 'bytes=0-2' } })
      if (!got.ok) throw new Error(got.error.type)
      expect(got.value.status).toBe(409)
      expect(got.value.headers.get('upload-offset')).toBe('7')
      expect(got.value.body).toEqual(Uint8Array.of(1, 2, 3))
      expect(seen).toMatchObject([{ method: 'GET', url: '/blobs/x', headers: { range: 'bytes=0-2' } }])
      expect(seen[0]?.headers.cookie).toBeUndefined()
      expect(seen[0]?.headers.referer).toBeUndefined()
    })

    test('a body goes out as it is, a view into a larger buffer as itself alone', async () => {
      const part = Uint8Array.from({ length: 1 << 20 }, (_, index) => index % 251)
      for (const body of [part, Uint8Array.of(9, 1, 2, 9).subarray(1, 3), new Uint8Array(0)]) {
        const got = await ask({ method: 'PUT', body, headers: { 'Upload-Offset': '0' } })
        expect(got).toMatchObject({ ok: true, value: { status: 200 } })
        expect(Buffer.compare(seen.at(-1)?.body ?? Buffer.of(1), body)).toBe(0)
        expect(seen.at(-1)).toMatchObject({
          method: 'PUT',
          headers: { 'content-length': String(body.length) },
        })
      }
    })

    test('an answer to HEAD has no body, whatever length it names', async () => {
      answer = response => {
        response.writeHead(200, { 'Content-Length': '5000', 'Upload-Offset': '12' })
        response.end()
      }
      const got = await ask({ method: 'HEAD', maxBytes: 0 })
      expect(got).toMatchObject({ ok: true, value: { status: 200, body: new Uint8Array(0) } })
      expect(got.ok && got.value.headers.get('upload-offset')).toBe('12')
    })

    test('a body of exactly the limit is taken; one more byte is refused, announced or not', async () => {
      answer = response => response.end(Buffer.alloc(1_000))
      const got = await ask()
      expect(got.ok && got.value.body.length).toBe(1_000)
      answer = response => response.end(Buffer.alloc(1_001))
      expect(await ask()).toEqual({ ok: false, error: { type: 'answer-too-large' } })
      answer = response => {
        response.write(Buffer.alloc(900))
        response.end(Buffer.alloc(900))
      }
      expect(await ask()).toEqual({ ok: false, error: { type: 'answer-too-large' } })
    })

    test('an endless answer is left as soon as it is too long', async () => {
      const left = new Promise<void>(resolve => {
        answer = response => {
          const more = (): void => void (response.write(Buffer.alloc(10_000)) || response.once('drain', more))
          const timer = setInterval(more, 1)
          response.once('close', () => {
            clearInterval(timer)
            resolve()
          })
        }
      })
      expect(await ask()).toEqual({ ok: false, error: { type: 'answer-too-large' } })
      await left
    })

    test('redirects are not followed', async () => {
      answer = response => {
        response.writeHead(302, { Location: `${base}/elsewhere` })
        response.end()
      }
      expect(await ask()).toEqual(unreachable)
      expect(seen).toHaveLength(1)
    })

    test('a relay that falls silent, before or in the middle of its answer, is given up', async () => {
      answer = () => {}
      expect(await ask({ timeoutMs: 100 })).toEqual(unreachable)
      answer = response => response.write(Buffer.alloc(10))
      expect(await ask({ timeoutMs: 100 })).toEqual(unreachable)
    })

    test('a slow answer is waited for as long as bytes keep coming', async () => {
      answer = response => {
        let left = 12
        const timer = setInterval(() => {
          if (left-- > 0) response.write(Buffer.of(left))
          else clearInterval(timer)
          if (left < 0) response.end()
        }, 50)
      }
      const startedMs = performance.now()
      const got = await ask({ timeoutMs: 400 })
      expect(got.ok && got.value.body.length).toBe(12)
      expect(performance.now() - startedMs).toBeGreaterThan(500)
    })

    test('a cut answer is no answer', async () => {
      answer = response => {
        response.writeHead(200, { 'Content-Length': '100' })
        response.write(Buffer.alloc(10))
        setTimeout(() => response.destroy(), 20)
      }
      expect(await ask()).toEqual(unreachable)
    })

    test('nobody there, and an address that is none, are unreachable', async () => {
      await new Promise(closed => server.close(closed))
      expect(await ask()).toEqual(unreachable)
      expect(await ask({ url: 'not an address' })).toEqual(unreachable)
    })
  })
