import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { decodeResume, encodeResume } from '../../../../src/protocol/relay/resume.ts'
import { decodeSyncMessage } from '../../../../src/protocol/sync/message.ts'
import {
  addDevice,
  type Content,
  copyOf,
  edit,
  newOwnedDoc,
  revokeDevice,
} from '../../../support/sealed-doc.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { knownAccount, nameOf } from './profile-scene.ts'
import { createClient, digestAt, storedAlbums } from './resume-client.ts'

describe('a client that comes back', () => {
  test('is told which of its documents are the same, and none of them is opened for that twice', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const albums = await storedAlbums(room, alice, 5)
    const changed = copyOf(albums[3] ?? newOwnedDoc(alice.account))
    await edit(alice.first, changed, nameOf('another'))
    const mine = albums.with(3, changed)
    const open = (await room.hub.stats()).documentsOpen
    const client = createClient(room)
    expect((await client.list(mine)).same).toEqual([0, 1, 2, 4])
    expect(await room.hub.stats()).toMatchObject({ documentsOpen: open, subscriptions: open + 4 })
    expect([...client.heard, ...client.other]).toEqual([])
    client.leave()
    expect(await room.hub.stats()).toMatchObject({ documentsOpen: open, subscriptions: open })
  })

  test('hears at once of what changes then, and of nothing else', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const [album, other] = await storedAlbums(room, alice, 2)
    if (album === undefined || other === undefined) throw new Error('no albums')
    const client = createClient(room)
    expect((await client.list([album, other])).same).toEqual([0, 1])
    const writer = room.join(copyOf(album))
    await edit(alice.first, writer.sealed, nameOf('changed'))
    await room.settle()
    expect(client.heard.map(({ doc }) => doc)).toEqual([album.id])
    const message = decodeSyncMessage(client.heard[0]?.message ?? new Uint8Array())
    expect(message).toMatchObject({ ok: true, value: { heads: writer.heads() } })
    expect(message.ok && message.value.changes).toHaveLength(2)
  })

  test('edits as after a sync: the change goes out with the first message', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const [album] = await storedAlbums(room, alice, 1)
    if (album === undefined) throw new Error('no album')
    const [writer, reader] = [room.join(album), room.join(copyOf(album))]
    expect([await writer.resume(), await reader.resume()]).toEqual([true, true])
    expect(await room.settle()).toBe(0)
    await edit(alice.first, album, nameOf('changed'))
    await room.settle()
    expect(reader.sealed.doc).toMatchObject({ name: 'changed' })
    expect(writer.sent).toHaveLength(1)
    expect(reader.received).toHaveLength(1)
  })

  test('hears passing words about a document that nobody uses', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const [album] = await storedAlbums(room, alice, 1)
    if (album === undefined) throw new Error('no album')
    const client = createClient(room)
    await client.list([album])
    const speaker = room.join(album)
    speaker.pass(Uint8Array.of(1))
    await speaker.resume()
    speaker.pass(Uint8Array.of(2))
    await room.settle()
    speaker.pass(Uint8Array.of(3))
    expect(client.words).toEqual([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)])
  })

  test('is the same where neither side has anything, and hears when somebody brings it', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    const client = createClient(room)
    const nothing = { ...profile, doc: Automerge.init<Content>() }
    expect((await client.list([nothing])).same).toEqual([0])
    // What it has and the relay has not is different, and nothing is opened for it.
    expect((await client.list([profile])).same).toEqual([])
    await edit(alice.first, profile, nameOf('Alice'))
    room.join(profile)
    await room.settle()
    const message = decodeSyncMessage(client.heard[0]?.message ?? new Uint8Array())
    expect(message.ok && message.value.changes).toHaveLength(3)
  })

  test('is told when what it has was taken out in the meantime', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const thief = await addDevice(alice)
    await room.settle()
    const album = newOwnedDoc(alice.account, 'album')
    await edit(alice.first, album, nameOf('mine'))
    await edit(thief, album, nameOf('stolen'))
    const writer = room.join(album)
    await room.settle()
    writer.leave()
    await room.settle()
    room.clock.advance(60_000)
    const client = createClient(room)
    expect((await client.list([album])).same).toEqual([0])
    await revokeDevice(alice, thief)
    await room.settle()
    expect(client.heard).toEqual([])
    room.join({ ...album, doc: Automerge.init() })
    await room.settle()
    const told = decodeSyncMessage(client.heard[0]?.message ?? new Uint8Array())
    expect(told).toMatchObject({ ok: true, value: { changes: [] } })
    expect(told.ok && told.value.heads).not.toEqual(Automerge.getHeads(album.doc))
  })
})

