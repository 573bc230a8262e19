import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import { sealLetter, letterGenesis } from '../../../../src/core/connections/letter-content.ts'
import { createSealer } from '../../../../src/core/documents/index.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import type { Intro, LetterRequest } from '../../../../src/protocol/rooms/first-contact-types.ts'
import { signIntro } from '../../../../src/protocol/rooms/intro.ts'
import {
  createPeopleWorld,
  done,
  errorOf,
  type PeopleDevice,
  type PeopleWorld,
  type Person,
  valueOf,
} from './people-world.ts'

let world: PeopleWorld
let alice: Person
let mallory: Person

const tagOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)

const introFrom = (
  from: Person,
  changes: Partial<Omit<Intro, 'record'>> = {},
  by: PeopleDevice = from.first,
): Promise<SignedRecord> =>
  signIntro(by.signer.sign, {
    to: alice.account,
    from: from.account,
    fromDevice: by.signer.publicKey,
    tag: tagOf(1),
    nonce: new Uint8Array(16),
    atMs: world.clock.nowMs(),
    ...changes,
  })

const chainOf = ({ first, account }: Person) => {
  const state = first.deps.book.entryOf(account)?.state
  if (state === undefined || state.secret === null) throw new Error('no chain')
  return { heads: state.heads, key: state.secret }
}

/** A letter of Mallory's own making, on the relay. */
const writeLetter = async (content: unknown, version: unknown = 1, tag = tagOf(1)): Promise<void> => {
  const { store, signer, deps } = mallory.first
  const replica = valueOf(await store.open(letterGenesis(mallory.account, tag)))
  deps.onOpened(replica)
  const sealer = createSealer(signer.publicKey, signer.sign, systemRandom)
  valueOf(
    await replica.edit(sealer, draft => {
      draft['v'] = version
      draft['b'] = content
    }),
  )
  await world.settle()
}

const sealedTo = (to: AccountId, changes: Partial<LetterRequest> = {}, tag = tagOf(1)): Uint8Array => {
  const { heads, key } = chainOf(mallory)
  const request = {
    atMs: world.clock.nowMs(),
    name: 'Mallory',
    note: 'Hello',
    key,
    heads,
    codeNonce: null,
    ...changes,
  }
  const sealed = sealLetter(
    request,
    letterGenesis(mallory.account, tag),
    to,
    chainOf(alice).key,
    systemRandom,
  )
  if (sealed === null) throw new Error('not sealed')
  return sealed
}

const tell = async (record: SignedRecord): Promise<void> => {
  alice.first.line.hear({ type: 'intro', record })
  await world.settle()
}

const received = async (): Promise<readonly string[]> =>
  (await alice.first.people.people()).received.map(({ name }) => name)
const verdicts = (): readonly string[] =>
  alice.first.line.said.flatMap(word => (word.type === 'intro-verdict' ? [word.verdict] : []))

beforeEach(async () => {
  world = await createPeopleWorld()
  alice = await world.person('Alice')
  mallory = await world.person('Mallory')
  await world.settle()
})

describe('an intro', () => {
  test('of a proper letter is taken', async () => {
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual(['Mallory'])
    expect(verdicts()).toEqual(['taken'])
  })

  test('waits for its letter', async () => {
    await tell(await introFrom(mallory))
    expect(verdicts()).toEqual([])
    await writeLetter(sealedTo(alice.account))
    expect(await received()).toEqual(['Mallory'])
  })

  test('waits for the chain of its sender', async () => {
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
    await writeLetter(sealedTo(alice.account))
    const carol = await world.person('Carol')
    await world.settle()
    await tell(await introFrom(mallory, { fromDevice: carol.first.signer.publicKey }, carol.first))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('with a signature that is not the device’s is not heard', async () => {
    await writeLetter(sealedTo(alice.account))
    const record = await introFrom(mallory)
    await tell({ ...record, sig: new Uint8Array(64).fill(1) })
    await tell({ ...record, body: [...record.body.slice(0, 5), world.clock.nowMs() + 1] })
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
    expect(alice.first.log).toContain('intro-refused')
  })

  test('by a device that was taken out is not heard', async () => {
    const lost = await mallory.addDevice('Lost')
    await mallory.revoke(lost)
    await world.settle()
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory, {}, lost))
    expect(await received()).toEqual([])
  })

  test('to somebody else, of oneself, or of another kind is not heard', async () => {
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
    await writeLetter(sealedTo(alice.account))
    for (let time = 0; time < 1_000; time++)
      alice.first.line.hear({ type: 'intro', record: await introFrom(mallory) })
    await world.settle()
    expect(await received()).toEqual(['Mallory'])
  })

  test('of strangers whom nobody knows takes no room for good', async () => {
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

describe('a letter', () => {
  test('for somebody else cannot be read, and is not shown', async () => {
    const carol = await world.person('Carol')
    await writeLetter(sealedTo(carol.account))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('made of anything else is not shown', async () => {
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
    await writeLetter(sealedTo(alice.account, {}, tagOf(1)), 1, tagOf(2))
    await tell(await introFrom(mallory, { tag: tagOf(2) }))
    expect(await received()).toEqual([])
  })

  test('with a key that its sender never published is not shown', async () => {
    await writeLetter(sealedTo(alice.account, { key: { generation: 1, akX: new Uint8Array(32).fill(9) } }))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
  })

  test('that names a chain which is not here yet waits', async () => {
    await writeLetter(sealedTo(alice.account, { heads: [new Uint8Array(32).fill(1)] }))
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual([])
  })

  test('is answered only once it is kept', async () => {
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
    await writeLetter(sealedTo(alice.account))
    await tell(await introFrom(mallory))
    await done(alice.first.people.reject(mallory.text))
    world.clock.advance(40 * 86_400_000)
    await tell(await introFrom(mallory))
    expect(await received()).toEqual([])
    expect(verdicts()).toEqual(['taken', 'taken'])
  })

  test('older than one that counted changes nothing', async () => {
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
    await mallory.first.rename(' ')
    await writeLetter(sealedTo(alice.account, { name: '\u202eAlice\u200b\u0007' }))
    await tell(await introFrom(mallory))
    expect(alice.first.deps.people.entries().size).toBe(1)
    expect((await alice.first.person(mallory)).name).toBe('Alice')
  })
})

describe('unreadable contacts', () => {
  test('of a later version are passed over, and left as they are', async () => {
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
