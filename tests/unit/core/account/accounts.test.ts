import { describe, expect, test } from 'vitest'
import {
  accountKeyPair,
  type PublishedSecret,
  unwrapAccountSecret,
} from '../../../../src/core/account/account-secret.ts'
import { createAccountKeys, type NewAccount } from '../../../../src/core/account/create-account.ts'
import { type DevicePlan, planDeviceFromRoot } from '../../../../src/core/account/plan-device-from-root.ts'
import { planNewSecret, planRevoke } from '../../../../src/core/account/plan-secret.ts'
import { prekeysToUnwrapKeys } from '../../../../src/core/account/prekeys.ts'
import { openRootKeys, recoveryUnwrapKey } from '../../../../src/core/account/root-keys.ts'
import type { VaultContents } from '../../../../src/core/account/vault-contents.ts'
import { createSigner } from '../../../../src/core/crypto/ed25519.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { deviceOf } from '../../../../src/protocol/accounts/chain.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import { readAccount, type ReadAccount } from './account-stories.ts'

const random = unsafeSeededRandom(15)
const nowMs = 1_750_000_000_000
const details = (deviceName: string) => ({ deviceName, displayName: 'Alice', nowMs, random })

const signUp = (): Promise<NewAccount> => createAccountKeys(details('Laptop'))
const wordsOf = (made: NewAccount): Uint8Array => made.contents.recoveryEntropy?.reveal() ?? new Uint8Array()
const read = (made: NewAccount, ...records: readonly SignedRecord[]): Promise<ReadAccount> =>
  readAccount(made.contents.genesis, [...made.records, ...records], nowMs)

const bringToPhone = async (made: NewAccount, found: ReadAccount): Promise<DevicePlan> =>
  planDeviceFromRoot(
    await openRootKeys(wordsOf(made)),
    found.genesis,
    found.state,
    found.recipients,
    details('Phone'),
  )

const unwrapAs = (contents: VaultContents, secret: PublishedSecret | null) => {
  if (secret === null) throw new Error('no secret was published')
  const keys = prekeysToUnwrapKeys(contents.devicePublicKey, contents.prekeys)
  return unwrapAccountSecret(contents.genesis.account, secret, keys)
}

const newestHeld = (contents: VaultContents) => contents.accountSecrets.at(-1)?.secret.reveal()

describe('signing up', () => {
  test('gives an account with one active device and a secret that everybody agrees on', async () => {
    const made = await signUp()
    const { state, recipients } = await read(made)
    expect([...state.devices.values()].map(({ device, name, status }) => ({ device, name, status }))).toEqual(
      [{ device: made.signer.publicKey, name: 'Laptop', status: 'active' }],
    )
    expect(state.needsNewSecret).toBe(false)
    expect(state.heads).toHaveLength(1)
    expect(recipients.map(({ prekeyId }) => prekeyId)).toEqual([1])
    expect(made.records.map(({ kind }) => kind)).toEqual(['genesis', 'link', 'prekey', 'link'])
  })

  test('puts into the vault what belongs to the records', async () => {
    const made = await signUp()
    const { state } = await read(made)
    const { contents } = made
    expect((await createSigner(contents.deviceSeed.reveal())).publicKey).toEqual(contents.devicePublicKey)
    expect(contents.genesis.account).toEqual(state.account)
    const unwrapped = unwrapAs(contents, state.secret)
    expect(unwrapped.ok && unwrapped.value.secret.reveal()).toEqual(newestHeld(contents))
    expect(accountKeyPair(newestHeld(contents) ?? new Uint8Array(), 1).publicKey).toEqual(state.secret?.akX)
  })

  test('two people never get the same keys', async () => {
    const [alice, bob] = [await signUp(), await signUp()]
    expect(alice.contents.genesis.account).not.toEqual(bob.contents.genesis.account)
    expect(alice.signer.publicKey).not.toEqual(bob.signer.publicKey)
  })

  test('the words alone find the account and open its secret', async () => {
    const made = await signUp()
    const { state } = await read(made)
    const keys = await openRootKeys(wordsOf(made))
    expect(keys.account).toEqual(made.contents.genesis.account)
    if (state.secret === null) throw new Error('published')
    const unwrapped = unwrapAccountSecret(keys.account, state.secret, [recoveryUnwrapKey(keys)])
    expect(unwrapped.ok && unwrapped.value.secret.reveal()).toEqual(newestHeld(made.contents))
    keys.forget()
    await expect(keys.root.sign(new Uint8Array(1))).rejects.toThrow('forgotten')
    expect(keys.recovery.secretKey).toEqual(new Uint8Array(32))
  })
})

