/** What the protocol writes of changes, records, sync and the relay, to be read back and tampered with. */
import * as Automerge from '@automerge/automerge'
import { expect } from 'vitest'
import { utf8ToBytes } from '../../src/base/bytes.ts'
import type { Result } from '../../src/base/result.ts'
import { parseChange } from '../../src/protocol/changes/change.ts'
import { encodeEmptyChange } from '../../src/protocol/changes/empty-change.ts'
import { genesisChange } from '../../src/protocol/changes/genesis-change.ts'
import { decodeStatement, encodeStatement } from '../../src/protocol/changes/statement.ts'
import { dec, enc } from '../../src/protocol/codec/cbor.ts'
import type { Malformed } from '../../src/protocol/errors.ts'
import { createAccountGenesis, parseAccountGenesis } from '../../src/protocol/records/account-genesis.ts'
import { parseAuth, signAuth } from '../../src/protocol/records/auth.ts'
import { documentGenesisToItem, parseDocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { parseLink, signLink } from '../../src/protocol/records/link.ts'
import { parsePrekey, signPrekey } from '../../src/protocol/records/prekey.ts'
import { decodeRecord, encodeRecord, type SignedRecord } from '../../src/protocol/records/record.ts'
import { decodeFrame, encodeFrame } from '../../src/protocol/relay/frames.ts'
import {
  decodeClientGreeting,
  decodeRelayGreeting,
  encodeClientGreeting,
  encodeRelayGreeting,
} from '../../src/protocol/relay/handshake.ts'
import { decodeSyncMessage, encodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { bodyOf, chunkAround } from '../support/forger.ts'
import { diceFrom, randomHistory } from '../unit/protocol/changes/random-history.ts'
import { accountNamed, alicesProfile, deviceNamed } from '../unit/protocol/gate/gate-world.ts'
import { type Format, unless } from './tampering.ts'

export const createFormats = async (): Promise<readonly Format[]> => {
  const device = deviceNamed('someone')
  const account = accountNamed('someone')
  const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)
  const link = (operation: Parameters<typeof signLink>[4]) =>
    signLink(device.sign, account, [bytes(32, 1), bytes(32, 2)], device.publicKey, operation)
  const links = await Promise.all([
    link({
      op: 'add',
      device: bytes(32, 3),
      addedAtMs: 1_700_000_000_000,
      name: 'Zoë 🎬',
      pop: bytes(64, 4),
    }),
    link({ op: 'revoke', device: bytes(32, 3), frontier: [[bytes(32, 5), [bytes(32, 6), bytes(32, 7)]]] }),
    link({ op: 'ak', generation: 2, akX: bytes(32, 8), wraps: [[bytes(32, 9), 1, bytes(80, 10)]] }),
    link({
      op: 'reset',
      counter: 1,
      keep: [bytes(32, 11)],
      frontiers: [[bytes(32, 12), bytes(32, 13), bytes(32, 14)]],
    }),
  ])
  const genesis = await createAccountGenesis(device.sign, device.publicKey, bytes(32, 1))
  const prekey = await signPrekey(device.sign, {
    account,
    device: device.publicKey,
    id: 3,
    x: bytes(32, 2),
    createdAtMs: 1,
    expiresMs: 2 ** 40,
  })
  const auth = await signAuth(device.sign, {
    relayOrigin: 'https://relay.example',
    nonce: bytes(32, 1),
    account,
    device: device.publicKey,
    atMs: 1_700_000_000_000,
  })
  const asRecord =
    <T extends { readonly record: SignedRecord }>(parse: (record: SignedRecord) => Result<T, Malformed>) =>
    (encoded: Uint8Array): Uint8Array | null => {
      const record = decodeRecord(encoded)
      return record.ok ? unless(parse(record.value), value => encodeRecord(value.record)) : null
    }
  const seal = {
    device: device.publicKey,
    chain: bytes(16, 1),
    n: 5,
    prevSeal: bytes(32, 2),
    sig: bytes(64, 3),
  }
  const statements = [
    encodeStatement({ type: 'genesis', genesis: alicesProfile }),
    encodeStatement({ type: 'record', record: prekey }),
    encodeStatement({ type: 'seal', seal }),
    encodeStatement({ type: 'seal', seal: { ...seal, prevSeal: null } }),
  ]
  const history = Automerge.getAllChanges(randomHistory(diceFrom(1), 3, 60))
  const nothing = encodeEmptyChange({
    actor: 'ab'.repeat(16),
    seq: 1,
    startOp: 1,
    deps: [],
    message: statements[2] ?? '',
  })
  const changes = [genesisChange(alicesProfile).bytes, nothing.bytes, ...history]
  const hashes = ['11', '22', '33'].map(pair => pair.repeat(32))
  const bloom = Uint8Array.from([2, 10, 7, 0xa5, 0x5a, 0x0f])
  const messages = [
    { heads: [], need: [], have: [], changes: [] },
    {
      heads: hashes.slice(0, 1),
      need: hashes,
      have: [{ lastSync: hashes.slice(1), bloom }],
      changes: changes.slice(0, 3),
    },
  ]
  const doc = 'cd'.repeat(16)
  return [
    {
      name: 'item',
      valid: [enc([1, ['a', bytes(40, 1)], null, [[true, 300, 'ü'.repeat(30)]], 2 ** 40])],
      readBack: b => unless(dec(b, 'item'), enc),
    },
    {
      name: 'record',
      valid: [...links, genesis, prekey, auth].map(encodeRecord),
      readBack: b => unless(decodeRecord(b), encodeRecord),
    },
    { name: 'link', valid: links.map(encodeRecord), readBack: asRecord(parseLink) },
    { name: 'account genesis', valid: [encodeRecord(genesis)], readBack: asRecord(parseAccountGenesis) },
    { name: 'prekey', valid: [encodeRecord(prekey)], readBack: asRecord(parsePrekey) },
    { name: 'auth', valid: [encodeRecord(auth)], readBack: asRecord(parseAuth) },
    {
      name: 'document genesis',
      valid: [enc(documentGenesisToItem(alicesProfile))],
      readBack: b => {
        const item = dec(b, 'item')
        return item.ok
          ? unless(parseDocumentGenesis(item.value), value => enc(documentGenesisToItem(value)))
          : null
      },
    },
    {
      name: 'statement',
      valid: statements.map(utf8ToBytes),
      readBack: b =>
        unless(decodeStatement(Buffer.from(b).toString('latin1')), value =>
          utf8ToBytes(encodeStatement(value)),
        ),
    },
    { name: 'change', valid: changes, readBack: b => unless(parseChange(b), value => value.bytes) },
    {
      name: 'contents of a change',
      valid: changes.map(bodyOf),
      readBack: b => unless(parseChange(chunkAround(b).bytes), value => bodyOf(value.bytes)),
    },
    {
      name: 'sync message',
      valid: messages.map(encodeSyncMessage),
      // What follows the changes is Automerge's to say, and hashes are a set.
      readBack: b =>
        unless(decodeSyncMessage(b), value => {
          const again = encodeSyncMessage(value)
          expect(again.length).toBeLessThanOrEqual(b.length)
          expect(unless(decodeSyncMessage(again), encodeSyncMessage)).toEqual(again)
          return b
        }),
    },
    {
      name: 'frame',
      valid: [
        encodeFrame({ type: 'sync', doc, message: bytes(9, 1) }),
        encodeFrame({ type: 'unavailable', doc }),
        encodeFrame({ type: 'refused', doc, reason: 'over-quota' }),
        encodeFrame({ type: 'ping' }),
        encodeFrame({ type: 'pong' }),
        encodeFrame({ type: 'intro', record: auth }),
        encodeFrame({ type: 'intro-state', to: account, tag: bytes(32, 4), state: 'delivered' }),
        encodeFrame({ type: 'intro-verdict', from: account, tag: bytes(32, 4), verdict: 'blocked' }),
        encodeFrame({ type: 'intro-withdrawn', to: account, tag: bytes(32, 4) }),
        encodeFrame({ type: 'passing', doc, sealed: bytes(50, 5) }),
        encodeFrame({
          type: 'resume',
          question: {
            number: 3,
            roster: { name: '07'.repeat(8), count: 20, members: [2, 19], digests: bytes(6, 8) },
            listed: [{ doc, digest: bytes(8, 9) }],
          },
        }),
        encodeFrame({ type: 'resumed', answer: { number: 3, name: '07'.repeat(8), same: bytes(1, 6) } }),
      ],
      readBack: b => unless(decodeFrame(b), encodeFrame),
    },
    {
      name: 'greeting of a relay',
      valid: [
        encodeRelayGreeting({
          type: 'hello',
          relayOrigin: 'https://r',
          nonce: bytes(32, 1),
          relayId: bytes(16, 2),
          maxFrameBytes: 1 << 24,
        }),
        encodeRelayGreeting({ type: 'chain-needed' }),
        encodeRelayGreeting({ type: 'welcome' }),
        encodeRelayGreeting({ type: 'refused', reason: 'wrong-origin' }),
      ],
      readBack: b => unless(decodeRelayGreeting(b), encodeRelayGreeting),
    },
    {
      name: 'greeting of a client',
      valid: [
        encodeClientGreeting({ type: 'auth', record: auth }),
        encodeClientGreeting({ type: 'chain', records: [genesis, ...links] }),
      ],
      readBack: b => unless(decodeClientGreeting(b), encodeClientGreeting),
    },
  ]
}
