import { describe, expect, test } from 'vitest'
import { equalBytes } from '../../src/base/bytes.ts'
import { dec } from '../../src/protocol/codec/cbor.ts'
import {
  audienceBeforeKey,
  audienceKeyId,
  audienceOwnKey,
  type AudienceSeat,
  audienceSlot,
  audienceSlotKey,
  decodeAudienceEntry,
  encodeAudienceEntry,
} from '../../src/protocol/journal/audience.ts'
import type { AudienceEntry } from '../../src/protocol/journal/audience-types.ts'
import { decodeJournalEntry, encodeJournalEntry, journalEntryId } from '../../src/protocol/journal/entry.ts'
import { audienceGenesis, journalGenesis, numberOfTag } from '../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalEntry, JournalTarget } from '../../src/protocol/journal/journal-types.ts'
import { postKey, threadKey, threadTag } from '../../src/protocol/journal/keys.ts'
import { decodeJournalPlain, encodeJournalPlain } from '../../src/protocol/journal/plain.ts'
import {
  entryIdToText,
  parseEntryIdText,
  personKeyOf,
  targetKeyOf,
} from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { unpadPlain } from '../../src/protocol/rooms/padding.ts'
import { openBox, openWithSingleUseKey } from '../../src/core/crypto/secretbox.ts'
import { fromHex, toHex } from './json-items.ts'
import file from './own/journal.json' with { type: 'json' }

const idOf = (hex: string): EntryId16 => fromHex(hex) as EntryId16
const accountOf = (hex: string): AccountId => fromHex(hex) as AccountId

test.each(file.places)(
  'journal and audience $number are found by their number',
  ({ account, number, journal, audience }) => {
    const [ofJournal, ofAudience] = [
      journalGenesis(accountOf(account), number),
      audienceGenesis(accountOf(account), number),
    ]
    expect([toHex(ofJournal.doc32), toHex(ofAudience.doc32)]).toEqual([journal, audience])
    expect([numberOfTag(ofJournal.tag), numberOfTag(ofAudience.tag)]).toEqual([number, number])
  },
)

test('an entry has one name in text', () => {
  expect(entryIdToText(idOf(file.id.bytes))).toBe(file.id.text)
  expect(parseEntryIdText(file.id.text)).toEqual(idOf(file.id.bytes))
})

test('what entries are about is named by its kind, account and id, wherever it stands', () => {
  for (const { kind, account, id, key } of file.targets) {
    const shared = { account: accountOf(account), id: idOf(id) }
    for (const place of [0, 7]) {
      const target: JournalTarget =
        kind === 'work'
          ? { kind, ...shared, album: new Uint8Array(32).fill(place) }
          : { kind: kind === 'post' ? 'post' : 'comment', ...shared, segment: place }
      expect(toHex(targetKeyOf(target))).toBe(key)
    }
  }
  expect(toHex(personKeyOf(accountOf(file.person.account)))).toBe(file.person.key)
})

/** `read`: null for what is refused, otherwise the same bytes again. */
const expectOneSpelling = (whole: Uint8Array, read: (bytes: Uint8Array) => Uint8Array | null): void => {
  expect(read(whole)).toEqual(whole)
  for (const index of whole.keys()) {
    expect(read(whole.slice(0, index))).toBeNull()
    const changed = whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8)))
    const again = read(changed)
    if (again !== null && !equalBytes(again, changed)) throw new Error(`a second spelling: byte ${index}`)
  }
  expect(read(Uint8Array.of(...whole, 0))).toBeNull()
}

const readPlain = (bytes: Uint8Array): Uint8Array | null => {
  const plain = decodeJournalPlain(bytes)
  return plain.ok ? encodeJournalPlain(plain.value) : null
}

describe('what an entry says', () => {
  test.each(file.plains.valid)(
    'of kind $kind is read as it was written, in one spelling',
    ({ kind, bytes }) => {
      const plain = decodeJournalPlain(fromHex(bytes))
      expect(plain.ok && plain.value.kind).toBe(kind)
      expectOneSpelling(fromHex(bytes), readPlain)
    },
  )

  test.each(file.plains.invalid)('refused: $name', ({ bytes, reason }) => {
    expect(decodeJournalPlain(fromHex(bytes))).toMatchObject({
      ok: false,
      error: { type: 'malformed', reason },
    })
    expect(dec(fromHex(bytes), 'item').ok).toBe(true)
  })
})

