import { beforeEach, describe, expect, it } from 'vitest'
import { createDiscoveryWorld, type DiscoveryWorld } from './discovery-world.ts'

let world: DiscoveryWorld
beforeEach(async () => {
  world = await createDiscoveryWorld()
})

const isInProfile = (): unknown => world.store.replica(world.self.profile.id)?.doc()['listed']

describe('being listed', () => {
  it('is off until the question was answered', () => {
    expect(world.discovery.listing()).toBe('unasked')
    expect(isInProfile()).toBeUndefined()
  })

  it('is what one said last, in one’s own profile', async () => {
    let told = 0
    world.discovery.onChange(() => told++)
    expect(await world.discovery.changeListing(true)).toEqual({ ok: true, value: null })
    expect(world.discovery.listing()).toBe('listed')
    expect(isInProfile()).toBe(true)
    expect(await world.discovery.changeListing(false)).toEqual({ ok: true, value: null })
    expect(world.discovery.listing()).toBe('not-listed')
    expect(isInProfile()).toBe(false)
    await world.settle()
    expect(told).toBeGreaterThan(0)
  })

  it('is asked once, on this device and the next time it starts', async () => {
    await world.discovery.changeListing(false)
    expect(world.discovery.listing()).toBe('not-listed')
    world = await world.restart()
    expect(world.discovery.listing()).toBe('not-listed')
  })

  it('cannot be changed by a device that was taken out', async () => {
    world.revoke()
    expect(await world.discovery.changeListing(true)).toMatchObject({ error: { type: 'not-allowed' } })
    expect(world.discovery.listing()).toBe('unasked')
  })
})
