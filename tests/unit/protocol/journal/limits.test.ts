/** What the vectors are too small to say: the largest that is taken, and one more. */
import { describe, expect, it } from 'vitest'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { decodeAudienceEntry, encodeAudienceEntry } from '../../../../src/protocol/journal/audience.ts'
import { audienceReaders } from '../../../../src/protocol/journal/audience-types.ts'
import {
  decodeJournalEntry,
  encodeJournalEntry,
  journalEntryId,
} from '../../../../src/protocol/journal/entry.ts'
import { journalGenesis, numberOfTag } from '../../../../src/protocol/journal/journal-genesis.ts'
import type {
  EntryId16,
  JournalBody,
  JournalImage,
  JournalPlain,
  JournalWork,
} from '../../../../src/protocol/journal/journal-types.ts'
import { decodeJournalPlain, encodeJournalPlain } from '../../../../src/protocol/journal/plain.ts'
import { parseEntryIdText } from '../../../../src/protocol/journal/target.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import { padPlain } from '../../../../src/protocol/rooms/padding.ts'
import { accountNamed } from '../rooms/room-people.ts'

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill)
const id = bytes(16) as EntryId16
const ana = accountNamed('ana')
const longestName = 'é'.repeat(128)
const longestWords = 'é'.repeat(limits.altBytes / 2)

const empty: JournalBody = { text: '', mentions: [], images: [], works: [] }
const rendition = (size: JournalImage['renditions'][number]['size']): JournalImage['renditions'][number] => ({
  size,
  width: 65_535,
  height: 65_535,
  mime: 'image/webp',
  bytes: Number.MAX_SAFE_INTEGER,
  digest: bytes(32) as BlobDigest,
  lock: { key: bytes(32), plainDigest: bytes(32) },
})
const image: JournalImage = {
  id,
  alt: longestWords,
  width: 65_535,
  height: 65_535,
  colour: [255, 255, 255],
  placeholder: bytes(64),
  renditions: [rendition('thumb'), rendition('card'), rendition('full'), rendition('original')],
}
const work: JournalWork = {
  account: ana,
  album: bytes(32),
  work: id,
  title: longestWords,
  alt: longestWords,
  preview: { image: id, width: 65_535, height: 65_535, colour: [255, 255, 255], placeholder: bytes(64) },
}
const mention = { account: ana, name: longestName }

const post = (
  body: Partial<JournalBody>,
  added: Extract<JournalPlain, { kind: 'post' }>['added'] = null,
): JournalPlain => ({
  kind: 'post',
  atMs: 8.64e15,
  body: { ...empty, ...body },
  added,
})
const edit = (body: Partial<JournalBody>): JournalPlain => ({
  kind: 'edit',
  atMs: 1,
  of: id,
  body: { ...empty, ...body },
})
const comment = (changed: {
  readonly text?: string
  readonly mentions?: JournalBody['mentions']
}): JournalPlain => ({
  kind: 'comment',
  atMs: 1,
  target: { kind: 'post', account: ana, id, segment: Number.MAX_SAFE_INTEGER },
  replyTo: { account: ana, id },
  text: '',
  mentions: [],
  ...changed,
})

const reads = (plain: JournalPlain): boolean => decodeJournalPlain(encodeJournalPlain(plain)).ok

