import { beforeAll, describe, expect, it } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { evaluateChain } from '../../../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../../../src/protocol/accounts/verify-records.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { createVerifier, type VerifySignature } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { Auth } from '../../../../src/protocol/records/auth.ts'
import { signAuth } from '../../../../src/protocol/records/auth.ts'
import { parseLink, popInput, signLink } from '../../../../src/protocol/records/link.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import {
  decodeRelayGreeting,
  encodeClientGreeting,
  type RelayGreeting,
} from '../../../../src/protocol/relay/handshake.ts'
import {
  createHandshake,
  type Handshake,
  type JudgeAccount,
} from '../../../../sync-server/connections/handshake.ts'
import { createJudgeAccount } from '../../../../sync-server/connections/judge-account.ts'
import {
  addDevice,
  createAccount,
  createDevice,
  createKey,
  revokeDevice,
  type SigningKey,
  type TestAccount,
} from '../../../support/sealed-doc.ts'

const origin = 'https://relay.example'
const clock = createManualClock()
let verify: VerifySignature
let alice: TestAccount

beforeAll(async () => {
  verify = await createVerifier()
  alice = await createAccount()
})

/** A relay that has, of every account, exactly these records. */
const judgeWith = (kept: readonly SignedRecord[]): JudgeAccount => {
  const accountState = async (account: AccountId) => {
    const { genesis, links } = await verifyAccountRecords(verify, account, kept)
    return genesis === null ? null : evaluateChain(genesis, links)
  }
  return createJudgeAccount({ accountState, accountRecords: () => Promise.resolve(kept) }, verify)
}

const greetingOf = (bytes: Uint8Array): RelayGreeting => {
  const decoded = decodeRelayGreeting(bytes)
  if (!decoded.ok) throw new Error('the relay said something unreadable')
  return decoded.value
}

const handshakeKnowing = (kept: readonly SignedRecord[]): { handshake: Handshake; nonce: Uint8Array } => {
  const handshake = createHandshake({
    relayOrigin: origin,
    relayId: new Uint8Array(16),
    maxFrameBytes: 1000,
    clock,
    random: systemRandom,
    verify,
    maxClockSkewMs: 120_000,
    judgeAccount: judgeWith(kept),
  })
  const hello = greetingOf(handshake.hello)
  if (hello.type !== 'hello') throw new Error('no hello')
  return { handshake, nonce: hello.nonce }
}

const authFrame = async (
  nonce: Uint8Array,
  by: SigningKey = alice.first,
  changed: Partial<Omit<Auth, 'record'>> = {},
): Promise<Uint8Array> => {
  const auth = {
    relayOrigin: origin,
    nonce,
    account: alice.account,
    device: by.publicKey,
    atMs: clock.nowMs(),
  }
  return encodeClientGreeting({ type: 'auth', record: await signAuth(by.sign, { ...auth, ...changed }) })
}

const chainFrame = (records: readonly SignedRecord[]): Uint8Array =>
  encodeClientGreeting({ type: 'chain', records })

describe('a handshake', () => {
  it('lets a device of a known account in, and says whose it is', async () => {
    const { handshake, nonce } = handshakeKnowing(alice.records)
    const step = await handshake.receive(await authFrame(nonce))
    expect(step).toMatchObject({
      type: 'welcome',
      peer: { account: alice.account, device: alice.first.publicKey },
    })
    expect(greetingOf(step.reply)).toEqual({ type: 'welcome' })
  })

  it('lets the root in, which recovers an account before it has a device', async () => {
    const { handshake, nonce } = handshakeKnowing([alice.genesisRecord])
    expect(await handshake.receive(await authFrame(nonce, alice.root))).toMatchObject({ type: 'welcome' })
  })

  it('asks a stranger for the chain once, and believes it when it holds', async () => {
    const { handshake, nonce } = handshakeKnowing([])
    const asked = await handshake.receive(await authFrame(nonce))
    expect(greetingOf(asked.reply)).toEqual({ type: 'chain-needed' })
    expect(await handshake.receive(chainFrame(alice.records))).toMatchObject({ type: 'welcome' })
  })

  it('joins what the relay has with what is shown, for a device added since', async () => {
    const bob = await createAccount()
    const before = [...bob.records]
    const device = await addDevice(bob)
    const record = bob.records.at(-1)!
    const { handshake, nonce } = handshakeKnowing(before)
    await handshake.receive(await authFrame(nonce, device, { account: bob.account }))
    expect(await handshake.receive(chainFrame([record]))).toMatchObject({ type: 'welcome' })
  })

  it('refuses a revoked device, known or shown to be one', async () => {
    const carol = await createAccount()
    const device = await addDevice(carol)
    await revokeDevice(carol, device)
    const { handshake, nonce } = handshakeKnowing(carol.records)
    const known = await handshake.receive(await authFrame(nonce, device, { account: carol.account }))
    expect(known).toMatchObject({ type: 'refused', reason: 'revoked-device' })

    const later = handshakeKnowing([carol.genesisRecord])
    await later.handshake.receive(await authFrame(later.nonce, device, { account: carol.account }))
    expect(await later.handshake.receive(chainFrame(carol.records))).toMatchObject({
      reason: 'revoked-device',
    })
  })

  it('refuses a device that a revoked one added, shown without the revocation', async () => {
    const dave = await createAccount()
    const stolen = await addDevice(dave)
    const before = [...dave.records]
    const thief = createDevice()
    const pop = await thief.sign(popInput(dave.account, stolen.publicKey, thief.publicKey))
    const prev = before
      .map(parseLink)
      .flatMap(link => (link.ok ? [link.value.rid] : []))
      .slice(-1)
    const added = await signLink(stolen.sign, dave.account, prev, stolen.publicKey, {
      op: 'add',
      device: thief.publicKey,
      addedAtMs: 0,
      name: 'mine now',
      pop,
    })
    await revokeDevice(dave, stolen)
    const shown = chainFrame([...before, added])

    const ignorant = handshakeKnowing([])
    await ignorant.handshake.receive(await authFrame(ignorant.nonce, thief, { account: dave.account }))
    expect(await ignorant.handshake.receive(shown)).toMatchObject({ type: 'welcome' })
    const knowing = handshakeKnowing(dave.records)
    await knowing.handshake.receive(await authFrame(knowing.nonce, thief, { account: dave.account }))
    expect(await knowing.handshake.receive(shown)).toMatchObject({ reason: 'unknown-device' })
  })
})

