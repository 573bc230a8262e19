/** What a relay does not take for an image, from whom it takes none, and names that are none. */
import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { askHttp, cidOfBytes, createBlobHttp } from '../support/blob-http.ts'
import { bring } from '../support/follow-doc.ts'
import { addDevice, createAccount, revokeDevice } from '../support/sealed-doc.ts'
import { blobFiles, imageOf, setBlobStage, signIn, statusAnd } from '../support/blob-stage.ts'

const { start, alice, bob, album } = setBlobStage()

const notNames = [
  '/blobs/../lock',
  '/blobs/%2e%2e/lock',
  '/blobs/..%2flock',
  '/blobs/..%5clock',
  '/blobs/x%00',
  '/blobs/',
  '/blobs/lock',
  '/blobs/claims/..%2f..%2flock',
  '/blobs/claims/lock',
  '/blobs/claims/0123456789abcdef0123456789ABCDEF',
  '/blobs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG',
]

describe('a relay refuses', () => {
  it('what does not hash to its name, or is not as long as was said', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const [bytes, other] = [imageOf(50_000), imageOf(50_000)]
    expect(statusAnd(await http.put(other, { cid: cidOfBytes(bytes) }))).toEqual([422, 'wrong-hash'])
    expect(statusAnd(await http.put(bytes, { end: 40_000, length: 40_000 }))).toEqual([422, 'wrong-hash'])
    expect(statusAnd(await http.put(bytes, { length: 49_999 }))).toEqual([400, 'malformed'])
    expect((await http.get(bytes)).status).toBe(404)
    expect((await blobFiles(relay).catch(() => new Map())).size).toBe(0)
    expect((await http.put(bytes)).status).toBe(201)
  })

  it('whoever has no token, or one that it did not give', async () => {
    const relay = await start()
    const bytes = imageOf(1_000)
    for (const token of [null, new Uint8Array(32), new Uint8Array(31), new Uint8Array(40)]) {
      const stranger = createBlobHttp(relay.port, token)
      expect(statusAnd(await stranger.put(bytes))).toEqual([401, 'token-needed'])
      expect(statusAnd(await stranger.claim(album().id, bytes))).toEqual([401, 'token-needed'])
    }
    expect((await createBlobHttp(relay.port, new Uint8Array(32)).head(bytes)).status).toBe(401)
    expect((await createBlobHttp(relay.port, null).head(bytes)).status).toBe(404)
  })

  it('a device from the moment it is revoked, although its token is fresh', async () => {
    const relay = await start()
    const owner = await createAccount()
    const phone = await addDevice(owner)
    const onPhone = await signIn(relay, owner, phone)
    expect((await onPhone.http.put(imageOf(1_000))).status).toBe(201)
    await revokeDevice(owner, phone)
    const onLaptop = await signIn(relay, owner)
    expect(statusAnd(await onPhone.http.put(imageOf(1_000)))).toEqual([403, 'not-admitted'])
    expect((await onLaptop.http.put(imageOf(1_000))).status).toBe(201)
  })

  it('what goes past an account’s share, and nobody else', async () => {
    const relay = await start({ env: { GESSO_ACCOUNT_BLOB_BYTES: '100000', GESSO_BLOB_BYTES: '90000' } })
    const [one, two] = [await signIn(relay, alice()), await signIn(relay, bob())]
    expect(statusAnd(await one.http.put(imageOf(90_001)))).toEqual([413, 'too-large'])
    expect((await one.http.put(imageOf(60_000))).status).toBe(201)
    expect(statusAnd(await one.http.put(imageOf(40_001)))).toEqual([507, 'over-quota'])
    expect((await two.http.put(imageOf(40_001))).status).toBe(201)
    expect((await one.http.put(imageOf(40_000))).status).toBe(201)
  })

  it('images when its disk has only the reserve left, and goes on taking documents', async () => {
    const relay = await start({ env: { GESSO_BLOB_FREE_BYTES: String(2 ** 52) } })
    const { client, http } = await signIn(relay, alice())
    expect(statusAnd(await http.put(imageOf(1_000)))).toEqual([507, 'relay-full'])
    await bring(client, album())
    expect(statusAnd(await http.put(imageOf(1_000)))).toEqual([507, 'relay-full'])
  })

  it('paths that lead elsewhere, or name no blob', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const filesBefore = await readdir(relay.dataDir, { recursive: true })
    const body = Buffer.from('data')
    for (const path of notNames) {
      const written = await askHttp(relay.port, path, {
        method: 'PUT',
        headers: http.partHeaders(0, 4),
        body,
      })
      const read = await askHttp(relay.port, path)
      expect([path, written.status, read.status]).toEqual([path, 400, 400])
    }
    expect(await readdir(relay.dataDir, { recursive: true })).toEqual(filesBefore)
  })

  it('a name in any spelling but its own', async () => {
    const relay = await start()
    const { http } = await signIn(relay, alice())
    const bytes = imageOf(1_000)
    const cid = cidOfBytes(bytes)
    for (const other of [
      cid.toUpperCase(),
      `${cid}=`,
      `B${cid.slice(1)}`,
      cid.slice(0, -1),
      `${cid}a`,
      `z${cid.slice(1)}`,
    ]) {
      expect(statusAnd(await http.put(bytes, { cid: other }))).toEqual([400, 'malformed'])
      expect(statusAnd(await askHttp(relay.port, `/blobs/${other}`))).toEqual([400, 'malformed'])
    }
  })
})
