import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { evaluateChain } from '../../../../src/protocol/accounts/chain.ts'
import { verifyAccountRecords } from '../../../../src/protocol/accounts/verify-records.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { Frame, IntroVerdict } from '../../../../src/protocol/relay/frames.ts'
import { signIntro } from '../../../../src/protocol/rooms/intro.ts'
import { createNodeVerifier } from '../../../../sync-server/accounts/verify-signature.ts'
import { createIntros, type IntroFrame } from '../../../../sync-server/intros/intros.ts'
import type { Member } from '../../../../sync-server/intros/presence.ts'
import { defaultIntroLimits, type IntroLimits } from '../../../../sync-server/limits.ts'
import type { IntroStore } from '../../../../sync-server/stores/intro-store.ts'
import { createMemoryIntroStore } from '../../../../sync-server/stores/memory-intro-store.ts'
import {
  addDevice,
  createAccount,
  revokeDevice,
  type SigningKey,
  type TestAccount,
} from '../../../support/sealed-doc.ts'

const dayMs = 86_400_000
const verify = createNodeVerifier()

const openIntros = (overrides: Partial<IntroLimits> = {}, store: IntroStore = createMemoryIntroStore()) => {
  const clock = createManualClock()
  const known = new Map<string, TestAccount>()
  const intros = createIntros({
    store,
    clock,
    verify,
    log: () => undefined,
    limits: { ...defaultIntroLimits, ...overrides },
    async accountState(account) {
      const records = known.get(bytesToHex(account))?.records ?? []
      const { genesis, links } = await verifyAccountRecords(verify, account, records)
      return genesis === null ? null : evaluateChain(genesis, links)
    },
  })
  const enter = async (account: TestAccount, key: SigningKey = account.first) => {
    known.set(bytesToHex(account.account), account)
    const heard: Frame[] = []
    const violations: string[] = []
    const member: Member = {
      account: account.account,
      device: key.publicKey,
      send: frame => void heard.push(frame),
      violation: what => void violations.push(what),
    }
    await intros.enter(member)
    const say = (frame: IntroFrame): Promise<void> => intros.receive(member, frame)
    return {
      heard,
      violations,
      say,
      leave: () => intros.leave(member),
      introduce: async (to: AccountId, tag = new Uint8Array(randomBytes(32))) => {
        const record = await signIntro(key.sign, {
          to,
          from: account.account,
          fromDevice: key.publicKey,
          tag,
          nonce: new Uint8Array(16),
          atMs: clock.nowMs(),
        })
        await say({ type: 'intro', record })
        return tag
      },
      judge: (from: AccountId, tag: Uint8Array, verdict: IntroVerdict) =>
        say({ type: 'intro-verdict', from, tag, verdict }),
      states: () => heard.flatMap(frame => (frame.type === 'intro-state' ? [frame.state] : [])),
      introCount: () => heard.filter(({ type }) => type === 'intro').length,
    }
  }
  return { clock, intros, store, enter }
}

const people = async (count: number): Promise<readonly TestAccount[]> =>
  Promise.all(Array.from({ length: count }, createAccount))
const [alice, bob, carol, dora] = (await people(4)) as [TestAccount, TestAccount, TestAccount, TestAccount]

