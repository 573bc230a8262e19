import { describe, expect, test } from 'vitest'
import {
  alice,
  bob,
  done,
  type DocumentStoreUnderTest,
  type HeldDocumentStore,
  holdDocumentStore,
  idOf,
  textOf,
} from './relay-store-subject.ts'
import { testWrittenSince } from './relay-store-written.contract.ts'

/** What every adapter of the port passes. */
export const describeDocumentStore = (name: string, create: () => Promise<DocumentStoreUnderTest>) =>
  describe(`relay store: ${name}`, () => {
    const held = holdDocumentStore(create)
    testDocuments(held)
    testWrittenSince(held)
    testOpeningAndClosing(held)
  })

const testDocuments = (held: HeldDocumentStore): void => {
  const { load, append, replace } = held

  test('an unknown document is null, and has no bytes', async () => {
    expect(await load(idOf(1))).toBeNull()
    expect(await held.store().has(idOf(1))).toEqual({ ok: true, value: false })
    expect(await held.store().stats()).toEqual({ ok: true, value: { documents: 0, bytes: 0 } })
    expect(await held.store().bytesByOwner(alice)).toEqual({ ok: true, value: 0 })
  })

  test('changes come back in the order they were added, with the owner', async () => {
    expect(await append(idOf(1), alice, 'a', 'b')).toEqual(done)
    expect(await append(idOf(1), alice, 'c')).toEqual(done)
    expect(await append(idOf(1), null, 'd', 'e')).toEqual(done)
    const document = await load(idOf(1))
    expect(textOf(document)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(document?.owner32).toEqual(alice)
    expect(await held.store().has(idOf(1))).toEqual({ ok: true, value: true })
  })

  test('whose a document is stays as it was first said', async () => {
    expect(await held.store().ownerOf(idOf(1))).toEqual({ ok: true, value: null })
    await append(idOf(1), null, 'a')
    expect(await held.store().ownerOf(idOf(1))).toEqual({ ok: true, value: null })
    await append(idOf(1), alice, 'b')
    await append(idOf(1), bob, 'c')
    await append(idOf(2), bob, 'd')
    expect(await held.store().ownerOf(idOf(1))).toEqual({ ok: true, value: alice })
    expect(await held.store().ownerOf(idOf(2))).toEqual({ ok: true, value: bob })
  })

  test('changes of any length come back byte for byte', async () => {
    const lengths = [0, 1, 4083, 4084, 4096, 70_000, 300_000]
    const changes = lengths.map((length, at) => new Uint8Array(length).map((_, byte) => byte * 31 + at))
    await held.store().append(idOf(1), { owner32: alice, changes })
    for (const each of changes) await held.store().append(idOf(2), { owner32: alice, changes: [each] })
    for (const documentId of [idOf(1), idOf(2)]) {
      const loaded = (await load(documentId))?.changes ?? []
      expect(loaded.map(each => each.length)).toEqual(lengths)
      expect(loaded.every((each, at) => Buffer.compare(each, changes[at] ?? new Uint8Array()) === 0)).toBe(
        true,
      )
    }
  })

  test('documents do not see one another', async () => {
    await append(idOf(1), alice, 'one')
    await append(idOf(256), bob, 'two')
    expect(textOf(await load(idOf(1)))).toEqual(['one'])
    expect(textOf(await load(idOf(256)))).toEqual(['two'])
    expect(await load(idOf(2))).toBeNull()
  })

  test('what was loaded does not change when more is added', async () => {
    await append(idOf(1), alice, 'a')
    const before = await load(idOf(1))
    await append(idOf(1), alice, 'b')
    expect(textOf(before)).toEqual(['a'])
  })

  test('the store does not alter the bytes it is given, and keeps its own', async () => {
    // A Buffer, because its slice is a view.
    const given = Buffer.from('mine')
    const owner = Buffer.from(alice)
    await held.store().append(idOf(1), { owner32: owner, changes: [given] })
    expect(given.toString()).toBe('mine')
    given.fill(0)
    owner.fill(0)
    const document = await load(idOf(1))
    expect(textOf(document)).toEqual(['mine'])
    expect(document?.owner32).toEqual(alice)
  })

  test('reading sees whole batches only, and all that was answered', async () => {
    let answered = 0
    const writing = Array.from({ length: 40 }, (_, at) =>
      append(idOf(1), alice, `${at}a`, `${at}b`, `${at}c`).then(() => answered++),
    )
    for (let round = 0; round < 20; round++) {
      const atLeast = answered * 3
      const seen = textOf(await load(idOf(1))) ?? []
      expect(seen.length % 3).toBe(0)
      expect(seen.length).toBeGreaterThanOrEqual(atLeast)
    }
    await Promise.all(writing)
    expect(await load(idOf(1)).then(each => each?.changes.length)).toBe(120)
  })

  test('many writers at once: nothing is lost, each document keeps its order', async () => {
    const documents = Array.from({ length: 50 }, (_, at) => idOf(at))
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        documents.map(documentId => append(documentId, alice, `${round}`)),
      ).flat(),
    )
    expect(answers).toEqual(answers.map(() => done))
    const inOrder = Array.from({ length: 20 }, (_, round) => `${round}`)
    for (const documentId of documents) expect(textOf(await load(documentId))).toEqual(inOrder)
  })

  test('replacing puts the new changes in place of the old ones and keeps the owner', async () => {
    await append(idOf(1), alice, 'a', 'b')
    await append(idOf(1), alice, 'c')
    expect(await replace(idOf(1), bob, 'a', 'x')).toEqual(done)
    await append(idOf(1), null, 'y')
    const document = await load(idOf(1))
    expect(textOf(document)).toEqual(['a', 'x', 'y'])
    expect(document?.owner32).toEqual(alice)
  })

  test('writes called together take effect in that order', async () => {
    const last = [
      append(idOf(1), alice, 'a'),
      replace(idOf(1), alice, 'b'),
      append(idOf(1), alice, 'c'),
      append(idOf(2), alice, 'a'),
      append(idOf(2), alice, 'b'),
      replace(idOf(2), alice, 'c'),
    ]
    await Promise.all(last)
    expect(textOf(await load(idOf(1)))).toEqual(['b', 'c'])
    expect(textOf(await load(idOf(2)))).toEqual(['c'])
  })

  test('a document may be known and empty', async () => {
    await append(idOf(1), alice)
    await append(idOf(2), alice, 'a')
    await replace(idOf(2), alice)
    expect(textOf(await load(idOf(1)))).toEqual([])
    expect(textOf(await load(idOf(2)))).toEqual([])
    expect(await held.store().stats()).toEqual({ ok: true, value: { documents: 2, bytes: 0 } })
  })

  test('bytes are counted for each owner, and replaced ones no longer', async () => {
    await append(idOf(1), alice, 'abc')
    await append(idOf(1), alice, 'de')
    await append(idOf(2), alice, 'f')
    await append(idOf(3), bob, 'ghij')
    await append(idOf(4), null, 'kl')
    expect(await held.store().bytesByOwner(alice)).toEqual({ ok: true, value: 6 })
    expect(await held.store().bytesByOwner(bob)).toEqual({ ok: true, value: 4 })
    expect(await held.store().stats()).toEqual({ ok: true, value: { documents: 4, bytes: 12 } })
    await replace(idOf(1), alice, 'a')
    expect(await held.store().bytesByOwner(alice)).toEqual({ ok: true, value: 2 })
    expect(await held.store().stats()).toEqual({ ok: true, value: { documents: 4, bytes: 8 } })
  })

  test('an owner that becomes known later stays', async () => {
    await append(idOf(1), null, 'ab')
    expect((await load(idOf(1)))?.owner32).toBeNull()
    await append(idOf(1), alice, 'c')
    await append(idOf(1), bob, 'd')
    expect((await load(idOf(1)))?.owner32).toEqual(alice)
    expect(await held.store().bytesByOwner(alice)).toEqual({ ok: true, value: 4 })
    expect(await held.store().bytesByOwner(bob)).toEqual({ ok: true, value: 0 })
  })
}

