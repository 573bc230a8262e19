/** What a relay takes from a journal: which of its entries are about what, and nothing of what they say. */
import * as Automerge from '@automerge/automerge'
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { encodeJournalEntry } from '../../../../src/protocol/journal/entry.ts'
import type {
  EntryId16,
  JournalEntry,
  JournalPlain,
  JournalTarget,
} from '../../../../src/protocol/journal/journal-types.ts'
import { personKeyOf, targetKeyOf } from '../../../../src/protocol/journal/target.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import {
  decodeContent,
  encodeContent,
  type PublicContent,
} from '../../../../sync-server/directory/content.ts'
import { readContent } from '../../../../sync-server/directory/read-content.ts'

const accountOf = (value: number): AccountId => new Uint8Array(32).fill(value) as AccountId
const [owner, bo, cy, dee] = [1, 2, 3, 4].map(accountOf) as [AccountId, AccountId, AccountId, AccountId]
const newId = (): EntryId16 => new Uint8Array(randomBytes(16)) as EntryId16
const post: JournalTarget = { kind: 'post', account: bo, id: newId(), segment: 0 }
const work: JournalTarget = { kind: 'work', account: cy, id: newId(), album: new Uint8Array(32) }

const open = (plain: JournalPlain, id = newId()): JournalEntry => ({ form: 'open', id, plain })
const comment = (
  target: JournalTarget,
  more: Partial<JournalPlain & { kind: 'comment' }> = {},
): JournalPlain => ({
  kind: 'comment',
  atMs: 1_000,
  target,
  replyTo: null,
  text: 'Beautiful.',
  mentions: [],
  ...more,
})
const appreciate = (target: JournalTarget, atMs = 1_000): JournalPlain => ({
  kind: 'appreciate',
  atMs,
  target,
})
const body = (...mentioned: readonly AccountId[]) => ({
  text: '',
  mentions: mentioned.map(account => ({ account, name: 'x' })),
  images: [],
  works: [],
})
const takeBack = (of: EntryId16): JournalPlain => ({ kind: 'delete', atMs: 1_000, of })

const readBytes = (entries: readonly unknown[], more: Record<string, unknown> = {}): PublicContent => {
  const doc = Automerge.from<Record<string, unknown>>({ v: 1, e: entries, ...more })
  const content = readContent({ kind: 'journal', owner, changes: Automerge.getAllChanges(doc) })
  expect(decodeContent(encodeContent(content))).toEqual({ ok: true, value: content })
  return content
}
const read = (...entries: readonly JournalEntry[]) => {
  const content = readBytes(entries.map(encodeJournalEntry))
  if (content.kind !== 'journal') throw new Error('nothing was read')
  return content
}
const keysIn = (content: PublicContent): readonly (readonly string[])[] =>
  content.kind === 'journal' ? content.marks.map(({ keys }) => keys.map(bytesToHex)) : []
const hexOf = (...keys: readonly Uint8Array[]): readonly string[] => keys.map(bytesToHex)

describe('is found', () => {
  test('what is about a post or a work: there, and by whose it is', () => {
    const [first, second] = [open(comment(post)), open(appreciate(work, 2_000))]
    const content = read(first, second)
    expect(content.marks).toEqual([
      { id: second.id, atMs: 2_000, keys: [targetKeyOf(work), personKeyOf(cy)] },
      { id: first.id, atMs: 1_000, keys: [targetKeyOf(post), personKeyOf(bo)] },
    ])
  })

  test('an answer and a mention, by whom they are for, each once', () => {
    const said = comment(post, {
      replyTo: { account: cy, id: newId() },
      mentions: body(dee, cy, bo).mentions,
    })
    const content = read(open(said), open({ kind: 'post', atMs: 3, body: body(dee), added: null }))
    expect(keysIn(content)).toEqual([
      hexOf(personKeyOf(dee)),
      hexOf(targetKeyOf(post), personKeyOf(bo), personKeyOf(cy), personKeyOf(dee)),
    ])
  })

  test('a public follow, by whom it follows', () => {
    expect(keysIn(read(open({ kind: 'follow', atMs: 1, account: cy })))).toEqual([hexOf(personKeyOf(cy))])
  })

  test('what is about an entry that is not for everyone, by its tag and without its time', () => {
    const tag = new Uint8Array(16).fill(9)
    const sealed = {
      generation: 1,
      keyId: new Uint8Array(8),
      nonce: new Uint8Array(24),
      box: new Uint8Array(272),
    }
    const thread: JournalEntry = { form: 'thread', id: newId(), tag, ...sealed }
    const audience: JournalEntry = { form: 'audience', id: newId(), ...sealed }
    const own: JournalEntry = { form: 'own', id: newId(), sealed: new Uint8Array(64) }
    expect(read(audience, thread, own).marks).toEqual([{ id: thread.id, atMs: 0, keys: [tag] }])
  })

  test('what lists say that two devices started at the same time', () => {
    const start = Automerge.from<Record<string, unknown>>({ v: 1 })
    const entries = [open(appreciate(post)), open(appreciate(work))].map(encodeJournalEntry)
    const [one, other] = entries.map(entry =>
      Automerge.change(Automerge.clone(start), draft => void (draft['e'] = [entry])),
    )
    if (one === undefined || other === undefined) throw new Error('two devices')
    const changes = Automerge.getAllChanges(Automerge.merge(one, other))
    const found = keysIn(readContent({ kind: 'journal', owner, changes })).flat()
    expect(found).toEqual(expect.arrayContaining([...hexOf(targetKeyOf(post), targetKeyOf(work))]))
  })
})