describe('bringing an identity to another browser', () => {
  test('adds a device of its own with the same secret, and wraps nothing again', async () => {
    const made = await signUp()
    const plan = await bringToPhone(made, await read(made))
    expect(plan.records.map(({ kind }) => kind)).toEqual(['link', 'prekey'])
    expect(newestHeld(plan.contents)).toEqual(newestHeld(made.contents))
    expect(plan.contents.recoveryEntropy).toBeNull()
    const { state, recipients } = await read(made, ...plan.records)
    expect([...state.devices.values()].map(({ name, status }) => [name, status])).toEqual([
      ['Laptop', 'active'],
      ['Phone', 'active'],
    ])
    expect(plan.signer.publicKey).not.toEqual(made.signer.publicKey)
    expect(recipients).toHaveLength(2)
  })

  test('makes a new secret when the newest was not wrapped to the recovery key', async () => {
    const made = await signUp()
    const found = await read(made)
    if (found.state.secret === null) throw new Error('published')
    const wraps = found.state.secret.wraps.slice(1)
    const hidden = { ...found, state: { ...found.state, secret: { ...found.state.secret, wraps } } }
    const plan = await bringToPhone(made, hidden)
    const { state } = await read(made, ...plan.records)
    expect(state.secret?.generation).toBe(2)
    for (const contents of [made.contents, plan.contents]) {
      const unwrapped = unwrapAs(contents, state.secret)
      expect(unwrapped.ok && unwrapped.value.secret.reveal()).toEqual(newestHeld(plan.contents))
    }
  })

  test('makes the new secret that a revocation left wanting, and keeps the old one', async () => {
    const made = await signUp()
    const phone = await bringToPhone(made, await read(made))
    const before = await read(made, ...phone.records)
    const left = await planRevoke(
      phone.signer,
      before.state,
      { device: phone.signer.publicKey, frontier: [] },
      before.recipients,
      random,
    )
    const after = await read(made, ...phone.records, ...left.records)
    expect(after.state.needsNewSecret).toBe(true)
    const tablet = await bringToPhone(made, after)
    const { state } = await read(made, ...phone.records, ...left.records, ...tablet.records)
    expect(state.needsNewSecret).toBe(false)
    expect(tablet.contents.accountSecrets.map(({ generation }) => generation)).toEqual([1, 2])
    expect(unwrapAs(made.contents, state.secret).ok).toBe(true)
    expect(unwrapAs(phone.contents, state.secret)).toEqual({ ok: false, error: { type: 'no-wrap' } })
  })

  test('is our own mistake with the words of somebody else', async () => {
    const [alice, bob] = [await signUp(), await signUp()]
    await expect(bringToPhone(bob, await read(alice))).rejects.toThrow('its own words')
  })
})

