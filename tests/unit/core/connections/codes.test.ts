import { beforeEach, describe, expect, test } from 'vitest'
import { createAccountGenesis } from '../../../../src/protocol/records/account-genesis.ts'
import { encodeRecord, signRecord } from '../../../../src/protocol/records/record.ts'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { codeToText, signCode } from '../../../../src/protocol/rooms/code.ts'
import type { ContactCode } from '../../../../src/protocol/rooms/first-contact-types.ts'
import {
  createPeopleWorld,
  done,
  errorOf,
  type PeopleDevice,
  type PeopleWorld,
  type Person,
} from './people-world.ts'

let world: PeopleWorld
let alice: Person
let bob: Person

const shown = async (device: PeopleDevice, answers: Person | null = null): Promise<string> =>
  (await done(device.people.showCode(answers?.text ?? null))).text
const problemOf = async (text: string): Promise<string> => {
  const error = await errorOf(alice.first.people.scanCode(text))
  return error.type === 'code-refused' ? error.problem : error.type
}

/** A code that says it is Bob's; `changes` makes it say something else. */
const forged = async (
  changes: Partial<Omit<ContactCode, 'record'>> = {},
  sign = bob.first.signer.sign,
): Promise<string> => {
  const state = bob.first.deps.book.entryOf(bob.account)?.state
  if (state === undefined || state.secret === null) throw new Error('Bob has no chain')
  const record = await signCode(sign, {
    account: bob.account,
    device: bob.first.signer.publicKey,
    heads: state.heads,
    key: state.secret,
    name: 'Bob',
    nonce: new Uint8Array(16).fill(1),
    atMs: world.clock.nowMs(),
    answers: null,
    ...changes,
  })
  return codeToText(record)
}

const bobsKey = (): ContactCode['key'] => {
  const key = bob.first.deps.book.entryOf(bob.account)?.state.secret ?? null
  if (key === null) throw new Error('Bob has no chain')
  return key
}

/** With a chain of its own, which is not Bob's. */
const mallorysCode = async (changes: Partial<Omit<ContactCode, 'record'>> = {}): Promise<string> => {
  const mallory = await world.person('Mallory', false)
  const key = mallory.first.deps.book.entryOf(mallory.account)?.state.secret ?? null
  if (key === null) throw new Error('Mallory has no chain')
  return forged({ device: mallory.first.signer.publicKey, key, ...changes }, mallory.first.signer.sign)
}

beforeEach(async () => {
  world = await createPeopleWorld()
  alice = await world.person('Alice', false)
  bob = await world.person('Bob', false)
})

describe('two codes, both offline', () => {
  test('connect and verify both at once, in one conversation', async () => {
    const hers = await done(alice.first.people.scanCode(await shown(bob.first)))
    expect(hers).toMatchObject({ account: bob.text, name: 'Bob', confirmed: false })
    const his = await done(bob.first.people.scanCode(await shown(alice.first, bob)))
    expect(his).toMatchObject({
      account: alice.text,
      name: 'Alice',
      confirmed: true,
      conversation: hers.conversation,
    })
    for (const [device, other] of [
      [alice.first, bob],
      [bob.first, alice],
    ] as const) {
      expect(await device.person(other)).toMatchObject({
        verified: 'in-person',
        connection: { kind: 'connected' },
      })
    }
    expect((await alice.first.person(bob)).reachable).toBe(false)
  })

  test('are borne out by the chains, once online, and both know', async () => {
    await done(alice.first.people.scanCode(await shown(bob.first)))
    await done(bob.first.people.scanCode(await shown(alice.first, bob)))
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await world.settle()
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs() + 1)
    for (const [device, other] of [
      [alice.first, bob],
      [bob.first, alice],
    ] as const) {
      expect(await device.person(other)).toMatchObject({
        verified: 'in-person',
        reachable: true,
        changes: [],
        connection: { kind: 'connected', confirmed: true },
      })
      expect(device.people.isChainCurrent(other.account)).toBe(true)
    }
    expect(bob.first.people.contactOf(alice.account)?.room).toEqual(
      alice.first.people.contactOf(bob.account)?.room,
    )
  })

  test('both shown before either was scanned connect too', async () => {
    const [hers, his] = [await shown(alice.first), await shown(bob.first)]
    await done(alice.first.people.scanCode(his))
    await done(bob.first.people.scanCode(hers))
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await world.settle()
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'connected', confirmed: true })
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'connected', confirmed: true })
    expect(bob.first.people.contactOf(alice.account)?.room).toEqual(
      alice.first.people.contactOf(bob.account)?.room,
    )
  })
})

