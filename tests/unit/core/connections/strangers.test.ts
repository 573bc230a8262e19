import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { done, errorOf, valueOf } from './outcomes.ts'
import { createStrangerStory, type StrangerStory } from './stranger-story.ts'

let story: StrangerStory
beforeEach(async () => {
  story = await createStrangerStory()
})

describe('an intro', () => {
  test('of a proper letter is taken', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual(['Mallory'])
    expect(verdicts()).toEqual(['taken'])
  })

  test('waits for its letter', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await tell(await introFrom(mallory))
    expect(verdicts()).toEqual([])
    await writeLetter(sealedTo(alice.account))
    expect(await received()).toEqual(['Mallory'])
  })

  test('waits for the chain of its sender', async () => {
    const { world, alice, introFrom, tell, received, verdicts } = story
    const carol = await world.person('Carol', false)
    await errorOf(carol.first.people.request(alice.text, ''))
    await tell(await introFrom(carol))
    expect(verdicts()).toEqual([])
    await carol.first.line.goOnline()
    await world.settle()
    await done(carol.first.people.request(alice.text, ''))
    await world.settle()
    expect(await received()).toEqual(['Carol'])
  })

  test('signed by a device of somebody else is not heard', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account))
    const carol = await world.person('Carol')
    await world.settle()
    await tell(await introFrom(mallory, { fromDevice: carol.first.signer.publicKey }, carol.first))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('with a signature that is not the device’s is not heard', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account))
    const record = await introFrom(mallory)
    await tell({ ...record, sig: new Uint8Array(64).fill(1) })
    await tell({ ...record, body: [...record.body.slice(0, 5), world.clock.nowMs() + 1] })
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
    expect(alice.first.log).toContain('intro-refused')
  })

  test('by a device that was taken out is not heard', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received } = story
    const lost = await mallory.addDevice('Lost')
    await mallory.revoke(lost)
    await world.settle()
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory, {}, lost))
    expect(await received()).toEqual([])
  })

  test('to somebody else, of oneself, or of another kind is not heard', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received } = story
    const carol = await world.person('Carol')
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory, { to: carol.account }))
    await tell(await introFrom(alice))
    await tell({ kind: 'intro', body: [1, 2, 3], sig: new Uint8Array(64) })
    await tell({ ...(await introFrom(mallory)), kind: 'room' })
    expect(await received()).toEqual([])
    expect(alice.first.log.filter(event => event === 'intro-refused')).toHaveLength(4)
  })

  test('told a thousand times is one request', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, received } = story
    await writeLetter(sealedTo(alice.account))
    for (let time = 0; time < 1_000; time++)
      alice.first.line.hear({ type: 'intro', record: await introFrom(mallory) })
    await world.settle()
    expect(await received()).toEqual(['Mallory'])
  })

  test('of strangers whom nobody knows takes no room for good', async () => {
    const { world, alice, mallory, introFrom, received } = story
    const before = alice.first.store.opened().length
    for (let stranger = 0; stranger < 800; stranger++) {
      const from = systemRandom.bytes(32) as AccountId
      alice.first.line.hear({ type: 'intro', record: await introFrom(mallory, { from }) })
      if (stranger % 200 === 199) await world.settle()
    }
    expect(alice.first.store.opened().length - before).toBeLessThanOrEqual(512)
    expect(await received()).toEqual([])
  })
})

describe('unreadable contacts', () => {
  test('of a later version are passed over, and left as they are', async () => {
    const { alice, mallory } = story
    const { people } = alice.first.deps
    const later = [2, mallory.account, 'who knows'] as const
    valueOf(
      await people.write([
        ['c:AAAAAAAAAAAAAAAAAAAAAA', later],
        ['c:BBBBBBBBBBBBBBBBBBBBBB', 'nonsense'],
        ['other', 1],
      ]),
    )
    expect(alice.first.people.contacts()).toEqual([])
    await done(alice.first.people.block(mallory.text))
    expect(people.entries().get('c:AAAAAAAAAAAAAAAAAAAAAA')).toEqual(later)
    expect(people.entries().get('c:BBBBBBBBBBBBBBBBBBBBBB')).toBe('nonsense')
    expect(alice.first.people.contacts()).toHaveLength(1)
  })

  test('tell nobody by the names of their fields whom they are about', async () => {
    const { alice, mallory } = story
    await done(alice.first.people.block(mallory.text))
    const fields = Object.keys(
      alice.first.store
        .opened()
        .find(({ genesis }) => genesis.kind === 'private')
        ?.doc() ?? {},
    )
    expect(fields.filter(field => field !== 'v')).toEqual([expect.stringMatching(/^c:[\w-]{22}$/)])
    expect(fields.join()).not.toContain(mallory.text)
  })
})