const readEntry = (bytes: Uint8Array): Uint8Array | null => {
  const entry = decodeJournalEntry(bytes)
  return entry.ok ? encodeJournalEntry(entry.value) : null
}

const entryNamed = (name: string): Uint8Array => {
  const found = file.entries.valid.find(one => one.name === name)
  if (found === undefined) throw new Error(`no entry ${name}`)
  return fromHex(found.bytes)
}

describe('an entry', () => {
  test.each(file.entries.valid)('$name is read as it was written, in one spelling', ({ bytes }) => {
    expect(toHex(journalEntryId(fromHex(bytes)) ?? new Uint8Array())).toBe(file.entries.id)
    expectOneSpelling(fromHex(bytes), readEntry)
  })

  test.each(file.entries.invalid)('refused: $name', ({ bytes, reason }) => {
    expect(decodeJournalEntry(fromHex(bytes))).toMatchObject({
      ok: false,
      error: { type: 'malformed', reason },
    })
    expect(dec(fromHex(bytes), 'item').ok).toBe(true)
  })

  test('of a newer version still has its id', () => {
    const newer = file.entries.invalid.filter(({ reason }) => reason === 'unknown-kind')
    expect(newer.length).toBeGreaterThan(0)
    expect(newer.map(({ bytes }) => toHex(journalEntryId(fromHex(bytes)) ?? new Uint8Array()))).toEqual(
      newer.map(() => file.entries.id),
    )
  })
})

describe('the key of an entry that is not for everyone', () => {
  const given = file.keys
  const [secret, account, other] = [fromHex(given.secret), accountOf(given.account), accountOf(given.other)]
  const [id, about] = [idOf(given.id), idOf(given.about)]

  const openedWith = (name: string, form: JournalEntry['form'], key: Uint8Array): string | null => {
    const entry = decodeJournalEntry(entryNamed(name))
    if (!entry.ok || entry.value.form !== form || !('box' in entry.value)) throw new Error('a sealed entry')
    const padded = openBox(entry.value, key)
    const plain = padded === null ? null : unpadPlain(padded)
    return plain === null ? null : toHex(plain)
  }

  test('opens it, and is another for another secret, account and entry', () => {
    expect(toHex(postKey(secret, account, id))).toBe(given.post)
    expect(openedWith('for an audience', 'audience', fromHex(given.post))).toBe(given.plain)
    const others = [
      postKey(fromHex(given.other), account, id),
      postKey(secret, other, id),
      postKey(secret, account, about),
      threadKey(secret, account, account, id),
    ]
    expect(others.map(key => openedWith('for an audience', 'audience', key))).toEqual(others.map(() => null))
  })

  test('of a thread is made from the secret of whom it is about', () => {
    expect(toHex(threadKey(secret, other, account, id))).toBe(given.thread)
    expect(openedWith('in a thread', 'thread', fromHex(given.thread))).toBe(given.plain)
    expect(openedWith('in a thread', 'thread', threadKey(secret, account, account, id))).toBeNull()
    expect(openedWith('in a thread', 'thread', threadKey(secret, other, account, about))).toBeNull()
  })

  test('of a thread opens nothing that somebody else wrote', () => {
    expect(openedWith('in a thread', 'thread', threadKey(secret, other, other, id))).toBeNull()
  })

  test('tells who can read an entry what is said about it, and nobody else', () => {
    const entry = decodeJournalEntry(entryNamed('in a thread'))
    if (!entry.ok || entry.value.form !== 'thread') throw new Error('a thread entry')
    expect(toHex(entry.value.tag)).toBe(given.tag)
    expect(toHex(threadTag(secret, other, about))).toBe(given.tag)
    const others = [
      threadTag(fromHex(given.other), other, about),
      threadTag(secret, account, about),
      threadTag(secret, other, id),
    ]
    expect(others.map(toHex)).not.toContain(given.tag)
  })

  test('says which secret it was, so that the right one is known', () => {
    expect(toHex(audienceKeyId(secret, account, given.generation))).toBe(given.keyId)
    expect(toHex(audienceKeyId(secret, account, given.generation + 1))).not.toBe(given.keyId)
    expect(toHex(audienceKeyId(secret, other, given.generation))).not.toBe(given.keyId)
  })
})