describe('a handshake refuses', () => {
  it.each<[string, Partial<Omit<Auth, 'record'>>]>([
    ['wrong-origin', { relayOrigin: 'https://other.example' }],
    ['wrong-origin', { relayOrigin: 'http://relay.example' }],
    ['wrong-nonce', { nonce: new Uint8Array(32) }],
    ['clock-wrong', { atMs: clock.nowMs() - 120_001 }],
    ['clock-wrong', { atMs: clock.nowMs() + 120_001 }],
    ['bad-signature', { device: createKey().publicKey }],
  ])('%s %o', async (reason, changed) => {
    const { handshake, nonce } = handshakeKnowing(alice.records)
    const step = await handshake.receive(await authFrame(nonce, alice.first, changed))
    expect(step).toMatchObject({ type: 'refused', reason })
    expect(greetingOf(step.reply)).toEqual({ type: 'refused', reason })
  })

  it('an answer that was good on another connection', async () => {
    const first = handshakeKnowing(alice.records)
    const answer = await authFrame(first.nonce)
    expect(await first.handshake.receive(answer)).toMatchObject({ type: 'welcome' })
    const second = handshakeKnowing(alice.records)
    expect(await second.handshake.receive(answer)).toMatchObject({ reason: 'wrong-nonce' })
  })

  it('every altered byte of a good answer', async () => {
    const outcomes = new Set<string>()
    const { handshake, nonce } = handshakeKnowing(alice.records)
    const good = await authFrame(nonce)
    for (let index = 0; index < good.length; index++) {
      const altered = Uint8Array.from(good)
      altered[index] = (altered[index] ?? 0) ^ 1
      const again = createHandshake({
        relayOrigin: origin,
        relayId: new Uint8Array(16),
        maxFrameBytes: 1000,
        clock,
        random: { bytes: () => nonce },
        verify,
        maxClockSkewMs: 120_000,
        judgeAccount: judgeWith(alice.records),
      })
      outcomes.add((await again.receive(altered)).type)
    }
    expect([...outcomes]).toEqual(['refused'])
    expect(await handshake.receive(good)).toMatchObject({ type: 'welcome' })
  })

  it('bytes that are no greeting, and records of another kind', async () => {
    for (const frame of [
      new Uint8Array(),
      Uint8Array.of(0xff),
      enc(['auth']),
      enc(['hello']),
      enc(['auth', null]),
    ]) {
      const { handshake } = handshakeKnowing(alice.records)
      expect(await handshake.receive(frame)).toMatchObject({ reason: 'malformed' })
    }
    const { handshake } = handshakeKnowing(alice.records)
    const link = alice.records[1]!
    expect(await handshake.receive(encodeClientGreeting({ type: 'auth', record: link }))).toMatchObject({
      reason: 'malformed',
    })
  })

  it('a chain before it was asked for, and an answer after', async () => {
    const early = handshakeKnowing([])
    expect(await early.handshake.receive(chainFrame(alice.records))).toMatchObject({
      reason: 'unexpected-frame',
    })
    const { handshake, nonce } = handshakeKnowing([])
    await handshake.receive(await authFrame(nonce))
    expect(await handshake.receive(await authFrame(nonce))).toMatchObject({ reason: 'unexpected-frame' })
  })

  it('a second frame while the first is being judged, and then the first', async () => {
    const { handshake, nonce } = handshakeKnowing(alice.records)
    const answer = await authFrame(nonce)
    const both = await Promise.all([handshake.receive(answer), handshake.receive(answer)])
    expect(both.map(step => step.type === 'refused' && step.reason)).toEqual([
      'unexpected-frame',
      'unexpected-frame',
    ])
  })

  it('a chain of another account, a forged one, one without a genesis, and one without the device', async () => {
    const eve = await createAccount()
    const link = alice.records[1]!
    const cases: [readonly SignedRecord[], string][] = [
      [eve.records, 'bad-chain'],
      [[alice.genesisRecord, { ...link, sig: new Uint8Array(64) }], 'bad-chain'],
      [[link], 'bad-chain'],
      [[alice.genesisRecord], 'unknown-device'],
    ]
    for (const [records, reason] of cases) {
      const { handshake, nonce } = handshakeKnowing([])
      await handshake.receive(await authFrame(nonce))
      expect(await handshake.receive(chainFrame(records))).toMatchObject({ type: 'refused', reason })
    }
  })

  it('anything once it is over', async () => {
    const { handshake, nonce } = handshakeKnowing(alice.records)
    const answer = await authFrame(nonce)
    await handshake.receive(answer)
    expect(await handshake.receive(answer)).toMatchObject({ reason: 'unexpected-frame' })
  })
})
