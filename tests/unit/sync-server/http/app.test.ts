import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnswerBeneath, createHttpHandler } from '../../../../sync-server/http/handler.ts'
import { createBoundedServer } from '../../../../sync-server/http/server.ts'

const script = `console.log(${JSON.stringify('x'.repeat(2000))})\n`
const secret = 'not for the network'

let folder: string
let server: Server
let port: number

const listen = async (appDir: string): Promise<{ server: Server; port: number }> => {
  const health = () =>
    Promise.resolve({ ok: true, version: '1.2.3', documents: 4, connections: 2, intros: 1, uptimeSeconds: 7 })
  const blobs: AnswerBeneath = async (_, response) => void response.writeHead(418).end()
  const directory: AnswerBeneath = async (_, response) => void response.writeHead(419).end()
  const answers = { appDir, health, blobs, directory, log: () => {} }
  const opened = createBoundedServer(createHttpHandler(answers), { maxSockets: 50 })
  opened.listen(0, '127.0.0.1')
  await once(opened, 'listening')
  const address = opened.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server: opened, port: address.port }
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Bytes as they come: fetch would decode them, and rewrite the path. */
const ask = (
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  at = port,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: at, host: '127.0.0.1', path, method, headers, agent: false },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end()
  })

const askRaw = async (bytes: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('latin1').on('data', chunk => {
    answer += String(chunk)
  })
  socket.write(bytes, 'latin1')
  await once(socket, 'close')
  return answer
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-http-'))
  const app = join(folder, 'app')
  await mkdir(join(app, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), secret)
  await symlink(join(folder, 'secret.txt'), join(app, 'link.txt'))
  await writeFile(join(app, 'index.html'), '<!doctype html><title>Gesso</title>')
  await writeFile(join(app, 'service-worker.js'), '// worker')
  await writeFile(join(app, 'manifest.webmanifest'), '{}')
  await writeFile(join(app, '.env'), secret)
  await writeFile(join(app, 'program.exe'), secret)
  await writeFile(join(app, 'empty.txt'), '')
  for (const name of ['main-Ab12Cd34.js', 'stale-Ab12Cd34.js', 'plain.js']) {
    await writeFile(join(app, 'assets', name), script)
    await writeFile(join(app, 'assets', `${name}.br`), brotliCompressSync(script))
    await writeFile(join(app, 'assets', `${name}.gz`), gzipSync(script))
  }
  await utimes(join(app, 'assets', 'stale-Ab12Cd34.js.br'), 1, 1)
  await utimes(join(app, 'assets', 'stale-Ab12Cd34.js.gz'), 1, 1)
  ;({ server, port } = await listen(app))
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

describe('the built app', () => {
  it('is served with its types, and with a policy that lets nothing else in', async () => {
    const answer = await ask('/')
    expect(answer.status).toBe(200)
    expect(answer.body.toString()).toContain('<title>Gesso')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    const policy = answer.headers['content-security-policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
    const plain = 'ws://localhost:* ws://127.0.0.1:* http://localhost:* http://127.0.0.1:*'
    expect(policy).toContain(`connect-src 'self' wss: https: ${plain};`)
    expect(policy).not.toContain('unsafe-inline')
  })

  it.each([
    ['br, gzip', 'br', brotliCompressSync(script)],
    ['gzip', 'gzip', gzipSync(script)],
    ['br;q=0, gzip;q=0.5', 'gzip', gzipSync(script)],
    ['*', 'br', brotliCompressSync(script)],
    ['', undefined, Buffer.from(script)],
    ['zstd', undefined, Buffer.from(script)],
  ])('comes in the smallest encoding the browser takes: "%s"', async (accepted, encoding, body) => {
    const answer = await ask('/assets/main-Ab12Cd34.js', { 'accept-encoding': accepted })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['content-length']).toBe(String(body.length))
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(answer.body.equals(body)).toBe(true)
  })

  it('never serves a compressed file left over from an earlier build', async () => {
    const answer = await ask('/assets/stale-Ab12Cd34.js', { 'accept-encoding': 'br, gzip' })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.body.toString()).toBe(script)
  })

  it.each([
    ['/assets/main-Ab12Cd34.js', 'public, max-age=31536000, immutable'],
    ['/assets/plain.js', 'no-cache'],
    ['/index.html', 'no-cache'],
    ['/service-worker.js', 'no-cache'],
    ['/manifest.webmanifest', 'no-cache'],
  ])('%s is kept by browsers as it should be', async (path, cacheControl) => {
    expect((await ask(path)).headers['cache-control']).toBe(cacheControl)
  })

  it('is not sent again to a browser that has it, each encoding on its own', async () => {
    const first = await ask('/assets/main-Ab12Cd34.js', { 'accept-encoding': 'br' })
    const etag = first.headers.etag ?? ''
    const again = await ask('/assets/main-Ab12Cd34.js', {
      'accept-encoding': 'br',
      'if-none-match': `"x", W/${etag}`,
    })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const plain = await ask('/assets/main-Ab12Cd34.js', { 'if-none-match': etag })
    expect(plain.status).toBe(200)
  })

  it('answers HEAD with the headers alone, and empty files', async () => {
    const answer = await ask('/assets/main-Ab12Cd34.js', {}, 'HEAD')
    expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([
      200,
      String(script.length),
      0,
    ])
    const empty = await ask('/empty.txt')
    expect([empty.status, empty.headers['content-length']]).toEqual([200, '0'])
  })

  it('opens on every address that a person can navigate to', async () => {
    const answer = await ask('/u/abc/works', { accept: 'text/html,application/xhtml+xml;q=0.9' })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  })

  it.each(['/u/abc', '/assets/gone-Ab12Cd34.js', '/main.js'])(
    'says that %s is not there to scripts',
    async path => {
      expect((await ask(path, { accept: '*/*' })).status).toBe(404)
    },
  )

  it.each(['/assets/gone-Ab12Cd34.js', '/api/x', '/healthz/x'])(
    'never answers %s with the shell',
    async path => {
      expect((await ask(path, { accept: 'text/html' })).status).toBe(404)
    },
  )
})

