import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startHostileRelay } from '../support/hostile-relay.ts'
import { type RelayProcess, type RelayProcessOptions, startRelay } from '../support/relay-process.ts'
import { signUp } from '../support/world.ts'

const running: RelayProcess[] = []
const folders: string[] = []
const start = async (options: RelayProcessOptions = {}): Promise<RelayProcess> => {
  const relay = await startRelay(options)
  running.push(relay)
  return relay
}
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'gesso-relays-'))
  folders.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(running.splice(0).map(relay => relay.stop()))
  await Promise.all(folders.splice(0).map(made => rm(made, { recursive: true, force: true })))
})

describe('relays', () => {
  test("a friend carries Alice's newer profile to a relay that has an older one", async () => {
    const [old, other] = [await start(), await start()]
    const { device: alice, account } = await signUp('Alice', old.wsUrl)
    await alice.edit({ field: 'place', value: 'Lisbon' })
    await alice.allOnRelay()
    await alice.do({ type: 'settings.change', change: { relay: other.wsUrl } })
    await alice.edit({ field: 'place', value: 'Porto' })
    await alice.allOnRelay()
    const { device: bob } = await signUp('Bob', other.wsUrl)
    await bob.profile(account, row => row.place === 'Porto')
    alice.network.cut()
    const { device: carol } = await signUp('Carol', old.wsUrl)
    await carol.profile(account, row => row.place === 'Lisbon')
    await bob.do({ type: 'settings.change', change: { relay: old.wsUrl } })
    expect((await carol.profile(account, row => row.place === 'Porto')).name).toBe('Alice')
  })

  test('what a relay acknowledged is there after kill -9, without the device that brought it', async () => {
    const dataDir = await folder()
    let relay = await start({ dataDir })
    const { port } = relay
    const { device: alice, account } = await signUp('Alice', relay.wsUrl)
    for (let round = 1; round <= 3; round++) {
      await alice.edit({ field: 'place', value: `Round ${round}` })
      await alice.allOnRelay()
      await relay.kill('SIGKILL')
      alice.network.cut()
      relay = await start({ dataDir, port })
      const { device: bob } = await signUp('Bob', relay.wsUrl)
      expect((await bob.profile(account)).place).toBe(`Round ${round}`)
      alice.network.mend()
    }
  })

  test('one that is killed in the middle of a stream of edits ends with the last of them', async () => {
    const dataDir = await folder()
    let relay = await start({ dataDir })
    const { port } = relay
    const { device: alice, account } = await signUp('Alice', relay.wsUrl)
    const { device: bob } = await signUp('Bob', relay.wsUrl)
    await alice.allOnRelay()
    await bob.profile(account)
    for (let edit = 1; edit <= 60; edit++) {
      await alice.edit({ field: 'bio', value: `Edit ${edit}`, basedOn: edit === 1 ? '' : `Edit ${edit - 1}` })
      if (edit % 20 !== 10) continue
      await relay.kill('SIGKILL')
      relay = await start({ dataDir, port })
      alice.network.mend()
      bob.network.mend()
    }
    expect((await bob.profile(account, row => row.bio === 'Edit 60')).name).toBe('Alice')
    await alice.allOnRelay()
  })

  test('one that starts again from nothing is refilled by the devices', async () => {
    const first = await start()
    const { port } = first
    const { device: alice, account } = await signUp('Alice', first.wsUrl)
    await alice.edit({ field: 'place', value: 'Lisbon' })
    await alice.allOnRelay()
    await first.stop()
    await alice.until({ type: 'sync' }, row => row.state === 'offline')
    const second = await start({ port })
    alice.network.mend()
    const { device: bob } = await signUp('Bob', second.wsUrl)
    expect((await bob.profile(account, row => row.place === 'Lisbon')).name).toBe('Alice')
    await alice.allOnRelay()
  })

  test('one that claims to be another gets no answer that it could use there', async () => {
    const liar = await startHostileRelay(new Map(), 'https://relay.example')
    const { device: alice } = await signUp('Alice', liar.wsUrl)
    const row = await alice.until({ type: 'sync' }, sync => sync.problem !== null)
    expect(row).toMatchObject({ state: 'needs-you', problem: 'relay-wrong-origin' })
    expect(liar.answers()).toBe(0)
    await liar.close()
  })

  test('one that is rolled back takes nothing from a reader who saw more, and gets it back from them', async () => {
    const [dataDir, before] = [await folder(), await folder()]
    const honest = await start({ dataDir })
    const { port } = honest
    const { device: alice, account } = await signUp('Alice', honest.wsUrl)
    await alice.edit({ field: 'place', value: 'Lisbon' })
    await alice.allOnRelay()
    const { device: bob } = await signUp('Bob', honest.wsUrl)
    await bob.profile(account, row => row.place === 'Lisbon')
    await honest.kill()
    await cp(dataDir, before, { recursive: true })
    const again = await start({ dataDir, port })
    for (const device of [alice, bob]) device.network.mend()
    await alice.edit({ field: 'place', value: 'Porto' })
    await bob.profile(account, row => row.place === 'Porto')
    alice.network.cut()
    await again.kill()
    const rolledBack = await start({ dataDir: before, port })
    bob.network.mend()
    await bob.allOnRelay()
    expect((await bob.profile(account)).place).toBe('Porto')
    const { device: carol } = await signUp('Carol', rolledBack.wsUrl)
    expect((await carol.profile(account, row => row.place === 'Porto')).name).toBe('Alice')
  })
})
