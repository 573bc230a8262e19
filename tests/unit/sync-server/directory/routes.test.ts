/** Questions to the directory over HTTP: who may ask, how often, how much, and what they are told. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { err, ok } from '../../../../src/base/result.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import {
  encodePeopleAnswer,
  encodePeopleQuestion,
  encodeReferencesAnswer,
  encodeReferencesQuestion,
} from '../../../../src/protocol/directory/directory.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { Directory, DirectoryProblem } from '../../../../sync-server/directory/directory.ts'
import { createDirectoryRoutes } from '../../../../sync-server/directory/routes.ts'
import { createHttpHandler } from '../../../../sync-server/http/handler.ts'
import { createBoundedServer } from '../../../../sync-server/http/server.ts'
import { askHttp, type HttpAnswer, type HttpQuestion } from '../../../support/blob-http.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const account = new Uint8Array(32).fill(1) as AccountId
const tokens = ['alice', 'bob'] as const
const people = { found: 1, people: [{ account, changedMs: 7 }], next: new Uint8Array(36) }
const references = { references: [], next: null }
const question = encodePeopleQuestion({ text: 'ana', role: '', place: '', after: null })
const about = encodeReferencesQuestion({ keys: [new Uint8Array(16)], after: null })

interface Served {
  readonly port: number
  readonly clock: ReturnType<typeof createManualClock>
  readonly asked: unknown[]
  post(path: string, body: Uint8Array, more?: HttpQuestion & { as?: string }): Promise<HttpAnswer>
}

const serve = async (chosen: { requestBurst?: number; problem?: DirectoryProblem } = {}): Promise<Served> => {
  const clock = createManualClock()
  const asked: unknown[] = []
  const directory: Pick<Directory, 'people' | 'references'> = {
    people: one => (asked.push(one), chosen.problem === undefined ? ok(people) : err(chosen.problem)),
    references: one => (asked.push(one), chosen.problem === undefined ? ok(references) : err(chosen.problem)),
  }
  const answer = createDirectoryRoutes({
    directory,
    clock,
    limits: { requestsPerSecond: 1, requestBurst: chosen.requestBurst ?? 100 },
    authorize: async ({ headers }) => {
      const at = tokens.findIndex(name => headers.authorization === `Bearer ${name}`)
      if (headers.authorization === 'Bearer revoked') return err('not-admitted')
      return at === -1
        ? err('token-needed')
        : ok({ account: account.map(() => at) as AccountId, device: account })
    },
  })
  const unasked = () => Promise.reject(new Error('not asked'))
  const answers = { appDir: '/nowhere', health: unasked, blobs: unasked, directory: answer, log: () => {} }
  const server = createBoundedServer(createHttpHandler(answers), { maxSockets: 100 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { port } = address
  return {
    port,
    clock,
    asked,
    post: (path, body, { as = 'alice', headers = {}, ...more } = {}) =>
      askHttp(port, path, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${as}`, ...headers },
        ...more,
      }),
  }
}

const saying = ({ status, error }: HttpAnswer): readonly [number, string | null] => [status, error]

describe('a question', () => {
  it('is answered, and nobody keeps the answer', async () => {
    const { post, asked } = await serve()
    const one = await post('/directory/people', question)
    expect([one.status, new Uint8Array(one.body)]).toEqual([200, encodePeopleAnswer(people)])
    expect(one.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const other = await post('/directory/references', about)
    expect([other.status, new Uint8Array(other.body)]).toEqual([200, encodeReferencesAnswer(references)])
    expect(asked).toEqual([
      { text: 'ana', role: '', place: '', after: null },
      { keys: [new Uint8Array(16)], after: null },
    ])
  })

  it.each([
    ['/directory/people', about],
    ['/directory/references', question],
    ['/directory/people', new Uint8Array()],
    ['/directory/people', Buffer.from('{"text":"ana"}')],
  ])('to %s that cannot be read is malformed, and reaches nobody', async (path, body) => {
    const { post, asked } = await serve()
    expect(saying(await post(path, body))).toEqual([400, 'malformed'])
    expect(asked).toEqual([])
  })

  it('with a cursor of another relay is malformed', async () => {
    const { post } = await serve({ problem: 'malformed' })
    expect(saying(await post('/directory/people', question))).toEqual([400, 'malformed'])
  })

  it('that comes while the index is being made is to come again', async () => {
    const { post } = await serve({ problem: 'not-ready' })
    const answer = await post('/directory/references', about)
    expect([...saying(answer), answer.headers['retry-after']]).toEqual([503, 'not-ready', '5'])
  })
})

describe('who asks', () => {
  it('shows a token', async () => {
    const { post, port, asked } = await serve()
    const without = await askHttp(port, '/directory/people', { method: 'POST', body: question })
    expect([...saying(without), without.headers['www-authenticate']]).toEqual([401, 'token-needed', 'Bearer'])
    const wrong = bytesToBase64Url(new Uint8Array(32))
    expect(saying(await post('/directory/people', question, { as: wrong }))).toEqual([401, 'token-needed'])
    expect(saying(await post('/directory/people', question, { as: 'revoked' }))).toEqual([
      403,
      'not-admitted',
    ])
    expect(asked).toEqual([])
  })

  it('asks so often and no more, each account for itself', async () => {
    const { post, clock } = await serve({ requestBurst: 3 })
    const statuses = async (as: string): Promise<readonly number[]> => {
      const answers = []
      for (let at = 0; at < 4; at++) answers.push((await post('/directory/people', question, { as })).status)
      return answers
    }
    expect(await statuses('alice')).toEqual([200, 200, 200, 429])
    expect(await statuses('bob')).toEqual([200, 200, 200, 429])
    const refused = await post('/directory/references', about)
    expect([...saying(refused), refused.headers['retry-after']]).toEqual([429, 'too-many-requests', '1'])
    clock.advance(1_000)
    expect((await post('/directory/references', about)).status).toBe(200)
  })

  it('uses POST, and a browser on another page may ask whether it may', async () => {
    const { port } = await serve()
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const answer = await askHttp(port, '/directory/people', { method })
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'POST, OPTIONS'])
    }
    const preflight = await askHttp(port, '/directory/people', { method: 'OPTIONS' })
    expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([204, 'POST'])
    expect(preflight.headers['access-control-allow-headers']).toBe('Authorization, Content-Type')
  })

  it.each([
    '/directory',
    '/directory/',
    '/directory/everybody',
    '/directory/people/all',
    '/directory/__proto__',
  ])('finds nothing at %s', async path => {
    const { post } = await serve()
    expect((await post(path, question)).status).toBe(404)
  })
})

describe('a body that is too long', () => {
  it('is refused by what it says, and by what comes', async () => {
    const { post, asked, port } = await serve()
    expect(saying(await post('/directory/people', new Uint8Array(4_097)))).toEqual([413, 'too-large'])
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /directory/people HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    socket.write(`1400\r\n${'x'.repeat(0x1400)}\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
    expect(asked).toEqual([])
  })
})
