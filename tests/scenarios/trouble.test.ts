import * as Automerge from '@automerge/automerge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountIdToText } from '../../src/core/account/account-id.ts'
import { createMemoryDocumentStorage } from '../../src/platform/memory/document-storage.ts'
import { createMemoryValueStorage } from '../../src/platform/memory/value-storage.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { connect, credentialsOf } from '../support/bare-client.ts'
import { startCore } from '../support/core-driver.ts'
import { everything } from '../support/hostile-relay.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { changesOf, createAccount, edit, newOwnedDoc, type TestAccount } from '../support/sealed-doc.ts'
import { signUp } from '../support/world.ts'

const create = { type: 'account.create', name: 'Alice', passphrase: null, deviceName: 'Laptop' } as const
const newLock = { acquire: async () => () => undefined }

describe('a device in trouble', () => {
  test('without storage says so at the start, and makes no half identity', async () => {
    const values = createMemoryValueStorage()
    values.failWith('unavailable')
    const core = await startCore({ values })
    expect(await core.until({ type: 'session' }, row => row.kind !== 'starting')).toEqual({
      kind: 'broken',
      problem: 'no-storage',
    })
    expect(await core.run(create)).toEqual({ ok: false, error: { type: 'storage', problem: 'no-storage' } })
  })

  test('with a full disk at sign-up says so, and signing up works once there is room', async () => {
    const documents = createMemoryDocumentStorage()
    const core = await startCore({ documents })
    documents.failWith('full')
    expect(await core.run(create)).toEqual({ ok: false, error: { type: 'storage', problem: 'disk-full' } })
    documents.failWith(null)
    const again = await startCore({ ...core.ports, lock: newLock })
    expect((await again.until({ type: 'session' }, row => row.kind !== 'starting')).kind).toBe('empty')
    expect((await again.run(create)).ok).toBe(true)
  })

  test('with a full disk refuses an edit, shows what is really saved, and takes the next one', async () => {
    const documents = createMemoryDocumentStorage()
    const core = await startCore({ documents })
    const { account } = await core.do(create)
    await core.do({ type: 'profile.edit', edit: { field: 'place', value: 'Lisbon' } })
    documents.failWith('full')
    expect(await core.run({ type: 'profile.edit', edit: { field: 'place', value: 'Porto' } })).toEqual({
      ok: false,
      error: { type: 'storage', problem: 'disk-full' },
    })
    documents.failWith(null)
    const place = (row: { kind: string; profile?: { place: string } }): string | undefined =>
      row.profile?.place
    expect(place(await core.until({ type: 'profile', account }, row => row.kind === 'shown'))).toBe('Lisbon')
    await core.do({ type: 'profile.edit', edit: { field: 'place', value: 'Faro' } })
    const again = await startCore({ ...core.ports, lock: newLock })
    expect(place(await again.until({ type: 'profile', account }, row => row.kind === 'shown'))).toBe('Faro')
  })

  test.each([
    ['cut short', (vault: Uint8Array) => vault.slice(0, 40), 'vault-corrupt'],
    ['of noise', () => Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 256), 'vault-corrupt'],
    [
      'with a byte changed',
      (vault: Uint8Array) => vault.with(vault.length - 3, (vault.at(-3) ?? 0) ^ 1),
      'vault-corrupt',
    ],
  ] as const)('with a vault %s says that it cannot be opened', async (_, damage, problem) => {
    const core = await startCore()
    await core.do(create)
    const stored = await core.ports.values.get('vault')
    if (!stored.ok || stored.value === null) throw new Error('no vault')
    await core.ports.values.set('vault', damage(stored.value))
    const again = await startCore({ ...core.ports, lock: newLock })
    expect(await again.until({ type: 'session' }, row => row.kind !== 'starting')).toEqual({
      kind: 'broken',
      problem,
    })
  })

  test('in a second window waits for the first, and says so', async () => {
    const first = await startCore()
    await first.do(create)
    const second = await startCore(first.ports)
    expect(await second.until({ type: 'session' }, row => row.kind === 'elsewhere')).toEqual({
      kind: 'elsewhere',
    })
  })

  test('takes names of one and of 200 characters, emoji and right-to-left, and refuses blank ones', async () => {
    for (const name of ['X', 'n'.repeat(200), '🎬🎥', 'ليلى', 'half \ud83c emoji']) {
      const core = await startCore()
      const { account } = await core.do({ ...create, name })
      const state = await core.until({ type: 'profile', account }, row => row.kind === 'shown')
      expect(state.kind === 'shown' && state.profile.name).toBe(name.replace(/\p{Surrogate}/gu, '\ufffd'))
    }
    for (const [name, reason] of [
      ['   ', 'empty'],
      ['\u200b\u00a0', 'empty'],
      ['n'.repeat(201), 'too-long'],
    ] as const) {
      const core = await startCore()
      expect(await core.run({ ...create, name })).toEqual({
        ok: false,
        error: { type: 'invalid-input', field: 'name', reason },
      })
    }
  })
})

describe("somebody else's profile", () => {
  let relay: RelayProcess
  beforeAll(async () => {
    relay = await startRelay()
  })
  afterAll(() => relay.stop())

  /** Puts an account's identity and profile on the relay, made by other means than our core. */
  const publish = async (
    account: TestAccount,
    mutate: (draft: Record<string, unknown>) => void,
  ): Promise<string> => {
    const profile = newOwnedDoc(account.account)
    await edit(account.first, profile, mutate)
    const client = await connect(relay.wsUrl, credentialsOf(account))
    const acknowledged = new Promise<void>(resolve => {
      client.onSync(profile.id, message => {
        const decoded = decodeSyncMessage(message)
        if (decoded.ok && decoded.value.heads.length > 0) resolve()
      })
    })
    client.sendSync(account.identity.id, everything(changesOf(account.identity)))
    client.sendSync(profile.id, everything(changesOf(profile)))
    await acknowledged
    await client.close()
    return accountIdToText(account.account)
  }

  test.each([
    ['of a newer version', { v: 2 }, 'newer-version'],
    ['without a version', { name: 'x' }, 'broken'],
    ['with a field of another type', { v: 1, name: 7 }, 'broken'],
    [
      'with a field far too long',
      { v: 1, name: new Automerge.ImmutableString('n'.repeat(100_000)) },
      'broken',
    ],
    [
      'with a link that runs script',
      { v: 1, 'link:a': new Uint8Array([0x83, 0, 0x60, 0x6d, ...Buffer.from('javascript:1;')]) },
      'broken',
    ],
  ] as const)('%s is said to be unreadable', async (_, content, reason) => {
    const account = await publish(await createAccount(), draft => Object.assign(draft, content))
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    const state = await bob.until({ type: 'profile', account }, row => row.kind === 'unreadable')
    expect(state).toEqual({ kind: 'unreadable', reason })
  })

  test('that nobody brought to the relay is said to be unknown there, and offline to be out of reach', async () => {
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    const account = accountIdToText((await createAccount()).account)
    expect(await bob.until({ type: 'profile', account }, row => row.kind === 'not-held')).toEqual({
      kind: 'not-held',
      reason: 'unknown-to-relay',
    })
    bob.network.cut()
    await bob.until({ type: 'sync' }, row => row.state === 'offline')
    const other = accountIdToText((await createAccount()).account)
    expect(
      await bob.until({ type: 'profile', account: other }, row => row.kind === 'not-held'),
    ).toMatchObject({ reason: 'offline' })
    expect(await bob.until({ type: 'profile', account: 'not-an-id' }, () => true)).toEqual({
      kind: 'bad-address',
    })
  })
})