const testOpeningAndClosing = (held: HeldDocumentStore): void => {
  const { load, append, replace } = held

  test('a malformed id or owner is our own bug and throws', async () => {
    await expect(append('0'.repeat(31), alice, 'a')).rejects.toThrow(TypeError)
    await expect(append('A'.repeat(32), alice, 'a')).rejects.toThrow(TypeError)
    await expect(held.store().load('')).rejects.toThrow(TypeError)
    await expect(held.store().has('zz')).rejects.toThrow(TypeError)
    await expect(append(idOf(1), new Uint8Array(31), 'a')).rejects.toThrow(TypeError)
  })

  test('closing finishes what was called before and refuses what comes after', async () => {
    const before = append(idOf(1), alice, 'a')
    const closing = held.store().close()
    expect(await before).toEqual(done)
    const closed = { ok: false, error: { type: 'store-closed' } }
    expect(await append(idOf(1), alice, 'b')).toEqual(closed)
    expect(await replace(idOf(1), alice, 'b')).toEqual(closed)
    expect(await held.store().load(idOf(1))).toEqual(closed)
    expect(await held.store().has(idOf(1))).toEqual(closed)
    expect(await held.store().stats()).toEqual(closed)
    expect(await held.store().place()).toEqual(closed)
    expect(await held.store().writtenSince(null)).toEqual(closed)
    expect(await held.store().bytesByOwner(alice)).toEqual(closed)
    await closing
    await held.store().close()
  })

  test('the store id is 16 bytes and stays', async () => {
    const before = held.store().storeId()
    expect(before.length).toBe(16)
    await append(idOf(1), alice, 'a')
    expect(held.store().storeId()).toEqual(before)
    if (!held.canReopen()) return
    await held.reopen()
    expect(held.store().storeId()).toEqual(before)
  })

  test('what was answered is there when the store is opened again', async context => {
    if (!held.canReopen()) return context.skip()
    await append(idOf(1), alice, 'a', 'b')
    await append(idOf(2), null, 'c')
    await append(idOf(1), alice, 'd')
    await replace(idOf(2), bob, 'e')
    for (let round = 0; round < 3; round++) {
      await held.reopen()
      expect(await held.store().stats()).toEqual({ ok: true, value: { documents: 2, bytes: 4 + round } })
      expect(await held.store().bytesByOwner(bob)).toEqual({ ok: true, value: 1 })
      await append(idOf(1), alice, `${round}`)
    }
    expect(textOf(await load(idOf(1)))).toEqual(['a', 'b', 'd', '0', '1', '2'])
    expect(textOf(await load(idOf(2)))).toEqual(['e'])
    expect((await load(idOf(2)))?.owner32).toEqual(bob)
  })
}
