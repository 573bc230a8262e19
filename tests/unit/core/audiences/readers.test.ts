/** Who is given a secret, and of whom one is looked for. */
import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { connectedReaders } from '../../../../src/core/audiences/readers.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { valueOf } from '../connections/outcomes.ts'
import { audiencesOn, createAudienceWorld, currentOf } from './audience-world.ts'

interface Known {
  readonly state?: 'connected' | 'sent' | 'received' | 'blocked'
  readonly secret?: { readonly generation: number; readonly akX: Uint8Array } | null
  readonly needsNewSecret?: boolean
  readonly isChainCurrent?: boolean
}

describe('a secret goes to whoever is connected', () => {
  const secret = { generation: 1, akX: new Uint8Array(32).fill(1) }
  const accountAt = (n: number) => new Uint8Array(32).fill(n) as AccountId
  const readersAmong = async (known: readonly Known[]): Promise<readonly number[]> => {
    const of = (account: AccountId): Known => known[account[0] ?? 0] ?? {}
    const readers = await connectedReaders({
      people: () => ({
        contacts: () => known.map(({ state = 'connected' }, n) => ({ account: accountAt(n), state })),
        isChainCurrent: (account: AccountId) => of(account).isChainCurrent ?? true,
      }),
      book: {
        entryOf: (account: AccountId) => ({
          state: { secret, needsNewSecret: false, ...of(account) },
        }),
      },
      store: {},
      ports: {},
    } as never)
    return readers.map(({ account }) => account[0] ?? -1)
  }

  test('and to nobody who only asked, was asked, or is blocked', async () => {
    const states = ['connected', 'sent', 'received', 'blocked'] as const
    expect(await readersAmong(states.map(state => ({ state })))).toEqual([0])
  })

  test('but not under a key that a device still has which they took out', async () => {
    expect(await readersAmong([{ needsNewSecret: true }, {}])).toEqual([1])
  })

  test('but not under a key that is theirs no more, for all that is known', async () => {
    expect(await readersAmong([{ isChainCurrent: false }, {}])).toEqual([1])
  })

  test('but not to who has no key yet', async () => {
    expect(await readersAmong([{ secret: null }, {}])).toEqual([1])
  })
})

test('of somebody one is not connected to no secret is looked for', async () => {
  const world = await createAudienceWorld()
  const [mallory, bob] = [await world.person('Mallory'), await world.person('Bob')]
  await world.settle()
  const bobs = await audiencesOn(bob.first)
  bobs.audiences.find(mallory.account, 1, '01'.repeat(8))
  await world.settle()
  const audiencesOf = bob.first.store
    .opened()
    .flatMap(({ genesis: { kind, owner } }) => (kind === 'audience' ? [bytesToHex(owner)] : []))
  expect(audiencesOf).not.toContain(bytesToHex(mallory.account))
})

test('a generation that is said to be there already is written to by nobody who has not seen it', async () => {
  const world = await createAudienceWorld()
  const alice = await world.person('Alice')
  await world.settle()
  const alices = await audiencesOn(alice.first)
  valueOf(await alices.profiles.raise('audience', 3))
  await world.settle()
  const asked = currentOf(alices)
  for (let times = 0; times < 12; times++) await world.tend()
  expect((await asked).generation).toBe(4)
})