describe('an audience', () => {
  const given = file.audience
  const [owner, secret, keyId] = [accountOf(given.owner), fromHex(given.secret), fromHex(given.keyId)]
  const entries = given.valid.map(({ bytes }) => decodeAudienceEntry(fromHex(bytes)))

  const entryOf = <K extends AudienceEntry['kind']>(
    kind: K,
  ): Extract<AudienceEntry, { readonly kind: K }> => {
    for (const entry of entries.toReversed()) if (entry.ok && isOf(entry.value, kind)) return entry.value
    throw new Error(`no ${kind}`)
  }
  const isOf = <K extends AudienceEntry['kind']>(
    entry: AudienceEntry,
    kind: K,
  ): entry is Extract<AudienceEntry, { readonly kind: K }> => entry.kind === kind

  const readAudience = (bytes: Uint8Array): Uint8Array | null => {
    const entry = decodeAudienceEntry(bytes)
    return entry.ok ? encodeAudienceEntry(entry.value) : null
  }

  test.each(given.valid)('holds $name, in one spelling', ({ bytes }) =>
    expectOneSpelling(fromHex(bytes), readAudience),
  )

  test.each(given.invalid)('refused: $name', ({ bytes, reason }) => {
    expect(decodeAudienceEntry(fromHex(bytes))).toMatchObject({
      ok: false,
      error: { type: 'malformed', reason },
    })
    expect(dec(fromHex(bytes), 'item').ok).toBe(true)
  })

  test('has a slot that owner and reader find, and no other seat', () => {
    const shared = fromHex(given.shared)
    const seat: AudienceSeat = {
      reader: accountOf(given.reader.account),
      readerGeneration: given.reader.generation,
      generation: given.generation,
      keyId,
    }
    expect(toHex(audienceSlot(shared, owner, seat))).toBe(given.reader.slot)
    const { slots } = entryOf('readers')
    const found = slots.find(({ slot }) => toHex(slot) === given.reader.slot)
    expect(
      toHex(openWithSingleUseKey(found?.box ?? shared, audienceSlotKey(shared, owner, seat)) ?? shared),
    ).toBe(given.secret)
    const others: readonly (readonly [Uint8Array, AccountId, AudienceSeat])[] = [
      [secret, owner, seat],
      [shared, seat.reader, seat],
      [shared, owner, { ...seat, reader: owner }],
      [shared, owner, { ...seat, readerGeneration: 4 }],
      [shared, owner, { ...seat, generation: 3 }],
      [shared, owner, { ...seat, keyId: keyId.toReversed() }],
    ]
    for (const other of others) {
      expect(slots.some(({ slot }) => equalBytes(slot, audienceSlot(...other)))).toBe(false)
      expect(slots.some(({ box }) => openWithSingleUseKey(box, audienceSlotKey(...other)) !== null)).toBe(
        false,
      )
    }
  })

  test('gives whoever holds its secret the one before', () => {
    const { before } = entryOf('secret')
    if (before === null) throw new Error('one before')
    expect(toHex(audienceBeforeKey(secret, owner, given.generation))).toBe(given.before.key)
    const earlier = openBox(before, fromHex(given.before.key)) ?? secret
    expect(toHex(earlier)).toBe(given.before.secret)
    expect(toHex(audienceKeyId(earlier, owner, before.generation))).toBe(toHex(before.keyId))
    expect(openBox(before, audienceBeforeKey(earlier, owner, given.generation))).toBeNull()
  })

  test('opens for its owner’s own devices', () => {
    const key = audienceOwnKey(fromHex(given.own.accountSecret), owner, given.generation, keyId)
    expect(toHex(key)).toBe(given.own.key)
    expect(toHex(openBox(entryOf('own'), key) ?? key)).toBe(given.secret)
  })
})
