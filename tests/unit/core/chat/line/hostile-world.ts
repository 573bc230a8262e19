import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import type { SignedRecord } from '../../../../../src/protocol/records/record.ts'
import { type ForgedEpoch, forgeEpoch, idOf, plant } from './forge.ts'
import type { LineDevice } from './line-device.ts'
import { createLineWorld, type Person } from './line-world.ts'
import { until } from './outcomes.ts'
import { newRoom, seatingOf, sit } from './talker.ts'

type KnownPerson = Person & { readonly first: LineDevice }

/** Alice, Bob and Mallory, who is a member like any other, and whose program does as it likes. */
export const createHostileWorld = async () => {
  await loadAutomerge()
  const world = await createLineWorld()
  const people = {
    alice: await world.person('Alice'),
    bob: await world.person('Bob'),
    mallory: await world.person('Mallory'),
  }
  const malloryPhone = await people.mallory.addDevice('Mallory 2')
  return {
    people,
    seat: () => seatAll(people, malloryPhone),
    close: () => world.close(),
  }
}

export type HostileWorld = Awaited<ReturnType<typeof createHostileWorld>>
export type HostileScene = Awaited<ReturnType<HostileWorld['seat']>>

/** All three in a new room, where Bob reads and Mallory has made an epoch. */
const seatAll = async (
  { alice, bob, mallory }: Readonly<Record<'alice' | 'bob' | 'mallory', KnownPerson>>,
  malloryPhone: LineDevice,
) => {
  const everybody = () => [alice.account, bob.account, mallory.account]
  const seating = seatingOf(newRoom(), everybody())
  const scene = { reader: await sit(bob.first, seating) }
  await sit(alice.first, seating)
  await sit(mallory.first, seating)
  for (const { first } of [alice, bob, mallory]) {
    await until(
      () =>
        activeDevices(first, alice) === 1 &&
        activeDevices(first, bob) === 1 &&
        activeDevices(first, mallory) === 2,
    )
  }
  const epoch = await forgeEpoch(mallory.first, seating.room, everybody())

  /** What Bob is told of an entry that Mallory wrote. */
  const toldOf = async (id: Uint8Array): Promise<string> => {
    await until(() => scene.reader.shown.has(bytesToHex(id)))
    const content = scene.reader.shown.get(bytesToHex(id))?.content
    return content === undefined || content.ok ? 'read' : content.reason
  }

  const plantEnvelope = async (made: ForgedEpoch, envelope: SignedRecord): Promise<string> => {
    await plant(mallory.first, seating.room, made.record, envelope)
    return toldOf(idOf(envelope))
  }

  return Object.assign(scene, {
    alice,
    bob,
    mallory,
    malloryPhone,
    everybody,
    seating,
    epoch,
    toldOf,
    plantEnvelope,
  })
}

const activeDevices = (device: LineDevice, person: Person): number =>
  device.book.entryOf(person.account)?.state.devices.size ?? 0
