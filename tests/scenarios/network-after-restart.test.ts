/** What a device hears of others' journals once it was closed and opened again: whole cores, a real relay. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNodeNetwork } from '../../src/platform/node/network.ts'
import { limits } from '../../src/protocol/limits.ts'
import { startCore, type CoreDriver } from '../support/core-driver.ts'
import { connect, createPerson, type Person } from '../support/people.ts'
import { startRelayInProcess, type RelayInProcess } from '../support/relay-in-process.ts'

let relay: RelayInProcess
beforeAll(async () => {
  relay = await startRelayInProcess()
})
afterAll(() => relay.relay.close())

/** The same device, as it comes back from its disk. */
const openedAgain = ({ device }: Person): Promise<CoreDriver> => {
  device.network.cut()
  return startCore({
    ...device.ports,
    network: createNodeNetwork({ maxFrameBytes: limits.frameBytes }),
    lock: { acquire: async () => () => undefined },
  })
}

test('the first word of somebody one was connected to before is heard', async () => {
  const [alice, bob] = [await createPerson('Alice', relay.wsUrl), await createPerson('Bob', relay.wsUrl)]
  await connect(alice, bob)
  const again = await openedAgain(alice)
  const { post } = await again.do({
    type: 'post.publish',
    text: 'Back again.',
    audience: 'connections',
    mentions: [],
    images: [],
    works: [],
    added: null,
  })
  const target = { kind: 'post', account: alice.account, id: post } as const
  await bob.device.until({ type: 'feed', top: null, count: 10 }, row => row.items.length === 1, 20_000)
  await bob.device.do({ type: 'comment.publish', target, replyTo: null, text: 'Welcome.', mentions: [] })
  const talk = await again.until(
    { type: 'talk-about', target, count: 10 },
    row => row.comments.length === 1,
    20_000,
  )
  expect(talk.comments[0]?.text).toBe('Welcome.')
})
