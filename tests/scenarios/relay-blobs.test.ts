/** Images on a relay: they come in parts, stay while something claims them, and are brought with a token. */
import { readdir, readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCid } from '../../src/protocol/blobs/cid.ts'
import { partBytes } from '../../src/protocol/blobs/http.ts'
import { type BlobHttp, cidOfBytes, createBlobHttp, lackingIn } from '../support/blob-http.ts'
import { bring } from '../support/follow-doc.ts'
import { blobFiles, imageOf, setBlobStage, signIn, statusAnd } from '../support/blob-stage.ts'

const { start, folderFor, alice, bob, album } = setBlobStage()

describe('an image on the relay', () => {
  it('comes in parts, is there once it is whole, and anybody may read it', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const bytes = imageOf(2 * partBytes + 100)
    expect(statusAnd(await http.head(bytes))).toEqual([404, null])
    const first = await http.put(bytes, { end: partBytes })
    expect([first.status, first.headers['upload-offset']]).toEqual([202, String(partBytes)])
    expect((await http.get(bytes)).status).toBe(404)
    expect(await uploadRest(http, bytes)).toBe(201)

    const answer = await createBlobHttp(relay.port, null).get(bytes)
    expect(answer.status).toBe(200)
    expect(answer.body.equals(bytes)).toBe(true)
    const [[name = '', path = ''] = []] = await blobFiles(relay)
    expect(name).toBe(cidOfBytes(bytes))
    expect(cidOfBytes(await readFile(path))).toBe(name)
    expect((await http.put(bytes)).error).toBe('too-large')
    expect((await http.put(bytes, { end: 10 })).status).toBe(200)
  })

  it('that was cut off in the middle of a part goes on from the offset the relay has', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const bytes = imageOf(2 * partBytes)
    expect((await http.put(bytes, { end: partBytes })).status).toBe(202)
    await cutOff(relay.port, http, bytes, partBytes)
    expect((await http.head(bytes)).headers['upload-offset']).toBe(String(partBytes))
    expect(await uploadRest(http, bytes)).toBe(201)
    expect((await http.get(bytes)).body.equals(bytes)).toBe(true)
  })

  it('survives the relay being killed between its parts, and right after it was taken', async () => {
    const dataDir = folderFor('killed')
    const first = await start({ dataDir })
    const [whole, half] = [imageOf(300_000), imageOf(2 * partBytes)]
    const before = await signIn(first, alice())
    expect((await before.http.put(half, { end: partBytes })).status).toBe(202)
    expect((await before.http.put(whole)).status).toBe(201)
    expect(await first.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })

    const second = await start({ dataDir })
    const after = await signIn(second, alice())
    expect((await after.http.get(whole)).body.equals(whole)).toBe(true)
    expect((await after.http.head(half)).headers['upload-offset']).toBe(String(partBytes))
    expect(await uploadRest(after.http, half)).toBe(201)
    await second.kill('SIGKILL')

    const third = await start({ dataDir })
    expect((await createBlobHttp(third.port, null).get(half)).body.equals(half)).toBe(true)
  })

  it('on its way does not keep a relay from stopping', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const bytes = imageOf(partBytes)
    const request = httpRequest({
      host: '127.0.0.1',
      port: relay.port,
      path: `/blobs/${cidOfBytes(bytes)}`,
      method: 'PUT',
      headers: { ...http.partHeaders(0, bytes.length), 'content-length': bytes.length },
    })
    const cut = new Promise(resolve => request.on('error', resolve))
    await new Promise<void>(resolve => request.write(bytes.subarray(0, 1_000), () => resolve()))
    const startedAt = Date.now()
    expect(await relay.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(Date.now() - startedAt).toBeLessThan(10_000)
    await cut
  })

  it('is taken once, however many bring it at the same time', async () => {
    const relay = await start()
    const [one, two] = [await signIn(relay, alice()), await signIn(relay, bob())]
    const bytes = imageOf(900_000)
    const ends = await Promise.all(
      [one, one, one, two, two].map(({ http }, at) => uploadRest(http, bytes, 40_000 + at * 1_111)),
    )
    expect(ends.filter(status => status === 201 || status === 200)).toHaveLength(5)
    expect(ends).toContain(201)
    expect((await one.http.get(bytes)).body.equals(bytes)).toBe(true)
    expect((await blobFiles(relay)).size).toBe(1)
  })
})

