import { beforeEach, describe, expect, test } from 'vitest'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { done } from './outcomes.ts'
import { createStrangerStory, type StrangerStory, tagOf } from './stranger-story.ts'

let story: StrangerStory
beforeEach(async () => {
  story = await createStrangerStory()
})

describe('a letter', () => {
  test('for somebody else cannot be read, and is not shown', async () => {
    const { world, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    const carol = await world.person('Carol')
    await writeLetter(sealedTo(carol.account))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('made of anything else is not shown', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    const contents: readonly (readonly [unknown, unknown])[] = [
      [new Uint8Array(8), 1],
      [enc([1, new Uint8Array(80), new Uint8Array(24), new Uint8Array(272)]), 1],
      ['words', 1],
      [new Uint8Array(20_000), 1],
      [7, 1],
      [sealedTo(alice.account), 'one'],
      [sealedTo(alice.account), 2],
    ]
    for (const [index, [content, version]] of contents.entries()) {
      await writeLetter(content, version, tagOf(100 + index))
      await tell(await introFrom(mallory, { tag: tagOf(100 + index) }))
    }
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('copied from another is not shown', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received } = story
    await writeLetter(sealedTo(alice.account, {}, tagOf(1)), 1, tagOf(2))
    await tell(await introFrom(mallory, { tag: tagOf(2) }))
    expect(await received()).toEqual([])
  })

  test('with a key that its sender never published is not shown', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received } = story
    await writeLetter(sealedTo(alice.account, { key: { generation: 1, akX: new Uint8Array(32).fill(9) } }))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
  })

  test('that names a chain which is not here yet waits', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account, { heads: [new Uint8Array(32).fill(1)] }))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('is answered only once it is kept', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account))
    const secrets = alice.first.secrets.splice(0)
    await tell(await introFrom(mallory))
    expect(verdicts()).toEqual([])
    alice.first.secrets.push(...secrets)
    alice.first.documents.failWith('full')
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
    alice.first.documents.failWith(null)
    await tell(await introFrom(mallory))
    expect(await received()).toEqual(['Mallory'])
    expect(verdicts()).toEqual(['taken'])
  })

  test('brought again after it was answered changes nothing', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts } = story
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory))
    await done(alice.first.people.reject(mallory.text))
    world.clock.advance(40 * 86_400_000)
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual(['taken', 'taken'])
  })

  test('older than one that counted changes nothing', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received } = story
    await writeLetter(sealedTo(alice.account, { note: 'Old' }, tagOf(1)), 1, tagOf(1))
    world.clock.advance(1_000)
    await writeLetter(sealedTo(alice.account, { note: 'New' }, tagOf(2)), 1, tagOf(2))
    await tell(await introFrom(mallory, { tag: tagOf(2) }))
    await done(alice.first.people.accept(mallory.text))
    await done(alice.first.people.remove(mallory.text))
    await tell(await introFrom(mallory, { tag: tagOf(1) }))
    expect(await received()).toEqual([])
  })

  test('dated years ahead does not make all later ones old', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell } = story
    const far = world.clock.nowMs() + 5 * 365 * 86_400_000
    await writeLetter(sealedTo(alice.account, { atMs: far, note: 'From 2030' }))
    await tell(await introFrom(mallory))
    expect((await alice.first.person(mallory)).connection).toMatchObject({
      note: 'From 2030',
      atMs: world.clock.nowMs(),
    })
    await done(alice.first.people.accept(mallory.text))
    await done(alice.first.people.remove(mallory.text))
    world.clock.advance(1_000)
    await writeLetter(sealedTo(alice.account, { note: 'Now' }, tagOf(2)), 1, tagOf(2))
    await tell(await introFrom(mallory, { tag: tagOf(2) }))
    expect((await alice.first.person(mallory)).connection).toMatchObject({ note: 'Now' })
  })

  test('replaces the one that waits: there is one for each person', async () => {
    const { world, alice, mallory, introFrom, writeLetter, sealedTo, tell } = story
    await writeLetter(sealedTo(alice.account, { note: 'One' }, tagOf(1)), 1, tagOf(1))
    await tell(await introFrom(mallory))
    world.clock.advance(1_000)
    await writeLetter(sealedTo(alice.account, { note: 'Two' }, tagOf(2)), 1, tagOf(2))
    await tell(await introFrom(mallory, { tag: tagOf(2) }))
    const { received: cards } = await alice.first.people.people()
    expect(cards).toMatchObject([{ connection: { note: 'Two' } }])
    const letters = alice.first.store.opened().filter(({ genesis }) => genesis.kind === 'letter')
    expect(letters.map(({ genesis }) => genesis.tag)).toEqual([tagOf(2)])
  })

  test('without a visible name, or with words that hide, shows what can be seen', async () => {
    const { alice, mallory, introFrom, writeLetter, sealedTo, tell } = story
    await mallory.first.rename(' ')
    await writeLetter(sealedTo(alice.account, { name: '\u202eAlice\u200b\u0007' }))
    await tell(await introFrom(mallory))
    expect(alice.first.deps.people.entries().size).toBe(1)
    expect((await alice.first.person(mallory)).name).toBe('Alice')
  })
})
