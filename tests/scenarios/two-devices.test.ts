import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { createDevice, joinByWords, signUp } from '../support/world.ts'

let relay: RelayProcess
beforeAll(async () => {
  relay = await startRelay()
})
afterAll(() => relay.stop())

describe("Alice's two devices", () => {
  test('find each other by the words alone, and both edit', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.edit({ field: 'place', value: 'Lisbon' })
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    expect(await phone.profile(account)).toMatchObject({ name: 'Alice', place: 'Lisbon', isOwn: true })
    const devices = await laptop.until({ type: 'devices' }, rows => rows.length === 2)
    expect(devices.map(({ name, status }) => [name, status])).toEqual([
      ["Alice's first", 'active'],
      ['Phone', 'active'],
    ])
    await phone.edit({ field: 'bio', value: 'From the phone.', basedOn: '' })
    await laptop.profile(account, row => row.bio === 'From the phone.')
    await laptop.edit({ field: 'name', value: 'Alice Lumen' })
    await phone.profile(account, row => row.name === 'Alice Lumen')
  })

  test('edit different fields offline, and both edits survive', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.edit({ field: 'bio', value: 'One. Two.', basedOn: '' })
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    await phone.profile(account, row => row.bio === 'One. Two.')
    laptop.network.cut()
    phone.network.cut()
    await laptop.edit({ field: 'place', value: 'Porto' })
    await laptop.edit({ field: 'bio', value: 'One and a half. Two.', basedOn: 'One. Two.' })
    await phone.edit({ field: 'availability', value: 'available' })
    await phone.edit({ field: 'bio', value: 'One. Two. Three.', basedOn: 'One. Two.' })
    await phone.edit({ field: 'roles', value: [{ kind: 'known', id: 'gaffer' }] })
    expect((await laptop.until({ type: 'sync' }, row => row.waiting > 0)).state).not.toBe('on-relay')
    laptop.network.mend()
    phone.network.mend()
    const isMerged = (row: { bio: string; place: string; availability: string }): boolean =>
      row.place === 'Porto' && row.availability === 'available' && row.bio === 'One and a half. Two. Three.'
    const onLaptop = await laptop.profile(account, isMerged)
    const onPhone = await phone.profile(account, isMerged)
    expect(onLaptop.roles).toEqual([{ kind: 'known', id: 'gaffer' }])
    expect({ ...onPhone, copy: null }).toEqual({ ...onLaptop, copy: null })
  })

  test('that wrote the same short field at once keep one and offer the other', async () => {
    const { device: laptop, account } = await signUp('Alice', relay.wsUrl)
    await laptop.allOnRelay()
    const phone = await joinByWords(laptop, relay.wsUrl, 'Phone')
    await phone.profile(account)
    laptop.network.cut()
    phone.network.cut()
    await laptop.edit({ field: 'place', value: 'Porto' })
    await phone.edit({ field: 'place', value: 'Faro' })
    laptop.network.mend()
    phone.network.mend()
    const hasRival = (row: { alternatives: readonly unknown[] }): boolean => row.alternatives.length === 1
    const [onLaptop, onPhone] = [
      await laptop.profile(account, hasRival),
      await phone.profile(account, hasRival),
    ]
    expect(onPhone.alternatives).toEqual(onLaptop.alternatives)
    const [rival] = onLaptop.alternatives
    expect(new Set([rival?.kept, rival?.other])).toEqual(new Set(['Faro', 'Porto']))
    await laptop.edit({ field: 'place', value: rival?.other ?? '' })
    const settled = await phone.profile(
      account,
      row => row.place === rival?.other && row.alternatives.length === 0,
    )
    expect(settled.place).toBe(rival?.other)
  })

  test('words the relay does not know are said to be unknown, and leave nothing behind', async () => {
    const { device: alone } = await signUp('Nobody', null)
    const { words } = await alone.do({ type: 'recovery.show' })
    const other = await createDevice(relay.wsUrl)
    const recovered = await other.run({
      type: 'account.recover',
      words: words.join(' '),
      passphrase: null,
      deviceName: 'Phone',
      relay: relay.wsUrl,
    })
    expect(recovered).toEqual({ ok: false, error: { type: 'account-unknown-to-relay' } })
    expect(await other.ports.documents.list()).toEqual({ ok: true, value: [] })
    expect((await other.until({ type: 'session' }, () => true)).kind).toBe('empty')
  })
})
