import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { edit, newOwnedDoc } from '../../../support/sealed-doc.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { asStranger, knownAccount, nameOf, parse } from './profile-scene.ts'

describe('what one edit costs', () => {
  const fiftyReaders = async () => {
    const room = await createRoom()
    const alice = await knownAccount(room)
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    await room.settle()
    const readers = Array.from({ length: 50 }, () => room.join(asStranger(profile)))
    await room.settle()
    return { room, alice, profile, writer, readers }
  }

  test('one message to each subscriber, one acknowledgement to the writer, and silence', async () => {
    const { room, alice, profile, writer, readers } = await fiftyReaders()
    for (let round = 0; round < 3; round++) {
      const before = readers.map(({ received }) => received.length)
      const acknowledged = writer.received.length
      await edit(alice.first, profile, nameOf(`Alice ${round}`))
      const messages = await room.settle()
      expect(readers.map(({ received }, index) => received.length - (before[index] ?? 0))).toEqual(
        Array(50).fill(1),
      )
      for (const reader of readers) expect(parse(reader.received.at(-1)).changes).toHaveLength(2)
      expect(writer.received.length - acknowledged).toBe(1)
      expect(parse(writer.received.at(-1))).toMatchObject({ heads: writer.heads(), need: [], changes: [] })
      // The writer's one, its acknowledgement, and to and from each reader one.
      expect(messages).toBe(2 + 2 * 50)
    }
  })

  test('few bytes beside the change itself', async () => {
    const { room, alice, profile, writer, readers } = await fiftyReaders()
    await edit(alice.first, profile, nameOf('Alice again'))
    await room.settle()
    const sent = parse(readers[0]?.received.at(-1)).changes.reduce((sum, change) => sum + change.length, 0)
    expect(readers[0]?.received.at(-1)?.length).toBeLessThan(sent + 100)
    expect(writer.received.at(-1)?.length).toBeLessThan(100)
  })

  test('nothing for a client that returns with nothing new, but one answer', async () => {
    const { room, writer, readers } = await fiftyReaders()
    for (const member of [writer, ...readers.slice(0, 5)]) {
      const returned = member.rejoin()
      await room.settle()
      expect(returned.received).toHaveLength(1)
      expect(parse(returned.received[0]).changes).toEqual([])
      expect(returned.received[0]?.length).toBeLessThan(100)
    }
  })

  test('no more to a client that starts over on the same line', async () => {
    const { profile, readers } = await fiftyReaders()
    const reader = readers[0]
    const before = reader?.received.length ?? 0
    const [, first] = Automerge.generateSyncMessage(profile.doc, Automerge.initSyncState())
    await reader?.send(first ?? new Uint8Array())
    expect(reader?.received.length).toBe(before + 1)
    expect(parse(reader?.received.at(-1))).toMatchObject({ heads: reader?.heads(), changes: [] })
  })
})
