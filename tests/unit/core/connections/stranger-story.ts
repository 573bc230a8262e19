import { systemRandom } from '../../../../src/base/random.ts'
import { letterGenesis, sealLetter } from '../../../../src/core/connections/letter-content.ts'
import { createSealer } from '../../../../src/core/documents/index.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import type { Intro, LetterRequest } from '../../../../src/protocol/rooms/first-contact-types.ts'
import { signIntro } from '../../../../src/protocol/rooms/intro.ts'
import { valueOf } from './outcomes.ts'
import type { PeopleDevice } from './people-device.ts'
import { createPeopleWorld, type Person } from './people-world.ts'

export const tagOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)

/** Alice, to whom Mallory can write whatever she likes. */
export const createStrangerStory = async () => {
  const world = await createPeopleWorld()
  const alice = await world.person('Alice')
  const mallory = await world.person('Mallory')
  await world.settle()

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

  return { world, alice, mallory, introFrom, writeLetter, sealedTo, tell, received, verdicts }
}

export type StrangerStory = Awaited<ReturnType<typeof createStrangerStory>>

const chainOf = ({ first, account }: Person) => {
  const state = first.deps.book.entryOf(account)?.state
  if (state === undefined || state.secret === null) throw new Error('no chain')
  return { heads: state.heads, key: state.secret }
}