describe('what an entry says', () => {
  it('may be 10,000 characters of any script in a post, 4,000 in a comment, and not a byte more', () => {
    const [longestPost, longestComment] = ['🎬'.repeat(10_000), '🎬'.repeat(4_000)]
    for (const make of [post, edit]) {
      expect(reads(make({ text: longestPost }))).toBe(true)
      expect(reads(make({ text: `${longestPost}x` }))).toBe(false)
    }
    expect(reads(comment({ text: longestComment }))).toBe(true)
    expect(reads(comment({ text: `${longestComment}x` }))).toBe(false)
  })

  it('names at most 50 people, by names of a bounded length', () => {
    for (const make of [post, edit, comment]) {
      expect(reads(make({ mentions: many(50, () => mention) }))).toBe(true)
      expect(reads(make({ mentions: many(51, () => mention) }))).toBe(false)
      expect(reads(make({ mentions: [{ ...mention, name: `${longestName}x` }] }))).toBe(false)
    }
  })

  it('shows at most ten images and works together', () => {
    for (const make of [post, edit]) {
      expect(reads(make({ images: many(10, () => image) }))).toBe(true)
      expect(reads(make({ images: many(11, () => image) }))).toBe(false)
      expect(reads(make({ works: many(10, () => work) }))).toBe(true)
      expect(reads(make({ works: many(11, () => work) }))).toBe(false)
      expect(reads(make({ images: many(4, () => image), works: many(6, () => work) }))).toBe(true)
      expect(reads(make({ images: many(4, () => image), works: many(7, () => work) }))).toBe(false)
    }
  })

  it('describes images and works of sizes that can be', () => {
    const bad: readonly Partial<JournalImage>[] = [
      { id: bytes(15) },
      { alt: `${longestWords}x` },
      { width: 0 },
      { height: 65_536 },
      { colour: [0, 0, 256] },
      { placeholder: bytes(65) },
      { renditions: [] },
      { renditions: [rendition('thumb'), rendition('thumb')] },
      { renditions: [{ ...rendition('full'), width: 0 }] },
      { renditions: [{ ...rendition('full'), digest: bytes(31) as BlobDigest }] },
      { renditions: [{ ...rendition('full'), lock: { key: bytes(31), plainDigest: bytes(32) } }] },
    ]
    expect(reads(post({ images: [image] }))).toBe(true)
    expect(bad.filter(changed => reads(post({ images: [{ ...image, ...changed }] })))).toEqual([])
    const badWorks: readonly Partial<JournalWork>[] = [
      { album: bytes(31) },
      { work: bytes(17) },
      { title: `${longestWords}x` },
      { alt: `${longestWords}x` },
    ]
    expect(reads(post({ works: [work, { ...work, preview: null }] }))).toBe(true)
    expect(badWorks.filter(changed => reads(post({ works: [{ ...work, ...changed }] })))).toEqual([])
  })

  it('stands at a time that a calendar has', () => {
    const follow = { kind: 'follow', account: ana } as const
    expect(reads({ ...follow, atMs: 0 })).toBe(true)
    expect(reads({ ...follow, atMs: 8.64e15 })).toBe(true)
    expect(reads({ ...follow, atMs: 8.64e15 + 1 })).toBe(false)
  })

  it('is refused unread above what an entry takes', () => {
    expect(decodeJournalPlain(bytes(limits.entryBytes + 1))).toMatchObject({ error: { reason: 'too-large' } })
    expect(decodeJournalPlain(bytes(limits.entryBytes))).toMatchObject({ error: { reason: 'not-cbor' } })
  })
})

describe('an entry', () => {
  const largest = post(
    { text: '🎬'.repeat(10_000), mentions: many(50, () => mention), works: many(10, () => work) },
    { album: bytes(32), title: longestWords, total: Number.MAX_SAFE_INTEGER },
  )

  it('holds the largest post, for everyone and sealed', () => {
    expect(reads(largest)).toBe(true)
    const open = encodeJournalEntry({ form: 'open', id, plain: largest })
    const box = bytes(padPlain(encodeJournalPlain(largest)).length + 16)
    const sealed = {
      id,
      tag: bytes(16),
      generation: Number.MAX_SAFE_INTEGER,
      keyId: bytes(8),
      nonce: bytes(24),
      box,
    }
    const thread = encodeJournalEntry({ form: 'thread', ...sealed })
    for (const entry of [open, thread]) {
      expect(entry.length).toBeLessThanOrEqual(limits.entryBytes)
      expect(decodeJournalEntry(entry).ok).toBe(true)
    }
  })

  it('is refused unread when it is too large', () => {
    const entry = bytes(limits.entryBytes + 1)
    expect(decodeJournalEntry(entry)).toMatchObject({ error: { reason: 'too-large' } })
    expect(journalEntryId(entry)).toBeNull()
  })

  it('has an id in text of one spelling', () => {
    expect(parseEntryIdText('A'.repeat(22))).toEqual(bytes(16, 0))
    expect(
      ['A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}B`, `${'A'.repeat(21)}=`, ''].map(parseEntryIdText),
    ).toEqual(many(5, () => null))
  })
})

describe('an audience entry', () => {
  const slotAt = (at: number) => ({ slot: Uint8Array.of(at >> 8, at & 255, ...bytes(14)), box: bytes(48) })
  const entryFor = (slots: ReturnType<typeof slotAt>[]) =>
    encodeAudienceEntry({ kind: 'readers', keyId: bytes(8), slots })

  it('holds 512 readers and no more, in an order that says nothing of whose slots they are', () => {
    const full = [...many(audienceReaders, slotAt)]
    expect(decodeAudienceEntry(entryFor(full)).ok).toBe(true)
    expect(entryFor(full).length).toBeLessThanOrEqual(limits.entryBytes)
    expect(decodeAudienceEntry(entryFor([...full, slotAt(audienceReaders)])).ok).toBe(false)
    expect(entryFor(full.toReversed())).toEqual(entryFor(full))
  })
})

describe('the number of a segment', () => {
  it('is read from its tag, if the tag is a number', () => {
    expect(numberOfTag(journalGenesis(ana, Number.MAX_SAFE_INTEGER).tag)).toBe(Number.MAX_SAFE_INTEGER)
    expect(numberOfTag(bytes(32, 0).with(0, 1))).toBeNull()
    expect(numberOfTag(bytes(32, 0).with(25, 0x20))).toBeNull()
    expect(numberOfTag(bytes(31, 0))).toBeNull()
    expect(() => journalGenesis(ana, -1)).toThrow('whole numbers')
  })
})
