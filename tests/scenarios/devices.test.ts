import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createDevice, joinByWords, signUp, type TestDevice } from '../support/world.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
})
afterAll(() => relay.stop())

const idOf = async (device: TestDevice, name: string): Promise<string> => {
  const rows = await device.until({ type: 'devices' }, devices => devices.some(row => row.name === name))
  return rows.find(row => row.name === name)?.id ?? ''
}
const statusOf = (rows: readonly { name: string; status: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ name, status }) => [name, status]))

/** Everything on one device's disk, as a thief copies it. */
const copyDisk = async (from: TestDevice, to: TestDevice): Promise<void> => {
  const listed = await from.ports.documents.list()
  for (const id of listed.ok ? listed.value : []) {
    const chunks = await from.ports.documents.load(id)
    for (const chunk of chunks.ok ? chunks.value : []) await to.ports.documents.append(id, chunk)
  }
}

describe('a stolen device', () => {
  test('that was revoked adds nothing that anybody shows, whoever carries it', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    await phone.edit({ field: 'place', value: 'Lisbon' })
    await laptop.profile(account, row => row.place === 'Lisbon')
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    await bob.profile(account, row => row.place === 'Lisbon')

    phone.network.cut()
    await laptop.do({ type: 'device.revoke', device: await idOf(laptop, 'Phone') })
    await laptop.allOnRelay()
    await phone.edit({ field: 'name', value: 'Stolen' })

    phone.network.mend()
    const row = await phone.until({ type: 'sync' }, sync => sync.problem !== null)
    expect(row.problem).toBe('device-revoked')

    const { device: eve, account: eveAccount } = await signUp('Eve', null)
    await copyDisk(phone, eve)
    await eve.profile(account, held => held.name === 'Stolen')
    await eve.do({ type: 'settings.change', change: { relay: relay.wsUrl } })
    await eve.profile(account, held => held.name === 'Alice')
    await eve.edit({ field: 'name', value: 'Eve' })
    await eve.until({ type: 'sync' }, sync => sync.state === 'on-relay')
    await bob.profile(eveAccount, held => held.name === 'Eve')

    await laptop.edit({ field: 'place', value: 'Porto' })
    expect(await bob.profile(account, held => held.place === 'Porto')).toMatchObject({ name: 'Alice' })
    const { device: carol } = await signUp('Carol', relay.wsUrl)
    expect(await carol.profile(account, held => held.place === 'Porto')).toMatchObject({ name: 'Alice' })
  })

  test('keeps what it sealed before it was revoked', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    await phone.edit({ field: 'bio', value: 'Written on the phone.', basedOn: '' })
    await laptop.profile(account, row => row.bio !== '')
    await laptop.do({ type: 'device.revoke', device: await idOf(laptop, 'Phone') })
    await laptop.allOnRelay()
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    expect((await bob.profile(account)).bio).toBe('Written on the phone.')
  })

  test('cannot revoke an older one, and what it revokes first stays revoked', async () => {
    const { device: laptop } = await signUp('Alice', relay.wsUrl)
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    await phone.allOnRelay()
    const tablet = await joinByWords(laptop, relay.wsUrl, 'Tablet')
    await tablet.allOnRelay()
    expect(await phone.run({ type: 'device.revoke', device: await idOf(phone, "Alice's first") })).toEqual({
      ok: false,
      error: { type: 'not-allowed', reason: 'device-is-older' },
    })
    await phone.do({ type: 'device.revoke', device: await idOf(phone, 'Tablet') })
    await laptop.until({ type: 'devices' }, rows => statusOf(rows)['Tablet'] === 'revoked')
    await laptop.do({ type: 'device.revoke', device: await idOf(laptop, 'Phone') })
    const rows = await laptop.until({ type: 'devices' }, devices => statusOf(devices)['Phone'] === 'revoked')
    expect(statusOf(rows)).toEqual({ "Alice's first": 'active', Phone: 'revoked', Tablet: 'revoked' })
    const session = await tablet.until({ type: 'session' }, state => state.kind === 'open' && state.revoked)
    expect(session).toMatchObject({ revoked: true })
    expect((await tablet.run({ type: 'profile.edit', edit: { field: 'name', value: 'X' } })).ok).toBe(false)
  })

  test('that is the eldest is revoked with the words', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.allOnRelay()
    const { words } = await laptop.do({ type: 'recovery.show' })
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    laptop.network.cut()
    const eldest = await idOf(phone, "Alice's first")
    const { device: stranger } = await signUp('Zoe', null)
    const others = (await stranger.do({ type: 'recovery.show' })).words.join(' ')
    expect(await phone.run({ type: 'device.revoke', device: eldest, words: others })).toEqual({
      ok: false,
      error: { type: 'words-of-another' },
    })
    await phone.do({ type: 'device.revoke', device: eldest, words: words.join(' ') })
    await phone.edit({ field: 'place', value: 'Faro' })
    await phone.allOnRelay()
    const bob = await createDevice(relay.wsUrl)
    await bob.do({ type: 'account.create', name: 'Bob', passphrase: null, deviceName: 'B' })
    expect(await bob.profile(account, row => row.place === 'Faro')).toMatchObject({ name: 'Alice' })
  })
})
