/** People of connections' small world, with audiences on their devices. */
import type { AudienceDeps } from '../../../../src/core/audiences/audience-deps.ts'
import type { AudienceKey } from '../../../../src/core/audiences/audience-types.ts'
import { type Audiences, createAudiences } from '../../../../src/core/audiences/create-audiences.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import { createProfileService, type ProfileService } from '../../../../src/core/profiles/profile-service.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { done, valueOf } from '../connections/outcomes.ts'
import type { PeopleDevice } from '../connections/people-device.ts'
import { createPeopleWorld, type PeopleWorld, type Person } from '../connections/people-world.ts'

export interface Reading {
  readonly device: PeopleDevice
  readonly profiles: ProfileService
  readonly audiences: Audiences
  readonly deps: AudienceDeps
  /** Accounts of which more secrets came, in order. */
  readonly news: AccountId[]
}

export const audiencesOn = async (
  device: PeopleDevice,
  changed: Partial<AudienceDeps> = {},
): Promise<Reading> => {
  const { deps: given, line } = device
  const profiles = createProfileService({ ...given, engine: line.engine })
  const deps: AudienceDeps = {
    ...given,
    engine: line.engine,
    profiles,
    people: () => device.people,
    ...changed,
  }
  const audiences = await createAudiences(deps)
  const news: AccountId[] = []
  audiences.onKeys(owner => news.push(owner))
  audiences.begin()
  await profiles.state(accountIdToText(deps.self))
  return { device, profiles, audiences, deps, news }
}

export interface AudienceWorld extends PeopleWorld {
  /** Both say yes. */
  connect(one: Person, other: Person): Promise<void>
  /** A while passes, in which what goes on in the background is done. */
  tend(): Promise<void>
}

export const createAudienceWorld = async (): Promise<AudienceWorld> => {
  const world = await createPeopleWorld()
  return {
    ...world,
    async connect(one, other) {
      // The first look at somebody brings their chain, without which they cannot be asked.
      const asked = await one.first.people.request(other.text, '')
      await world.settle()
      if (!asked.ok) await done(one.first.people.request(other.text, ''))
      await world.settle()
      await done(other.first.people.accept(one.text))
      await one.first.people.noteAnswer(other.account, 'accept')
      await world.settle()
    },
    async tend() {
      await world.settle()
      world.clock.advance(3_000)
      await world.settle()
    },
  }
}

export const currentOf = async ({ audiences }: Reading): Promise<AudienceKey> =>
  valueOf(await audiences.current())

/** What this device makes of it, after it had the time to look. */
export const foundBy = async (
  world: PeopleWorld,
  { audiences }: Reading,
  owner: AccountId,
  { generation, id }: AudienceKey,
): Promise<AudienceKey | null> => {
  audiences.find(owner, generation, id)
  await world.settle()
  return audiences.held(owner).find(key => key.generation === generation && key.id === id) ?? null
}

export const hexOf = (key: AudienceKey | null): string | null =>
  key === null ? null : Buffer.from(key.secret.reveal()).toString('hex')
