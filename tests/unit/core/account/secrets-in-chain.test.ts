import { describe, expect, test } from 'vitest'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import { createAccountKeys } from '../../../../src/core/account/create-account.ts'
import { planNewSecret } from '../../../../src/core/account/plan-secret.ts'
import { prekeysToUnwrapKeys } from '../../../../src/core/account/prekeys.ts'
import { openRootKeys, recoveryUnwrapKey } from '../../../../src/core/account/root-keys.ts'
import { byGeneration, currentSecret, secretsBeyond } from '../../../../src/core/account/secrets-in-chain.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { readAccount } from './account-stories.ts'

const random = unsafeSeededRandom(41)
const nowMs = 1_750_000_000_000

/** An account with secrets of two generations, both in its chain. */
const twoGenerations = async () => {
  const made = await createAccountKeys({ deviceName: 'Laptop', displayName: 'Ada', nowMs, random })
  const before = await readAccount(made.contents.genesis, made.records, nowMs)
  const plan = await planNewSecret(made.signer, before.state, before.recipients, random)
  const chain = [...made.records, ...plan.records]
  const { state } = await readAccount(made.contents.genesis, chain, nowMs)
  if (plan.secret === null) throw new Error('planned')
  return { made, chain, state, first: made.contents.accountSecrets, second: plan.secret }
}

const revealed = (secrets: readonly HeldAccountSecret[]) => secrets.map(({ secret }) => secret.reveal())

describe('secrets of every generation', () => {
  test('come through the recovery key, oldest first', async () => {
    const { made, chain, first, second } = await twoGenerations()
    const keys = await openRootKeys(made.contents.recoveryEntropy?.reveal() ?? new Uint8Array())
    const found = byGeneration(secretsBeyond([], keys.account, chain, [recoveryUnwrapKey(keys)]))
    expect(found.map(({ generation }) => generation)).toEqual([1, 2])
    expect(revealed(found)).toEqual(revealed([...first, second]))
  })

  test('are fetched by a device that was away when one was made, and only what it lacks', async () => {
    const { made, chain, first, second } = await twoGenerations()
    const keys = prekeysToUnwrapKeys(made.signer.publicKey, made.contents.prekeys)
    const { account } = made.contents.genesis
    expect(revealed(secretsBeyond(first, account, chain, keys))).toEqual(revealed([second]))
    expect(secretsBeyond([...first, second], account, chain, keys)).toEqual([])
  })

  test('stay closed to keys that none was wrapped to', async () => {
    const { made, chain } = await twoGenerations()
    const stranger = await createAccountKeys({ deviceName: 'Other', displayName: 'Eve', nowMs, random })
    const keys = prekeysToUnwrapKeys(stranger.signer.publicKey, stranger.contents.prekeys)
    expect(secretsBeyond([], made.contents.genesis.account, chain, keys)).toEqual([])
  })
})

describe('the secret in use', () => {
  test('is the one the chain names, not the highest number held', async () => {
    const { state, first, second } = await twoGenerations()
    const forged = { generation: 9, secret: first[0]?.secret ?? second.secret }
    expect(currentSecret([...first, second, forged], state.secret)?.generation).toBe(2)
    expect(currentSecret(first, state.secret)).toBeNull()
    expect(currentSecret(first, null)).toBeNull()
  })
})
