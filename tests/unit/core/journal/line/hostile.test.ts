/** Authors who put into their journals whatever they like: sealed by them, and so let through the gate. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { type Draft, pushEntries } from '../../../../../src/core/documents/index.ts'
import { mostEntries } from '../../../../../src/core/journal/line/compare.ts'
import { enc, type Item } from '../../../../../src/protocol/codec/cbor.ts'
import { encodeJournalEntry } from '../../../../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../../../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16 } from '../../../../../src/protocol/journal/journal-types.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import {
  addedTexts,
  createJournalWorld,
  type JournalWorld,
  postOf,
  textOf,
  type Writer,
} from './journal-world.ts'

let world: JournalWorld
let eve: Writer
let bob: Writer

beforeEach(async () => {
  world = await createJournalWorld()
  eve = await world.writer('Eve')
  bob = await world.writer('Bob')
})
afterEach(() => world.close())

const newId = () => systemRandom.bytes(16) as EntryId16
const entry = (text: string, id = newId()) => encodeJournalEntry({ form: 'open', id, plain: postOf(text) })

/** Past the line, into the document itself. */
const tamper = async (mutate: (draft: Draft) => void, segment = 0): Promise<void> => {
  const { store, sealer } = eve.device
  const replica = valueOf(await store.open(journalGenesis(eve.account, segment)))
  eve.device.deps.onOpened(replica)
  valueOf(await replica.edit(sealer, mutate))
  await until(() => eve.device.engine.isAcknowledged(replica.id))
}
const listIn = (draft: Draft): Uint8Array[] => draft['e'] as Uint8Array[]
const readAll = () => bob.line.look(eve.account, 0)
const goneIn = ({ news }: Writer) => news.flatMap(({ gone }) => gone.map(bytesToHex))

describe('a hostile journal', () => {
  test('shows what can be read of it, says what a newer version wrote, and passes over the rest', async () => {
    const unknownKind = newId()
    const unknownForm = newId()
    const garbage: Item[] = [[], [0], [0, 'id', 'x'], [9], ['a'], true, 'text', 7, [1, newId(), 1]]
    await tamper(draft => {
      pushEntries(draft, [
        entry('first'),
        new Uint8Array(),
        new Uint8Array(limits.entryBytes + 1),
        Uint8Array.of(255, 255),
        ...garbage.map(enc),
        enc([0, unknownKind, ['dance', 1]]),
        enc([77, unknownForm, 'whatever']),
        enc([0, newId(), ['post', 1]]),
        entry('last'),
      ])
      const list = draft['e'] as unknown[]
      list.push('words', 7, { deep: { deeper: [] } })
    })
    await readAll()
    const told = bob.news.flatMap(({ added }) => added)
    expect(told.filter(({ plain }) => plain !== null).map(textOf)).toEqual(['first', 'last'])
    const problems = told
      .filter(({ plain }) => plain === null)
      .map(({ id, problem }) => [bytesToHex(id), problem])
    expect(problems).toContainEqual([bytesToHex(unknownKind), 'newer-version'])
    expect(problems).toContainEqual([bytesToHex(unknownForm), 'newer-version'])
    expect(problems.filter(([, problem]) => problem === 'broken')).toHaveLength(2)
    expect(problems).toHaveLength(4)
  })

  test('is read only so far, however long it is, and an id counts once', async () => {
    const id = newId()
    for (let round = 0; round < 10; round++) {
      await tamper(draft =>
        pushEntries(
          draft,
          Array.from({ length: 1_000 }, (_, n) => entry(`${round} ${n}`, id)),
        ),
      )
    }
    await readAll()
    expect(addedTexts(bob)).toEqual(['0 0'])
    await tamper(draft => pushEntries(draft, [entry('too late')]))
    await tamper(draft => listIn(draft).splice(mostEntries - 1, 10_000))
    await tamper(draft => pushEntries(draft, [entry('in time')]))
    await bob.untilHeard('in time')
    expect(bob.heard.has('too late')).toBe(false)
    expect(goneIn(bob)).toEqual([])
  }, 90_000)

  test('cannot use an id a second time, in any of its segments', async () => {
    const id = newId()
    await tamper(draft => pushEntries(draft, [entry('the one', id), entry('the other', id)]))
    await tamper(draft => pushEntries(draft, [entry('elsewhere', id), entry('sound')]), 1)
    await readAll()
    await bob.line.look(eve.account, 1)
    expect(addedTexts(bob)).toEqual(['the one', 'sound'])
    // Put in front of it, it does not take its place.
    await tamper(draft => listIn(draft).unshift(entry('a third', id)))
    await tamper(draft => pushEntries(draft, [entry('later')]))
    await bob.untilHeard('later')
    expect(addedTexts(bob)).toEqual(['the one', 'sound', 'later'])
    expect(bob.news.flatMap(({ changed }) => changed)).toEqual([])
  })

  test('that is rewritten in place is told as changed; that is emptied, as gone', async () => {
    const [kept, rewritten] = [newId(), newId()]
    await tamper(draft =>
      pushEntries(draft, [entry('kept', kept), entry('before', rewritten), entry('taken out')]),
    )
    await readAll()
    await tamper(draft => {
      listIn(draft).splice(1, 2, entry('after', rewritten))
    })
    await bob.untilHeard('after')
    expect(bob.news.at(-1)).toMatchObject({ added: [], changed: [{ id: rewritten }] })
    expect(goneIn(bob)).toHaveLength(1)
    await tamper(draft => void (draft['e'] = []))
    await until(() => goneIn(bob).length === 3)
    expect(goneIn(bob).slice(1).toSorted()).toEqual([kept, rewritten].map(bytesToHex).toSorted())
    await tamper(draft => pushEntries(draft, [entry('kept', kept)]))
    await until(() => addedTexts(bob).length === 4)
  })

  test('of a newer version takes nothing back, and is not written to', async () => {
    await eve.post('first')
    await tamper(draft => {
      draft['v'] = 2
      draft['e'] = 'something else altogether'
    })
    expect(await eve.line.write([{ plain: postOf('second'), audience: 'public', about: null }])).toEqual({
      ok: false,
      error: { type: 'storage', problem: 'newer-version' },
    })
    expect(goneIn(eve)).toEqual([])
    expect(await readAll()).toMatchObject({ read: 0 })
  })
})
