/** Images as bytes between people and a real relay: brought, cut, resumed, fetched, and refused when altered. */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { Audience } from '../../src/core/api.ts'
import type { BlobRef } from '../../src/core/blobs/blob-types.ts'
import type { Http, HttpRequest } from '../../src/core/ports.ts'
import type { OpenAccount } from '../../src/core/session/open-account.ts'
import { signUp } from '../../src/core/session/set-up.ts'
import { createMemoryPorts } from '../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import { createNodeHttp } from '../../src/platform/node/http.ts'
import { createNodeNetwork } from '../../src/platform/node/network.ts'
import { partBytes, uploadOffsetHeader } from '../../src/protocol/blobs/http.ts'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { limits } from '../../src/protocol/limits.ts'
import { type RelayProcess, type RelayProcessOptions, startRelay } from '../support/relay-process.ts'

const waitMs = 20_000
const unreachable = { ok: false, error: { type: 'unreachable' } } as const
const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

const start = async (options: RelayProcessOptions = {}): Promise<RelayProcess> => {
  const relay = await startRelay(options)
  endings.push(relay.stop)
  return relay
}

interface Person {
  readonly open: OpenAccount
  readonly requests: HttpRequest[]
  /** The answer to the first such request is lost on its way, and nothing gets through after it. */
  cutsAt: (request: HttpRequest) => boolean
  isCut: boolean
}

const createPerson = async (name: string, relayUrl: string): Promise<Person> => {
  await loadAutomerge()
  const real = createNodeHttp()
  const requests: HttpRequest[] = []
  const http: Http = {
    async request(request) {
      if (person.isCut) return unreachable
      requests.push(request)
      const answer = await real.request(request)
      person.isCut ||= person.cutsAt(request)
      return person.isCut ? unreachable : answer
    },
  }
  const ports = createMemoryPorts({ network: createNodeNetwork({ maxFrameBytes: limits.frameBytes }), http })
  const key = await ports.browserKey.loadOrCreate()
  if (!key.ok) throw new Error(key.error.type)
  const credential = { type: 'this-browser', key: key.value } as const
  const imageSettings = () => ({ keepOriginals: false, imageBudgetBytes: 1 << 30 })
  const verify = await createVerifier()
  const opened = await signUp({ name, credential, deviceName: 'test' }, { ports, verify, imageSettings })
  if (!opened.ok) throw new Error(opened.error.type)
  const person: Person = { open: opened.value, requests, cutsAt: () => false, isCut: false }
  endings.push(() => person.open.close())
  await person.open.trackHeld()
  person.open.connect(relayUrl)
  return person
}

/** A work in a new album, of these bytes in place of an image. */
const hang = async ({ open }: Person, audience: Audience, bytes: Uint8Array): Promise<BlobRef> => {
  const album = await open.galleries.createAlbum('Harbour', 'album', audience)
  const staged = await open.blobs.stage(bytes, 'image/webp', audience)
  if (!album.ok || !staged.ok) throw new Error('the work cannot be hung')
  const image = {
    width: 100,
    height: 80,
    colour: [1, 2, 3] as const,
    placeholder: new Uint8Array(8),
    renditions: [{ size: 'full' as const, width: 100, height: 80, blob: staged.value }],
  }
  const added = await open.galleries.addWorks(album.value.album, [{ title: 'Nets', image }])
  if (!added.ok) throw new Error(added.error.type)
  return staged.value
}
const isOnRelay = ({ open }: Person, ref: BlobRef) =>
  vi.waitFor(() => expect(open.blobs.isOnRelay(ref)).toBe(true), { timeout: waitMs })

/** By `compare`: a matcher walks a million bytes one by one. */
const expectImage = async ({ open }: Person, ref: BlobRef, image: Uint8Array): Promise<void> => {
  const loaded = await open.blobs.load(ref)
  if (!loaded.ok) throw new Error(loaded.error.type)
  expect(Buffer.compare(loaded.value, image)).toBe(0)
}

const partsOf = ({ requests }: Person) =>
  requests.filter(({ method, headers }) => method === 'PUT' && headers[uploadOffsetHeader] !== undefined)

it("brings an image to the relay, and somebody else's device fetches and proves it", async () => {
  const relay = await start()
  const alice = await createPerson('Alice', relay.wsUrl)
  const image = new Uint8Array(randomBytes(400_000))
  const ref = await hang(alice, 'public', image)
  await isOnRelay(alice, ref)
  expect(alice.open.blobs.uploads()).toEqual({ waiting: 0, bytesWaiting: 0, sent: 0, problem: null })
  await expectImage(await createPerson('Bob', relay.wsUrl), ref, image)
})

it('shows the relay nothing of an image that is only mine', async () => {
  const relay = await start()
  const alice = await createPerson('Alice', relay.wsUrl)
  const image = new Uint8Array(randomBytes(100_000))
  const ref = await hang(alice, 'only-me', image)
  await isOnRelay(alice, ref)
  for (const file of await filesOf(relay.dataDir)) {
    expect((await readFile(file)).includes(Buffer.from(image.subarray(0, 32)))).toBe(false)
  }
  const bob = await createPerson('Bob', relay.wsUrl)
  await expectImage(bob, ref, image)
  const withoutKey = await bob.open.blobs.load({ ...ref, lock: null })
  expect(withoutKey.ok && withoutKey.value.length).toBe(image.length + 16)
})

it('goes on with a large image after its relay was killed in the middle, and sends no part twice', async () => {
  const first = await startRelay()
  endings.push(first.stop)
  const alice = await createPerson('Alice', first.wsUrl)
  const image = new Uint8Array(randomBytes(Math.round(4.5 * partBytes)))
  alice.cutsAt = ({ headers }) => Number(headers[uploadOffsetHeader] ?? 0) >= 2 * partBytes
  const ref = await hang(alice, 'public', image)
  await vi.waitFor(() => expect(alice.isCut).toBe(true), { timeout: waitMs })
  await first.kill('SIGKILL')
  expect(alice.open.blobs.isOnRelay(ref)).toBe(false)
  expect(alice.open.blobs.uploads().waiting).toBe(1)
  alice.cutsAt = () => false
  alice.isCut = false
  await start({ dataDir: first.dataDir, port: first.port })
  alice.open.engine.retry()
  await isOnRelay(alice, ref)
  const offsets = partsOf(alice).map(({ headers }) => Number(headers[uploadOffsetHeader]) / partBytes)
  expect(offsets).toEqual([0, 1, 2, 3, 4])
  await expectImage(await createPerson('Bob', first.wsUrl), ref, image)
})

it('refuses an image that was altered on the relay', async () => {
  const relay = await start()
  const alice = await createPerson('Alice', relay.wsUrl)
  const image = new Uint8Array(randomBytes(50_000))
  const ref = await hang(alice, 'public', image)
  await isOnRelay(alice, ref)
  const kept: string[] = []
  for (const file of await filesOf(relay.dataDir)) if ((await readFile(file)).equals(image)) kept.push(file)
  expect(kept).toHaveLength(1)
  await writeFile(kept[0] ?? '', image.with(777, (image[777] ?? 0) ^ 1))
  const bob = await createPerson('Bob', relay.wsUrl)
  expect(await bob.open.blobs.load(ref)).toEqual({ ok: false, error: { type: 'altered' } })
  await expectImage(alice, ref, image)
})

const filesOf = async (directory: string): Promise<readonly string[]> => {
  const names = await readdir(directory, { recursive: true })
  const paths = names.map(name => join(directory, name))
  const kinds = await Promise.all(paths.map(path => stat(path)))
  return paths.filter((_, index) => kinds[index]?.isFile() === true)
}
