/** What messages say, and what no message may. */
import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { enc } from '../../../src/protocol/codec/cbor.ts'
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import type { SignedRecord } from '../../../src/protocol/records/record.ts'
import { encodePlain } from '../../../src/protocol/rooms/plain.ts'
import type { Plain } from '../../../src/protocol/rooms/plain-types.ts'
import type { EnvelopeId, EpochId } from '../../../src/protocol/rooms/room-types.ts'
import { toHex } from '../json-items.ts'
import { type People, vectorTimeMs } from './people.ts'
import { bytes, harbour, harbourThumb } from './harbour.ts'

export const plainVectors = (ana: People, room: SignedRecord) => {
  const { random } = ana
  const target = random.bytes(32) as EnvelopeId
  const image = {
    ...harbour,
    placeholder: random.bytes(25),
    renditions: [
      {
        ...harbourThumb,
        digest: random.bytes(32) as BlobDigest,
        key: random.bytes(32),
        plainDigest: random.bytes(32),
      },
    ],
  } as const
  const bodies: readonly Plain['body'][] = [
    { type: 'text', text: 'Ja.', replyTo: target },
    { type: 'image', text: '', alt: 'A harbour at night', replyTo: null, image },
    {
      type: 'work',
      account: ana.keys.account,
      albumTag: random.bytes(32),
      work: random.bytes(16),
      title: 'Stilleben',
      artist: 'Ana',
      text: '',
      image: null,
    },
    { type: 'edit', target, text: 'Nein.' },
    { type: 'delete', target },
    { type: 'react', target, emoji: '🎬' },
    { type: 'react', target, emoji: null },
    { type: 'got', kind: 'read', marks: [[random.bytes(16), 12]] },
    { type: 'ask', target },
    { type: 'accept' },
    { type: 'goodbye' },
    {
      type: 'invite',
      room,
      name: 'Studio',
      members: [ana.keys.account],
      keys: [[random.bytes(32) as EpochId, random.bytes(32)]],
    },
    { type: 'joined' },
    { type: 'name', name: 'Werkstatt' },
    { type: 'late' },
  ]
  const heads = [random.bytes(32)]
  const plain = (type: string, body: Item): Item => [type, vectorTimeMs, heads, body]
  return {
    valid: bodies.map(body => ({
      type: body.type,
      bytes: toHex(encodePlain({ sentAtMs: vectorTimeMs, ownHeads: heads, body })),
    })),
    invalid: [
      ['a type of a newer version', plain('poll', ['Which?']), 'unknown-kind'],
      ['a text without the message it answers', plain('text', ['Ja.']), 'wrong-shape'],
      ['an emoji that is a sentence', plain('react', [target, 'x'.repeat(65)]), 'wrong-shape'],
      ['a yes with something in it', plain('accept', [null]), 'wrong-shape'],
      [
        'marks out of order',
        plain('got', [
          'read',
          [
            [bytes(16, 2), 1],
            [bytes(16, 1), 1],
          ],
        ]),
        'wrong-shape',
      ],
      [
        'one chain marked twice',
        plain('got', [
          'read',
          [
            [bytes(16, 1), 1],
            [bytes(16, 1), 2],
          ],
        ]),
        'wrong-shape',
      ],
      [
        'an invitation to something else',
        plain('invite', [['env', [], bytes(64, 0)], '', [], []]),
        'unknown-kind',
      ],
      ['a date that no calendar has', ['accept', 8.64e15 + 1, heads, []], 'wrong-shape'],
    ].map(([name, item, reason]) => ({ name, bytes: toHex(enc(item as Item)), reason })),
  }
}
