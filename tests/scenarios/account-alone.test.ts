import { describe, expect, test } from 'vitest'
import { startCore } from '../support/core-driver.ts'

const create = { type: 'account.create', name: 'Alice', passphrase: null, deviceName: 'Laptop' } as const

describe('an account with no network', () => {
  test('is made from one name, and is there after a restart', async () => {
    const first = await startCore()
    const { account } = await first.do(create)
    await first.do({ type: 'profile.edit', edit: { field: 'place', value: 'Lisbon' } })
    await first.do({ type: 'profile.edit', edit: { field: 'bio', value: 'I light things.', basedOn: '' } })
    const again = await startCore({ ...first.ports, lock: { acquire: async () => () => undefined } })
    const row = await again.until({ type: 'profile', account }, state => state.kind === 'shown')
    expect(row).toMatchObject({
      kind: 'shown',
      profile: { name: 'Alice', place: 'Lisbon', bio: 'I light things.', copy: 'only-here' },
    })
  })

  test('has one device, which is this one', async () => {
    const core = await startCore()
    await core.do(create)
    const rows = await core.until({ type: 'devices' }, devices => devices.length > 0)
    expect(rows).toMatchObject([{ name: 'Laptop', isThis: true, status: 'active', canRevoke: true }])
  })

  test('locks, and opens again with its passphrase only', async () => {
    const core = await startCore()
    await core.do({ ...create, passphrase: 'a long enough passphrase' })
    await core.do({ type: 'account.lock' })
    expect((await core.run({ type: 'profile.edit', edit: { field: 'name', value: 'Eve' } })).ok).toBe(false)
    expect(await core.run({ type: 'account.unlock', passphrase: 'not this one at all' })).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    })
    await core.do({ type: 'account.unlock', passphrase: 'a long enough passphrase' })
    const state = await core.until({ type: 'session' }, row => row.kind === 'open')
    expect(state).toMatchObject({ protection: 'passphrase', recovery: 'unproved' })
  })
})