describe('revoking a device', () => {
  const withPhone = async () => {
    const made = await signUp()
    const phone = await bringToPhone(made, await read(made))
    return { made, phone, found: await read(made, ...phone.records) }
  }

  test('ends it, and gives those who stay a secret it cannot open', async () => {
    const { made, phone, found } = await withPhone()
    const frontier = [[random.bytes(32), [random.bytes(32)]]] as const
    const plan = await planRevoke(
      made.signer,
      found.state,
      { device: phone.signer.publicKey, frontier },
      found.recipients,
      random,
    )
    const { state } = await read(made, ...phone.records, ...plan.records)
    expect(deviceOf(state, phone.signer.publicKey)?.status).toMatchObject({ frontier, vouched: true })
    expect([state.needsNewSecret, state.secret?.generation]).toEqual([false, 2])
    const unwrapped = unwrapAs(made.contents, state.secret)
    expect(unwrapped.ok && unwrapped.value.secret.reveal()).toEqual(plan.secret?.secret.reveal())
    expect(unwrapAs(phone.contents, state.secret)).toEqual({ ok: false, error: { type: 'no-wrap' } })
    const keys = await openRootKeys(wordsOf(made))
    if (state.secret === null) throw new Error('published')
    expect(unwrapAccountSecret(keys.account, state.secret, [recoveryUnwrapKey(keys)]).ok).toBe(true)
  })

  test('oneself says only that; the others make the secret', async () => {
    const { made, phone, found } = await withPhone()
    const plan = await planRevoke(
      phone.signer,
      found.state,
      { device: phone.signer.publicKey, frontier: [] },
      found.recipients,
      random,
    )
    expect([plan.records.length, plan.secret]).toEqual([1, null])
    const after = await read(made, ...phone.records, ...plan.records)
    expect(after.state.needsNewSecret).toBe(true)
    const next = await planNewSecret(made.signer, after.state, after.recipients, random)
    const { state } = await read(made, ...phone.records, ...plan.records, ...next.records)
    expect(state.needsNewSecret).toBe(false)
  })

  test('names the devices it could not give the secret to', async () => {
    const { made, phone, found } = await withPhone()
    const broken = found.recipients.map(one => ({ ...one, x: new Uint8Array(32) }))
    const plan = await planNewSecret(made.signer, found.state, broken, random)
    expect(plan.leftOut).toEqual([made.signer.publicKey, phone.signer.publicKey])
    const { state } = await read(made, ...phone.records, ...plan.records)
    expect(state.secret?.wraps).toHaveLength(1)
  })

  test('fits a link whatever the number of devices', async () => {
    const { made, found } = await withPhone()
    const [first] = found.recipients
    if (first === undefined) throw new Error('two recipients')
    const crowd = Array.from({ length: limits.wrapsPerLink + 3 }, () => ({
      ...first,
      device: random.bytes(32),
    }))
    const plan = await planNewSecret(made.signer, found.state, crowd, random)
    expect(plan.leftOut).toEqual(crowd.slice(limits.wrapsPerLink - 1).map(({ device }) => device))
  })
})

describe('a wrap of the account secret', () => {
  test('that is for us and holds something else is told from one that is not for us', async () => {
    const made = await signUp()
    const { state } = await read(made)
    if (state.secret === null) throw new Error('published')
    const other = { ...state.secret, akX: random.bytes(32) }
    expect(unwrapAs(made.contents, other)).toEqual({ ok: false, error: { type: 'broken-wrap' } })
    expect(unwrapAs(made.contents, { ...state.secret, wraps: [] })).toEqual({
      ok: false,
      error: { type: 'no-wrap' },
    })
    const changed = state.secret.wraps.map(
      ([to, keyId, wrap]) => [to, keyId, wrap.with(79, (wrap[79] ?? 0) ^ 1)] as const,
    )
    expect(unwrapAs(made.contents, { ...state.secret, wraps: changed })).toEqual({
      ok: false,
      error: { type: 'broken-wrap' },
    })
  })

  test('does not open as another generation, nor in another account', async () => {
    const [alice, bob] = [await signUp(), await signUp()]
    const { state } = await read(alice)
    if (state.secret === null) throw new Error('published')
    expect(unwrapAs(alice.contents, { ...state.secret, generation: 2 }).ok).toBe(false)
    const keys = prekeysToUnwrapKeys(alice.contents.devicePublicKey, alice.contents.prekeys)
    expect(unwrapAccountSecret(bob.contents.genesis.account, state.secret, keys).ok).toBe(false)
  })

  test('a good wrap is found behind a broken one', async () => {
    const made = await signUp()
    const { state } = await read(made)
    if (state.secret === null) throw new Error('published')
    const broken = state.secret.wraps.map(([to, keyId]) => [to, keyId, new Uint8Array(80)] as const)
    expect(unwrapAs(made.contents, { ...state.secret, wraps: [...broken, ...state.secret.wraps] }).ok).toBe(
      true,
    )
  })
})