/** Sends the rest as a client does: from where the relay says, until it says that all is there. */
const uploadRest = async (http: BlobHttp, bytes: Uint8Array, step = partBytes): Promise<number> => {
  let offset = Number((await http.head(bytes)).headers['upload-offset'])
  for (;;) {
    const answer = await http.put(bytes, { offset, end: Math.min(bytes.length, offset + step) })
    if (answer.status === 200 || answer.status === 201) return answer.status
    if (answer.status !== 202 && answer.status !== 409)
      throw new Error(`${answer.status} ${answer.error ?? ''}`)
    offset = Number(answer.headers['upload-offset'])
  }
}

/** Sends half a part, and once the relay has begun to read it cuts the line. */
const cutOff = (port: number, http: BlobHttp, bytes: Uint8Array, offset: number): Promise<void> =>
  new Promise(resolve => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path: `/blobs/${cidOfBytes(bytes)}`,
      method: 'PUT',
      headers: { ...http.partHeaders(offset, bytes.length), 'content-length': bytes.length - offset },
      agent: false,
    })
    request.on('error', () => resolve())
    request.on('close', () => resolve())
    request.write(bytes.subarray(offset, offset + 500_000), () => request.destroy())
  })

describe('claims', () => {
  it('are for one’s own documents, and say what the relay lacks', async () => {
    const relay = await start()
    const [one, two] = [await signIn(relay, alice()), await signIn(relay, bob())]
    const [here, lacking] = [imageOf(1_000), imageOf(2_000)]
    await one.http.put(here)
    expect(statusAnd(await one.http.claim(album().id, here))).toEqual([403, 'not-yours'])
    await bring(one.client, album())
    expect(lackingIn(await one.http.claim(album().id, here, lacking))).toEqual([cidOfBytes(lacking)])
    expect(statusAnd(await two.http.claim(album().id, here))).toEqual([403, 'not-yours'])
    await one.http.put(lacking)
    expect(lackingIn(await one.http.claim(album().id, here, lacking))).toEqual([])
  })

  it('keep a blob from every sweep, and what nothing claims goes after its grace', async () => {
    const dataDir = folderFor('swept')
    const first = await start({ dataDir })
    const { client, http } = await signIn(first, alice())
    const [claimed, orphan] = [imageOf(1_000), imageOf(2_000)]
    await bring(client, album())
    for (const bytes of [claimed, orphan]) expect((await http.put(bytes)).status).toBe(201)
    expect((await http.put(imageOf(5_000), { end: 100 })).status).toBe(202)
    lackingIn(await http.claim(album().id, claimed))
    await first.kill('SIGKILL')

    const env = { GESSO_BLOB_GRACE_MS: '1', GESSO_UPLOAD_GRACE_MS: '1', GESSO_BLOB_SWEEP_EVERY_MS: '50' }
    const second = await start({ dataDir, env })
    const reader = createBlobHttp(second.port, null)
    await expect.poll(async () => (await reader.get(orphan)).status).toBe(404)
    const sweepsSoFar = second.stderr().split('blobs-swept').length
    await expect.poll(() => second.stderr().split('blobs-swept').length).toBeGreaterThan(sweepsSoFar + 1)
    expect((await reader.get(claimed)).body.equals(claimed)).toBe(true)
    expect([...(await blobFiles(second)).keys()]).toEqual([cidOfBytes(claimed)])
    const left = await readdir(join(second.dataDir, 'blobs', 'accounts'), { recursive: true })
    expect(left.filter(path => parseCid(path.split('/').at(-1) ?? '') !== null)).toEqual([])

    const again = await signIn(second, alice())
    lackingIn(await again.http.claim(album().id))
    await expect.poll(async () => (await reader.get(claimed)).status).toBe(404)
  })
})

describe('a token', () => {
  it('is the same however often it is asked for, and outlives its connection', async () => {
    const relay = await start()
    const { client } = await signIn(relay, alice())
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.token()))
    const tokens = new Set(answers.map(({ token }) => Buffer.from(token).toString('hex')))
    expect(tokens.size).toBe(1)
    expect(answers[0]?.ttlInSeconds).toBeGreaterThan(3_000)
    await client.close()
    const http = createBlobHttp(relay.port, answers[0]?.token ?? null)
    expect((await http.put(imageOf(1_000))).status).toBe(201)
  })

  it('grows old', async () => {
    const relay = await start({ env: { GESSO_TOKEN_MS: '1000' } })
    const { http } = await signIn(relay, alice())
    await expect
      .poll(async () => (await http.put(imageOf(100))).error, { timeout: 5_000 })
      .toBe('token-needed')
  })
})