describe('what is not the app', () => {
  it.each(['/link.txt', '/.env', '/program.exe', '/assets/main-Ab12Cd34.js.br', '/assets'])(
    '%s stays unseen',
    async path => {
      const answer = await ask(path)
      expect(answer.status).toBe(404)
      expect(answer.body.toString()).not.toContain(secret)
    },
  )

  it.each([
    'GET /../secret.txt HTTP/1.1',
    'GET /%2e%2e/secret.txt HTTP/1.1',
    'GET /assets/..%2f..%2f..%2fsecret.txt HTTP/1.1',
    'GET /..\\secret.txt HTTP/1.1',
    'GET /secret.txt%00.html HTTP/1.1',
    'GET http://localhost/../secret.txt HTTP/1.1',
  ])('%s leads nowhere', async line => {
    const answer = await askRaw(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).not.toContain(secret)
  })

  it.each([
    'garbage\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nbad header\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
  ])('%j is a malformed request, and the next one is served', async bytes => {
    expect(await askRaw(bytes)).toMatch(/^HTTP\/1\.1 400 /)
    expect((await ask('/')).status).toBe(200)
  })

  it('refuses headers without end', async () => {
    expect(await askRaw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    )
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is not allowed', async method => {
    const answer = await ask('/', {}, method)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('/healthz says how it is, and nothing secret', async () => {
    const answer = await ask('/healthz')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(JSON.parse(answer.body.toString())).toEqual({
      ok: true,
      version: '1.2.3',
      documents: 4,
      connections: 2,
      intros: 1,
      uptimeSeconds: 7,
    })
  })

  it('/blobs is for blobs, in any method', async () => {
    expect([(await ask('/blobs/x')).status, (await ask('/blobs/x/y', {}, 'PUT')).status]).toEqual([418, 418])
  })

  it('/directory is for the directory, in any method', async () => {
    expect((await ask('/directory/people', {}, 'POST')).status).toBe(419)
  })

  it('/sync is for WebSockets', async () => {
    expect((await ask('/sync', { accept: 'text/html' })).status).toBe(426)
  })
})

describe('a relay without a built app', () => {
  it('says so, and goes on answering', async () => {
    const bare = await listen(join(folder, 'nothing-here'))
    const answer = await ask('/', { accept: 'text/html' }, 'GET', bare.port)
    expect(answer.status).toBe(503)
    expect(answer.body.toString()).toContain('the app is not built')
    expect((await ask('/healthz', {}, 'GET', bare.port)).status).toBe(200)
    bare.server.close()
  })
})