describe('what the relay remembers of a device', () => {
  test('lets it say where its documents stand instead of which they are', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const albums = await storedAlbums(room, alice, 4)
    const [one, two, three, four] = albums
    if (one === undefined || two === undefined || three === undefined || four === undefined)
      throw new Error('no albums')
    const begun = await createClient(room).begin([one, two])
    expect(begun.same).toEqual([0, 1])
    const again = createClient(room)
    expect(await again.remember(begun.name, 2, [[1, two]], [three])).toEqual({
      name: begun.name,
      same: [0, 1],
    })
    // What is at another place, or another than it was, is different.
    expect(
      await again.remember(
        begun.name,
        3,
        [
          [0, two],
          [1, one],
          [2, three],
        ],
        [four],
      ),
    ).toEqual({
      name: begun.name,
      same: [2, 3],
    })
    expect((await room.hub.stats()).rosterBytes).toBeLessThan(1_000)
  })

  test('is not known to another device, nor under another name or number, and then begins anew', async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const [one, two] = await storedAlbums(room, alice, 2)
    if (one === undefined || two === undefined) throw new Error('no albums')
    const { name } = await createClient(room).begin([one])
    const other = await createClient(room, 'laptop').remember(name, 1, [[0, one]], [two])
    expect(other.name).not.toBe(name)
    expect(other.same).toEqual([0])
    const client = createClient(room)
    expect((await client.remember('00'.repeat(8), 1, [[0, one]])).same).toEqual([])
    const anew = await client.begin([one])
    expect((await client.remember(anew.name, 2, [[0, one]])).name).not.toBe(anew.name)
  })

  test('is bounded in size and in time; the longest unused go first', async () => {
    const room = await createRoom({ documentLimits: { rosterBytes: 1_500, rosterMs: 1_000_000 } })
    const alice = await knownAccount(room)
    const [one] = await storedAlbums(room, alice, 1)
    if (one === undefined) throw new Error('no album')
    const devices = Array.from({ length: 5 }, (_, index) => createClient(room, `device ${index}`))
    const names: string[] = []
    for (const device of devices) names.push((await device.begin([one])).name)
    expect((await room.hub.stats()).rosterBytes).toBeLessThanOrEqual(1_500)
    const isKnown = async (index: number): Promise<boolean> =>
      (await devices[index]?.remember(names[index] ?? '', 1, [[0, one]]))?.name === names[index]
    expect(await isKnown(4)).toBe(true)
    room.clock.advance(1_000_000)
    expect(await isKnown(4)).toBe(false)
    expect(await isKnown(0)).toBe(false)
  })
})

describe('a question that nobody honest asks', () => {
  test('about a great many unknown documents opens nothing', async () => {
    const room = await createRoom()
    await knownAccount(room)
    const before = await room.hub.stats()
    const client = createClient(room)
    const listed = Array.from({ length: 4_096 }, (_, index) => ({
      doc: index.toString(16).padStart(32, '0'),
      digest: new Uint8Array(8),
    }))
    for (let round = 0; round < 3; round++)
      expect((await client.ask({ roster: null, listed })).same).toEqual([])
    expect(await room.hub.stats()).toEqual({ ...before, subscribers: before.subscribers + 1 })
  })

  test('about more than it may listen to is answered as different, as are repeats of what it has', async () => {
    const room = await createRoom({ documentLimits: { maxDocumentsPerSubscriber: 2 } })
    const alice = await knownAccount(room)
    const albums = await storedAlbums(room, alice, 3)
    const client = createClient(room)
    const before = (await room.hub.stats()).subscriptions
    expect((await client.list([...albums, ...albums])).same).toEqual([0, 1, 3, 4])
    expect((await room.hub.stats()).subscriptions).toBe(before + 2)
    client.leave()
    expect((await room.hub.stats()).subscriptions).toBe(before)
  })

  test('by one who has left is not answered', async () => {
    const room = await createRoom()
    const client = createClient(room)
    client.leave()
    await expect(client.list([])).rejects.toThrow('no answer')
  })
})

test('what is not in use costs its listeners little', async () => {
  const room = await createRoom()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const memory = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  /** As it comes off the wire: nothing of it is anybody else's. */
  const ask = async (from: number, count: number): Promise<void> => {
    const listed = Array.from({ length: count }, (_, index) =>
      (from + index).toString(16).padStart(32, '0'),
    ).map(doc => ({ doc, digest: digestAt(doc, []).subarray(0, 8) }))
    const question = decodeResume(encodeResume({ number: 1, roster: null, listed }))
    if (!question.ok) throw new Error(question.error.reason)
    expect((await createClient(room, `device ${from}`).ask(question.value)).same).toHaveLength(count)
  }
  await ask(0, 4_000)
  const before = memory()
  for (let part = 1; part <= 8; part++) await ask(4_000 * part, 4_000)
  expect((await room.hub.stats()).subscriptions).toBe(36_000)
  const bytesEach = (memory() - before) / 32_000
  expect(bytesEach).toBeGreaterThan(20)
  expect(bytesEach).toBeLessThan(200)
})