describe('what is kept of intros', () => {
  it('is forgotten after thirty days, and blocks are not', async () => {
    const { clock, intros, enter, store } = openIntros()
    const [sender, other, addressee] = [await enter(alice), await enter(carol), await enter(bob)]
    const tag = await sender.introduce(bob.account)
    await addressee.judge(alice.account, tag, 'taken')
    await other.introduce(bob.account)
    await addressee.judge(dora.account, tag, 'blocked')
    clock.advance(29 * dayMs)
    expect([...store.rows()].map(({ kind }) => kind)).toEqual(['delivered', 'open', 'blocked'])
    for (let day = 0; day < 2; day++) {
      clock.advance(dayMs)
      await expect.poll(() => clock.waiting()).toBe(1)
    }
    expect([...store.rows()].map(({ kind }) => kind)).toEqual(['blocked'])
    expect(intros.count()).toBe(0)
    intros.close()
    expect(clock.waiting()).toBe(0)
  })

  it('is bounded over all accounts', async () => {
    const { enter } = openIntros({ inAll: 2 })
    const sender = await enter(alice)
    for (const { account } of [bob, carol, dora]) await sender.introduce(account)
    expect(sender.states()).toEqual(['kept', 'kept', 'too-many'])
  })

  it('is not there when the disk refused it, and the sender knows', async () => {
    const refusing: IntroStore = {
      ...createMemoryIntroStore(),
      write: async () => ({ ok: false, error: { type: 'store-full' } }),
    }
    const { intros, enter } = openIntros({}, refusing)
    const [sender, addressee] = [await enter(alice), await enter(bob)]
    await sender.introduce(bob.account)
    expect([sender.states(), addressee.heard, intros.count()]).toEqual([['not-taken'], [], 0])
  })

  it('is on disk before anybody hears of it', async () => {
    const store = createMemoryIntroStore()
    let finish = (): void => {}
    const slow: IntroStore = {
      ...store,
      write: async changes => {
        await new Promise<void>(resolve => (finish = resolve))
        return store.write(changes)
      },
    }
    const { enter } = openIntros({}, slow)
    const [sender, addressee] = [await enter(alice), await enter(bob)]
    const before = finish
    const introduced = sender.introduce(bob.account)
    await expect.poll(() => finish).not.toBe(before)
    expect([sender.heard, addressee.heard]).toEqual([[], []])
    finish()
    await introduced
    expect([sender.states(), addressee.introCount()]).toEqual([['kept'], 1])
  })
})

describe('rates', () => {
  it('give a sender a new share with time, and count nothing that is said again', async () => {
    const { clock, enter } = openIntros({ perSenderADay: 2 })
    const sender = await enter(alice)
    const tag = await sender.introduce(bob.account)
    for (let count = 0; count < 5; count++) await sender.introduce(bob.account, tag)
    await sender.introduce(carol.account)
    await sender.introduce(dora.account)
    expect(sender.states().at(-1)).toBe('too-many')
    clock.advance(dayMs / 2)
    await sender.introduce(dora.account)
    expect(sender.states().at(-1)).toBe('kept')
  })

  it('treat somebody who is blocked as anybody else', async () => {
    const { enter } = openIntros({ perSenderADay: 3, perAddressee: 1 })
    const statesOf = async (sender: TestAccount, to: AccountId) => {
      const member = await enter(sender)
      const tag = await member.introduce(to)
      for (let count = 0; count < 4; count++) await member.introduce(to, tag)
      for (let count = 0; count < 3; count++) await member.introduce(to)
      return member.states()
    }
    await (await enter(bob)).judge(alice.account, new Uint8Array(32), 'blocked')
    const blocked = await statesOf(alice, bob.account)
    expect(blocked).toEqual(await statesOf(carol, bob.account))
    expect(blocked).toEqual([...Array<string>(7).fill('kept'), 'too-many'])
  })
})

describe('blocks', () => {
  it('are bounded for each account, and the oldest goes first', async () => {
    const { clock, enter, store } = openIntros({ blockedPerAccount: 2 })
    const addressee = await enter(bob)
    for (const { account } of [alice, carol, dora]) {
      await addressee.judge(account, new Uint8Array(32), 'blocked')
      clock.advance(dayMs)
    }
    expect([...store.rows()].map(({ from }) => from)).toEqual([carol.account, dora.account])
  })
})

describe('a device that was revoked after it signed in', () => {
  it('hears no intros, and can neither send, take nor block', async () => {
    const owner = await createAccount()
    const lost = await addDevice(owner)
    const { enter, intros, store } = openIntros()
    const [sender, device] = [await enter(alice), await enter(owner, lost)]
    await revokeDevice(owner, lost)
    const tag = await sender.introduce(owner.account)
    await device.judge(alice.account, tag, 'taken')
    await device.judge(alice.account, tag, 'blocked')
    await device.introduce(bob.account)
    expect([device.introCount(), device.states(), intros.count()]).toEqual([0, ['not-taken'], 1])
    expect([...store.rows()].map(({ kind }) => kind)).toEqual(['open'])
  })
})

describe('somebody who has left', () => {
  it('hears nothing more', async () => {
    const { enter } = openIntros()
    const [sender, addressee] = [await enter(alice), await enter(bob)]
    addressee.leave()
    await sender.introduce(bob.account)
    expect(addressee.heard).toEqual([])
  })
})