describe('is not found', () => {
  test('what was taken back, and the taking back is told of other segments', () => {
    const [gone, elsewhere] = [newId(), newId()]
    const content = read(open(takeBack(gone)), open(comment(post), gone), open(takeBack(elsewhere)))
    expect(content).toEqual({ kind: 'journal', marks: [], takenBack: [gone, elsewhere] })
  })

  test('what says nothing about anybody else', () => {
    const mine: JournalTarget = { kind: 'work', account: owner, id: newId(), album: new Uint8Array(32) }
    const content = read(
      open({ kind: 'post', atMs: 1, body: body(owner), added: null }),
      open({ kind: 'edit', atMs: 1, of: newId(), body: body(dee) }),
      open({ kind: 'hide', atMs: 1, account: bo, id: newId() }),
      open({ kind: 'follow', atMs: 1, account: owner }),
    )
    expect(content.marks).toEqual([])
    expect(keysIn(read(open(appreciate(mine))))).toEqual([hexOf(targetKeyOf(mine))])
  })

  test('a second entry with an id that one had before, whatever the first was', () => {
    const [id, other] = [newId(), newId()]
    const unknown = enc([0, other, ['dance', 1]])
    const entries = [open(appreciate(post), id), open(appreciate(work), id), open(appreciate(work), other)]
    const content = readBytes([unknown, ...entries.map(encodeJournalEntry)])
    expect(keysIn(content)).toEqual([hexOf(targetKeyOf(post), personKeyOf(bo))])
  })

  test('what cannot be read, and all else goes on', () => {
    const good = encodeJournalEntry(open(appreciate(post)))
    const content = readBytes([new Uint8Array(), 7, null, good.subarray(1), enc([0, newId(), 'x']), {}, good])
    expect(keysIn(content)).toHaveLength(1)
  })

  test.each([
    ['a newer version', { v: 2 }],
    ['no list', { e: 'text' }],
    ['an empty list', { e: [] }],
  ])('anything in a journal of %s', (_, fields) => {
    expect(readBytes([encodeJournalEntry(open(appreciate(post)))], fields)).toEqual({ kind: 'nothing' })
  })
})

describe('is bounded', () => {
  test('how often one may say the same: the newest count', () => {
    const entries = Array.from({ length: 300 }, (_, at) => open(appreciate(post, at)))
    const content = read(...entries)
    expect(content.marks.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 20 }, (_, at) => 299 - at))
    const other = read(open(comment(work)), ...entries)
    expect(keysIn(other).flat()).toContain(bytesToHex(targetKeyOf(work)))
  })

  test('how many entries are read, and how much of what they are about is kept', () => {
    const targets = Array.from({ length: 1_100 }, (): JournalTarget => ({ ...post, id: newId() }))
    const content = read(...targets.map(target => open(appreciate(target))))
    expect(keysIn(content).flat()).toContain(bytesToHex(targetKeyOf(targets[1_023] ?? post)))
    expect(keysIn(content).flat()).not.toContain(bytesToHex(targetKeyOf(targets[1_024] ?? post)))
    const crowd = (at: number) =>
      Array.from({ length: 50 }, (_, one) => ({
        account: accountOf(10)
          .with(0, at % 250)
          .with(1, one) as AccountId,
        name: '',
      }))
    const loud = Array.from({ length: 300 }, (_, at) => open(comment(post, { mentions: crowd(at) })))
    expect(keysIn(read(...loud)).flat()).toHaveLength(8_192)
  })
})
