/** What the vectors of changes say in words, made into bytes. Deterministic. */
import { bytesToHex, concatBytes } from '../../src/base/bytes.ts'
import { encodeEmptyChange } from '../../src/protocol/changes/empty-change.ts'
import { genesisChange } from '../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../src/protocol/changes/seal.ts'
import { encodeStatement } from '../../src/protocol/changes/statement.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { signAuth } from '../../src/protocol/records/auth.ts'
import { encodeFrame } from '../../src/protocol/relay/frames.ts'
import { encodeClientGreeting, encodeRelayGreeting } from '../../src/protocol/relay/handshake.ts'
import {
  headsDigestOf,
  listedDigestBytes,
  memberDigestBytes,
  resumeDigestOf,
  resumeKeyOf,
} from '../../src/protocol/relay/resume.ts'
import { encodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { deviceNamed } from '../unit/protocol/gate/gate-world.ts'

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)

const owner = bytes(32, 0x11) as AccountId
export const genesis = createDocumentGenesis('profile', owner)
const device = deviceNamed('vectors')
export const sealFields = {
  device: device.publicKey,
  chain: bytes(16, 0x22),
  n: 3,
  prevSeal: bytes(32, 0x33),
}
const first = genesisChange(genesis)
export const sealHeader = { actor: '44'.repeat(16), seq: 2, startOp: 7, deps: ['ff'.repeat(32), first.hash] }

export const makeCases = async (): Promise<Readonly<Record<string, string>>> => {
  const seal = await createSealChange(device.sign, genesis.doc32, sealFields, sealHeader)
  const auth = await signAuth(device.sign, {
    relayOrigin: 'https://relay.example',
    nonce: bytes(32, 0x55),
    account: owner,
    device: device.publicKey,
    atMs: 1_700_000_000_000,
  })
  const record = encodeEmptyChange({
    actor: '66'.repeat(16),
    seq: 1,
    startOp: 1,
    deps: [first.hash],
    message: encodeStatement({
      type: 'record',
      record: { kind: 'prekey', body: [1, 'two', null], sig: bytes(64, 0x77) },
    }),
  })
  const message = encodeSyncMessage({
    heads: [seal.hash],
    need: ['ee'.repeat(32), '01'.repeat(32)],
    have: [{ lastSync: [first.hash], bloom: Uint8Array.of(1, 10, 7, 0xa5, 0x03) }],
    changes: [record.bytes],
  })
  const doc = bytesToHex(genesis.doc32.subarray(0, 16))
  const digest = resumeDigestOf(resumeKeyOf(bytes(32, 0x55)), doc, headsDigestOf([seal.hash, first.hash]))
  const made: Readonly<Record<string, Uint8Array>> = {
    'genesis change': first.bytes,
    'record change': record.bytes,
    'seal change': seal.bytes,
    'sync message': message,
    'frame: sync': encodeFrame({ type: 'sync', doc, message }),
    'frame: unavailable': encodeFrame({ type: 'unavailable', doc }),
    'frame: refused': encodeFrame({ type: 'refused', doc, reason: 'forged' }),
    'frame: ping': encodeFrame({ type: 'ping' }),
    'frame: pong': encodeFrame({ type: 'pong' }),
    'frame: resume': encodeFrame({
      type: 'resume',
      question: {
        number: 300,
        roster: {
          name: '99'.repeat(8),
          count: 10,
          members: [0, 9],
          digests: concatBytes(digest.subarray(0, memberDigestBytes), bytes(memberDigestBytes, 0xaa)),
        },
        listed: [{ doc, digest: digest.subarray(0, listedDigestBytes) }],
      },
    }),
    'frame: resumed': encodeFrame({
      type: 'resumed',
      answer: { number: 300, name: '99'.repeat(8), same: Uint8Array.of(5) },
    }),
    'greeting: hello': encodeRelayGreeting({
      type: 'hello',
      relayOrigin: 'https://relay.example',
      nonce: bytes(32, 0x55),
      relayId: bytes(16, 0x88),
      maxFrameBytes: 16_781_312,
    }),
    'greeting: welcome': encodeRelayGreeting({ type: 'welcome' }),
    'greeting: chain-needed': encodeRelayGreeting({ type: 'chain-needed' }),
    'greeting: refused': encodeRelayGreeting({ type: 'refused', reason: 'clock-wrong' }),
    'greeting: auth': encodeClientGreeting({ type: 'auth', record: auth }),
    'greeting: chain': encodeClientGreeting({ type: 'chain', records: [auth] }),
  }
  return Object.fromEntries(Object.entries(made).map(([name, value]) => [name, bytesToHex(value)]))
}
