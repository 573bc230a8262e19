/** The part of the contract that says which documents were written to: no write is missed. */
import { expect, test } from 'vitest'
import { alice, bob, type HeldDocumentStore, idOf } from './relay-store-subject.ts'

export const testWrittenSince = (held: HeldDocumentStore): void => {
  const { load, append, replace } = held

  const writtenSince = async (place: string | null) => {
    const written = await held.store().writtenSince(place)
    if (!written.ok) throw new Error(written.error.type)
    return { ...written.value, documents: written.value.documents.toSorted() }
  }

  test('says which documents were written to since it was last asked', async () => {
    expect(await writtenSince(null)).toMatchObject({ documents: [], isAll: true })
    await append(idOf(1), alice, 'a')
    await append(idOf(2), bob, 'b')
    const first = await writtenSince(null)
    expect(first).toMatchObject({ documents: [idOf(1), idOf(2)], isAll: true })
    expect(first.place.length).toBeLessThanOrEqual(64)
    expect(await held.store().place()).toEqual({ ok: true, value: first.place })
    expect(await writtenSince(first.place)).toEqual({ documents: [], isAll: false, place: first.place })
    await append(idOf(3), bob, 'c')
    await replace(idOf(1), alice, 'd')
    await append(idOf(3), bob, 'e')
    const second = await writtenSince(first.place)
    expect(second).toMatchObject({ documents: [idOf(1), idOf(3)], isAll: false })
    expect(await writtenSince(second.place)).toMatchObject({ documents: [] })
    expect(await writtenSince(null)).toMatchObject({ documents: [idOf(1), idOf(2), idOf(3)], isAll: true })
  })

  test.each(['', 'x', `${'0'.repeat(32)}-1-1`, `${'0'.repeat(32)}-0`])(
    'names every document to whoever comes with a place of another store (%j)',
    async place => {
      await append(idOf(1), alice, 'a')
      expect(await writtenSince(place)).toMatchObject({ documents: [idOf(1)], isAll: true })
    },
  )

  test('a place holds when the store is opened again', async context => {
    if (!held.canReopen()) return context.skip()
    await append(idOf(1), alice, 'a')
    const { place } = await writtenSince(null)
    await held.reopen()
    expect(await writtenSince(place)).toMatchObject({ documents: [], isAll: false })
    await append(idOf(2), alice, 'b')
    await held.reopen()
    expect(await writtenSince(place)).toMatchObject({ documents: [idOf(2)], isAll: false })
  })

  test('no write is missed, however many there are and whatever is moved about meanwhile', async () => {
    let { place } = await writtenSince(null)
    for (let round = 0; round < 40; round++) {
      const documents = [idOf(round % 7), idOf(20 + (round % 3))]
      await Promise.all(documents.map(documentId => append(documentId, alice, 'x'.repeat(50))))
      if (round % 5 === 0) await replace(idOf(40), bob, `${round}`)
      await load(idOf(round % 7))
      const written = await writtenSince(place)
      expect(written.documents).toEqual(
        expect.arrayContaining(round % 5 === 0 ? [...documents, idOf(40)] : documents),
      )
      place = written.place
    }
  })
}
