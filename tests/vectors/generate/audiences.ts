/** Who can open what a journal says: secrets, and the slots of their readers. */
import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import {
  audienceBeforeKey,
  audienceKeyId,
  audienceOwnKey,
  audienceSlot,
  audienceSlotKey,
  encodeAudienceEntry,
} from '../../../src/protocol/journal/audience.ts'
import { sealBox, sealWithSingleUseKey } from '../../../src/core/crypto/secretbox.ts'
import { sharedSecret } from '../../../src/core/crypto/x25519.ts'
import { toHex } from '../json-items.ts'
import type { People } from './people.ts'
import { bytes } from './harbour.ts'

export const audienceVectors = (ana: People, bo: People) => {
  const { keys, laptopX, random } = ana
  const owner = keys.account
  const [secret, earlier, accountSecret] = [random.bytes(32), random.bytes(32), random.bytes(32)]
  const shared = sharedSecret(laptopX.secretKey, bo.laptopX.publicKey)
  if (shared === null) throw new Error('real keys')
  const keyId = audienceKeyId(secret, owner, 2)
  const seat = { reader: bo.keys.account, readerGeneration: 3, generation: 2, keyId }
  const slot = audienceSlot(shared, owner, seat)
  const before = sealBox(earlier, audienceBeforeKey(secret, owner, 2), random)
  const own = sealBox(secret, audienceOwnKey(accountSecret, owner, 2, keyId), random)
  const slots = [
    { slot, box: sealWithSingleUseKey(secret, audienceSlotKey(shared, owner, seat)) },
    { slot: random.bytes(16), box: random.bytes(48) },
  ]
  const first = { kind: 'secret', keyId, akX: laptopX.publicKey, akGeneration: 1, before: null } as const
  const entries = [
    ['the first secret', encodeAudienceEntry(first)],
    [
      'a secret with the one before',
      encodeAudienceEntry({
        ...first,
        before: { generation: 1, keyId: audienceKeyId(earlier, owner, 1), ...before },
      }),
    ],
    ['readers', encodeAudienceEntry({ kind: 'readers', keyId, slots })],
    ['for oneself', encodeAudienceEntry({ kind: 'own', keyId, akGeneration: 1, ...own })],
  ] as const
  const [nonce, box] = [bytes(24, 1), bytes(48, 1)]
  const bad: readonly (readonly [string, Item, string])[] = [
    ['a kind of a newer version', [3, keyId], 'unknown-kind'],
    ['a kind in words', ['secret', keyId], 'wrong-shape'],
    ['a secret without a key', [0, keyId, bytes(31, 1), 1, null], 'wrong-shape'],
    ['a secret with half of the one before', [0, keyId, bytes(32, 1), 1, [1, keyId, nonce]], 'wrong-shape'],
    ['no readers', [1, keyId, []], 'wrong-shape'],
    [
      'readers out of order',
      [
        1,
        keyId,
        [
          [bytes(16, 2), box],
          [bytes(16, 1), box],
        ],
      ],
      'wrong-shape',
    ],
    [
      'a slot twice',
      [
        1,
        keyId,
        [
          [bytes(16, 1), box],
          [bytes(16, 1), box],
        ],
      ],
      'wrong-shape',
    ],
    ['a slot with a long box', [1, keyId, [[bytes(16, 1), bytes(49, 1)]]], 'wrong-shape'],
    ['for oneself, with a short nonce', [2, keyId, 1, bytes(23, 1), box], 'wrong-shape'],
    ['a short key id', [2, bytes(7, 1), 1, nonce, box], 'wrong-shape'],
  ]
  return {
    valid: entries.map(([name, entry]) => ({ name, bytes: toHex(entry) })),
    invalid: bad.map(([name, item, reason]) => ({ name, bytes: toHex(enc(item)), reason })),
    owner: toHex(owner),
    generation: 2,
    secret: toHex(secret),
    keyId: toHex(keyId),
    shared: toHex(shared),
    reader: {
      account: toHex(bo.keys.account),
      generation: 3,
      slot: toHex(slot),
      key: toHex(audienceSlotKey(shared, owner, seat)),
    },
    before: { secret: toHex(earlier), key: toHex(audienceBeforeKey(secret, owner, 2)) },
    own: { accountSecret: toHex(accountSecret), key: toHex(audienceOwnKey(accountSecret, owner, 2, keyId)) },
  }
}
