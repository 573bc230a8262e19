/** Entries of a journal as they are kept: open, sealed, or for oneself. */
import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import { audienceKeyId } from '../../../src/protocol/journal/audience.ts'
import { encodeJournalEntry } from '../../../src/protocol/journal/entry.ts'
import type { EntryId16, JournalPlain } from '../../../src/protocol/journal/journal-types.ts'
import { postKey, threadKey, threadTag } from '../../../src/protocol/journal/keys.ts'
import { encodeJournalPlain, journalPlainToItem } from '../../../src/protocol/journal/plain.ts'
import { padPlain } from '../../../src/protocol/rooms/padding.ts'
import { sealBox } from '../../../src/core/crypto/secretbox.ts'
import { toHex } from '../json-items.ts'
import { type People, vectorTimeMs } from './people.ts'
import { bytes } from './harbour.ts'

export const entryIdFrom = ({ random }: People): EntryId16 => random.bytes(16) as EntryId16

export const entryVectors = (ana: People, bo: People, plains: readonly JournalPlain[]) => {
  const { keys, random } = ana
  const [post] = plains
  if (post === undefined) throw new Error('a post')
  const secret = random.bytes(32)
  const [id, about] = [entryIdFrom(ana), entryIdFrom(ana)]
  const keyId = audienceKeyId(secret, keys.account, 2)
  const sealed = (key: Uint8Array) => sealBox(padPlain(encodeJournalPlain(post)), key, random)
  const shared = { id, generation: 2, keyId }
  const tag = threadTag(secret, bo.keys.account, about)
  const entries = [
    ['for everyone', encodeJournalEntry({ form: 'open', id, plain: post })],
    [
      'for an audience',
      encodeJournalEntry({ form: 'audience', ...shared, ...sealed(postKey(secret, keys.account, id)) }),
    ],
    [
      'in a thread',
      encodeJournalEntry({
        form: 'thread',
        tag,
        ...shared,
        ...sealed(threadKey(secret, bo.keys.account, keys.account, id)),
      }),
    ],
    ['for oneself', encodeJournalEntry({ form: 'own', id, sealed: random.bytes(96) })],
  ] as const
  const box = bytes(272, 1)
  const bad: readonly (readonly [string, Item, string])[] = [
    ['an entry without an id', [0, null, journalPlainToItem(post)], 'wrong-shape'],
    ['an entry of no form', ['0', id, journalPlainToItem(post)], 'wrong-shape'],
    ['an open entry of a kind of a newer version', [0, id, ['poll', vectorTimeMs]], 'unknown-kind'],
    ['an open entry that says nothing', [0, id, null], 'wrong-shape'],
    ['a form of a newer version', [4, id, bytes(32, 1)], 'unknown-kind'],
    ['a box of no padded size', [1, id, 2, keyId, bytes(24, 1), bytes(300, 1)], 'wrong-shape'],
    ['a box of nothing', [1, id, 2, keyId, bytes(24, 1), bytes(16, 1)], 'wrong-shape'],
    ['a short nonce', [1, id, 2, keyId, bytes(23, 1), box], 'wrong-shape'],
    ['a short key id', [1, id, 2, bytes(7, 1), bytes(24, 1), box], 'wrong-shape'],
    ['a thread with a short tag', [2, id, bytes(15, 1), 2, keyId, bytes(24, 1), box], 'wrong-shape'],
    ['a thread without a tag', [2, id, 2, keyId, bytes(24, 1), box], 'wrong-shape'],
    ['nothing for oneself', [3, id, bytes(0, 0)], 'wrong-shape'],
  ]
  return {
    entries: {
      id: toHex(id),
      valid: entries.map(([name, entry]) => ({ name, bytes: toHex(entry) })),
      invalid: bad.map(([name, item, reason]) => ({ name, bytes: toHex(enc(item)), reason })),
    },
    keys: {
      secret: toHex(secret),
      account: toHex(keys.account),
      other: toHex(bo.keys.account),
      id: toHex(id),
      about: toHex(about),
      keyId: toHex(keyId),
      generation: 2,
      post: toHex(postKey(secret, keys.account, id)),
      thread: toHex(threadKey(secret, bo.keys.account, keys.account, id)),
      tag: toHex(tag),
      plain: toHex(encodeJournalPlain(post)),
    },
  }
}
