import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import { addedTexts, createTwoWriters, postOf, type TwoWriters } from './journal-world.ts'

let story: TwoWriters
beforeEach(async () => {
  story = await createTwoWriters()
})
afterEach(() => story.world.close())

describe('a long journal', () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => ({
      plain: postOf(`post ${from + index}`),
      audience: 'public' as const,
      about: null,
    }))

  test('goes on in another segment, which others find; older ones are read when looked at', async () => {
    const { world, alice, bob } = story
    const written = valueOf(await alice.line.write(many(300)))
    expect(written.map(({ segment }) => segment)).toEqual([...Array(256).fill(0), ...Array(44).fill(1)])
    await alice.untilHeard('post 299')
    expect(alice.profiles.held(alice.account)?.journal).toBe(2)
    await alice.untilOnRelay(0)
    await alice.untilOnRelay(1)
    await until(() => !alice.isOpen(alice.account, 0))
    expect(alice.line.isAcknowledged(alice.account, 0)).toBe(true)
    bob.line.keep([alice.account])
    await bob.untilHeard('post 299')
    expect(bob.line.reach(alice.account)).toEqual({ segments: 2, read: 1, state: 'held' })
    expect(bob.heard.has('post 0')).toBe(false)
    expect(await bob.line.look(alice.account, 0)).toEqual({ segments: 2, read: 2, state: 'held' })
    expect(bob.heard.size).toBe(300)
    const laptop = await world.anotherDevice(alice, 'Laptop')
    await laptop.untilHeard('post 0')
    await laptop.untilHeard('post 299')
  })

  test('is followed into the next segment by those who have read so far', async () => {
    const { alice, bob } = story
    valueOf(await alice.line.write(many(256)))
    await alice.untilOnRelay(0)
    bob.line.keep([alice.account])
    await bob.untilHeard('post 255')
    bob.device.network.cut()
    valueOf(await alice.line.write(many(300, 256)))
    await alice.untilOnRelay(2)
    bob.device.network.mend()
    await bob.untilHeard('post 300')
    await bob.untilHeard('post 555')
    expect(addedTexts(bob)).toHaveLength(556)
  })

  test('takes entries that are too many for one change in several', async () => {
    const { alice, bob } = story
    const text = 'x'.repeat(9_000)
    valueOf(
      await alice.line.write(
        Array.from({ length: 60 }, (_, index) => ({
          plain: postOf(`${index} ${text}`),
          audience: 'public' as const,
          about: null,
        })),
      ),
    )
    await alice.untilHeard(`59 ${text}`)
    await alice.untilOnRelay()
    await bob.line.look(alice.account, null)
    expect(bob.heard.size).toBe(60)
  })
})