describe('one phone that dies after the first scan', () => {
  test('finds, when it is back, that its code was scanned', async () => {
    await done(alice.first.people.scanCode(await shown(bob.first)))
    await alice.first.line.goOnline()
    await world.settle()
    const again = await bob.first.restart()
    await again.line.goOnline()
    await world.settle()
    expect((await again.person(alice)).connection).toMatchObject({ kind: 'received', via: 'code', note: '' })
    const { conversation } = await done(again.people.accept(alice.text))
    expect((await alice.first.person(bob)).connection).toMatchObject({
      kind: 'connected',
      confirmed: false,
      conversation,
    })
    await alice.first.people.noteAnswer(bob.account, 'accept', world.clock.nowMs() + 1)
    expect((await alice.first.person(bob)).connection).toMatchObject({ kind: 'connected', confirmed: true })
  })

  test('is not taken for having shown a code that it never showed', async () => {
    await bob.first.line.goOnline()
    await done(alice.first.people.scanCode(await forged()))
    await alice.first.line.goOnline()
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', via: 'request' })
  })

  test('forgets after a day which codes it showed', async () => {
    const text = await shown(bob.first)
    await done(alice.first.people.scanCode(text))
    world.clock.advance(25 * 3_600_000)
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', via: 'request' })
  })
})

describe('a code', () => {
  test('is refused when it is none, or of another version', async () => {
    expect(await problemOf('')).toBe('not-a-code')
    expect(await problemOf('https://example.org')).toBe('not-a-code')
    expect(await problemOf('x'.repeat(1_000_000))).toBe('not-a-code')
    expect(await problemOf('gesso2:AAAA')).toBe('other-version')
    const other = await createAccountGenesis(bob.first.signer.sign, new Uint8Array(32), new Uint8Array(32))
    expect(await problemOf(`gesso1:${bytesToBase64Url(encodeRecord(other))}`)).toBe('not-a-code')
    const later = await signRecord(bob.first.signer.sign, 'code', [2, 'something else'])
    expect(await problemOf(`gesso1:${bytesToBase64Url(encodeRecord(later))}`)).toBe('other-version')
  })

  test('is refused when it is old, or from a clock that runs far ahead', async () => {
    const text = await shown(bob.first)
    world.clock.advance(10 * 60_000 + 1)
    expect(await problemOf(text)).toBe('too-old')
    expect(await problemOf(await forged({ atMs: world.clock.nowMs() + 6 * 60_000 }))).toBe('from-the-future')
  })

  test('is refused when it is one’s own', async () => {
    expect(await problemOf(await shown(alice.first))).toBe('own')
  })

  test('is refused of somebody blocked', async () => {
    await done(alice.first.people.block(bob.text))
    expect(await problemOf(await shown(bob.first))).toBe('blocked')
  })

  test('is refused with any one of its bytes changed', async () => {
    const text = await shown(bob.first)
    for (let at = 'gesso1:'.length; at < text.length; at += 7) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const problem = await problemOf(text.slice(0, at) + other + text.slice(at + 1))
      expect(['forged', 'not-a-code', 'other-version', 'too-old', 'from-the-future']).toContain(problem)
    }
    expect(alice.first.people.contacts()).toEqual([])
  })

  test('is refused when a chain that is here says otherwise', async () => {
    const bobsCode = await shown(bob.first)
    await done(alice.first.people.scanCode(bobsCode))
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await world.settle()
    expect(await problemOf(await mallorysCode())).toBe('forged')
    expect(await problemOf(await mallorysCode({ key: bobsKey() }))).toBe('forged')
    const key = { generation: 1, akX: new Uint8Array(32).fill(3) }
    expect(await problemOf(await forged({ key }))).toBe('forged')
    const second = await bob.addDevice('Lost phone')
    const lost = await shown(second)
    await bob.revoke(second)
    await world.settle()
    expect(await problemOf(lost)).toBe('forged')
    expect((await alice.first.person(bob)).verified).toBe('in-person')
  })

  test('shown of somebody with a long name stays small', async () => {
    const carol = await world.person('Ö'.repeat(200), false)
    expect((await shown(carol.first)).length).toBeLessThan(700)
    expect((await done(alice.first.people.scanCode(await shown(carol.first)))).name).toBe('Ö'.repeat(32))
  })

  test('of somebody who asked is the answer', async () => {
    await alice.first.line.goOnline()
    await bob.first.line.goOnline()
    await errorOf(bob.first.people.request(alice.text, ''))
    await world.settle()
    await done(bob.first.people.request(alice.text, 'Hello'))
    await world.settle()
    const met = await done(alice.first.people.scanCode(await shown(bob.first)))
    expect(met.confirmed).toBe(true)
    expect(alice.first.people.contactOf(bob.account)?.room).toEqual(
      bob.first.people.contactOf(alice.account)?.room,
    )
  })

  test('verifies somebody who is connected already, and leaves the conversation as it is', async () => {
    await done(alice.first.people.scanCode(await shown(bob.first)))
    await done(bob.first.people.scanCode(await shown(alice.first, bob)))
    await done(alice.first.people.compare(bob.text, null))
    const before = alice.first.people.contactOf(bob.account)
    expect(before?.verified).toBe('no')
    world.clock.advance(60_000)
    await done(alice.first.people.scanCode(await shown(bob.first)))
    expect(alice.first.people.contactOf(bob.account)).toEqual({ ...before, verified: 'in-person' })
  })

  test('that a full disk could not keep connects nobody', async () => {
    const text = await shown(bob.first)
    alice.first.documents.failWith('full')
    expect(await errorOf(alice.first.people.scanCode(text))).toEqual({
      type: 'storage',
      problem: 'disk-full',
    })
    expect(alice.first.people.contacts()).toEqual([])
  })
})

