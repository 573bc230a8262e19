import { beforeEach, describe, expect, test } from 'vitest'
import { createAccountGenesis } from '../../../../src/protocol/records/account-genesis.ts'
import { encodeRecord, signRecord } from '../../../../src/protocol/records/record.ts'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { type CodeStory, createCodeStory, shown } from './code-story.ts'
import { done, errorOf } from './outcomes.ts'

let story: CodeStory
beforeEach(async () => {
  story = await createCodeStory()
})

describe('two codes, both offline', () => {
  test('connect and verify both at once, in one conversation', async () => {
    const { alice, bob } = story
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
    const { world, alice, bob } = story
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
    const { world, alice, bob } = story
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
    const { world, alice, bob } = story
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
    const { world, alice, bob, forged } = story
    await bob.first.line.goOnline()
    await done(alice.first.people.scanCode(await forged()))
    await alice.first.line.goOnline()
    await world.settle()
    expect((await bob.first.person(alice)).connection).toMatchObject({ kind: 'received', via: 'request' })
  })

  test('forgets after a day which codes it showed', async () => {
    const { world, alice, bob } = story
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
    const { bob, problemOf } = story
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
    const { world, bob, problemOf, forged } = story
    const text = await shown(bob.first)
    world.clock.advance(10 * 60_000 + 1)
    expect(await problemOf(text)).toBe('too-old')
    expect(await problemOf(await forged({ atMs: world.clock.nowMs() + 6 * 60_000 }))).toBe('from-the-future')
  })

  test('is refused when it is one’s own', async () => {
    const { alice, problemOf } = story
    expect(await problemOf(await shown(alice.first))).toBe('own')
  })

  test('is refused of somebody blocked', async () => {
    const { alice, bob, problemOf } = story
    await done(alice.first.people.block(bob.text))
    expect(await problemOf(await shown(bob.first))).toBe('blocked')
  })

  test('is refused with any one of its bytes changed', async () => {
    const { alice, bob, problemOf } = story
    const text = await shown(bob.first)
    for (let at = 'gesso1:'.length; at < text.length; at += 7) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const problem = await problemOf(text.slice(0, at) + other + text.slice(at + 1))
      expect(['forged', 'not-a-code', 'other-version', 'too-old', 'from-the-future']).toContain(problem)
    }
    expect(alice.first.people.contacts()).toEqual([])
  })

  test('is refused when a chain that is here says otherwise', async () => {
    const { world, alice, bob, problemOf, forged, bobsKey, mallorysCode } = story
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
    const { world, alice } = story
    const carol = await world.person('Ö'.repeat(200), false)
    expect((await shown(carol.first)).length).toBeLessThan(700)
    expect((await done(alice.first.people.scanCode(await shown(carol.first)))).name).toBe('Ö'.repeat(32))
  })

  test('of somebody who asked is the answer', async () => {
    const { world, alice, bob } = story
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
    const { world, alice, bob } = story
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
    const { alice, bob } = story
    const text = await shown(bob.first)
    alice.first.documents.failWith('full')
    expect(await errorOf(alice.first.people.scanCode(text))).toEqual({
      type: 'storage',
      problem: 'disk-full',
    })
    expect(alice.first.people.contacts()).toEqual([])
  })
})
