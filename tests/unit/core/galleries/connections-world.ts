/** People who are connected or not, with galleries: real accounts, audiences and a real hub; images are only named. */
import { ok } from '../../../../src/base/result.ts'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import type { GalleryService } from '../../../../src/core/galleries/gallery-types.ts'
import { createMemoryValueStorage } from '../../../../src/platform/memory/value-storage.ts'
import { type AudienceWorld, audiencesOn, type Reading } from '../audiences/audience-world.ts'
import type { PeopleDevice } from '../connections/people-device.ts'
import { restaged } from './gallery-world.ts'

export interface Gallery {
  readonly galleries: GalleryService
  readonly reading: Reading
}

export const galleriesOn = async (device: PeopleDevice, given?: Reading): Promise<Gallery> => {
  const reading = given ?? (await audiencesOn(device))
  const { deps, audiences } = reading
  const { engine } = device.line
  const galleries = createGalleryService({
    ...deps,
    store: device.store,
    audiences,
    availability: engine.availability,
    isAcknowledged: engine.isAcknowledged,
    isLive: () => engine.status().line === 'ready',
    random: deps.ports.random,
    clock: deps.ports.clock,
    values: createMemoryValueStorage(),
    isOnRelay: () => true,
    restage: async (ref, audience) => ok(restaged(ref, audience)),
  })
  return { galleries, reading }
}

/** Has everything that one person shows somebody else come, until nothing more does. */
export const look = async (world: AudienceWorld, { galleries }: Gallery, account: string) => {
  for (let round = 0; round < 3; round++) {
    await galleries.albums(account)
    await world.settle()
  }
  return galleries.albums(account)
}