describe('a false code', () => {
  const scanThenLearn = async (text: string): Promise<void> => {
    await done(alice.first.people.scanCode(text))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'in-person',
      connection: { kind: 'connected' },
    })
    await bob.first.line.goOnline()
    await alice.first.line.goOnline()
    await world.settle()
  }

  test('of a device that is not the account’s is found out by the chain, and the connection taken back', async () => {
    await scanThenLearn(await mallorysCode())
    const row = await alice.first.person(bob)
    expect(row).toMatchObject({
      verified: 'no',
      connection: { kind: 'none' },
      changes: [{ kind: 'code-was-false' }],
    })
    expect(alice.first.people.contactOf(bob.account)?.room).toBeNull()
    expect((await alice.first.people.people()).connections).toMatchObject([
      { account: bob.text, hasChanges: true },
    ])
    expect((await bob.first.people.people()).received).toEqual([])
    await done(alice.first.people.acknowledge(bob.text))
    expect((await alice.first.people.people()).connections).toEqual([])
    expect((await alice.first.person(bob)).changes).toEqual([])
  })

  test('of such a device that names the account’s own key is found out as well', async () => {
    await scanThenLearn(await mallorysCode({ key: bobsKey() }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      changes: [{ kind: 'code-was-false' }],
    })
  })

  test('with a key that the account never published is found out too', async () => {
    await scanThenLearn(await forged({ key: { generation: 1, akX: new Uint8Array(32).fill(9) } }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      changes: [{ kind: 'code-was-false' }],
    })
  })

  test('that names ends of a chain which nobody has is not believed, and after a day is false', async () => {
    await scanThenLearn(await mallorysCode({ heads: [new Uint8Array(32).fill(5)] }))
    expect(await alice.first.person(bob)).toMatchObject({
      verified: 'no',
      reachable: false,
      connection: { kind: 'connected' },
    })
    expect(alice.first.people.isChainCurrent(bob.account)).toBe(false)
    world.clock.advance(25 * 3_600_000)
    const again = await alice.first.restart()
    await again.line.goOnline()
    // People are looked at once the first screen is there.
    world.clock.advance(2_000)
    await world.settle()
    expect(await again.person(bob)).toMatchObject({ verified: 'no', changes: [{ kind: 'code-was-false' }] })
    expect(again.people.isChainCurrent(bob.account)).toBe(true)
    await done(again.people.request(bob.text, 'Is this really you?'))
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({
      kind: 'received',
      note: 'Is this really you?',
    })
  })

  test('takes nothing away from a connection that was there before', async () => {
    await done(alice.first.people.scanCode(await shown(bob.first)))
    await done(bob.first.people.scanCode(await shown(alice.first, bob)))
    const room = alice.first.people.contactOf(bob.account)?.room
    await done(alice.first.people.scanCode(await mallorysCode()))
    await bob.first.line.goOnline()
    await alice.first.line.goOnline()
    await world.settle()
    expect(alice.first.people.contactOf(bob.account)).toMatchObject({
      state: 'connected',
      room,
      verified: 'no',
    })
    expect((await alice.first.person(bob)).changes).toMatchObject([{ kind: 'code-was-false' }])
  })
})
