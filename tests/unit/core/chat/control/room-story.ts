/** Ana, Bo and Cleo with a device each, and a room that Ana makes for them. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import type { TestAccount } from '../../../../support/sealed-doc.ts'
import {
  createPeople,
  createRoomsWorld,
  type RoomDevice,
  roomOf,
  type RoomsWorld,
  valueOf,
} from './rooms-world.ts'

type Names = 'ana' | 'bo' | 'cleo' | 'eve'

interface Story extends RoomsWorld {
  readonly people: Readonly<Record<Names, TestAccount>>
  readonly ana: RoomDevice
  readonly bo: RoomDevice
  readonly cleo: RoomDevice
  /** As the members of whoever's only room, `ana!` an admin. */
  membersOf(device: RoomDevice): readonly string[]
  /** Ana's room, with Bo and Cleo in it. */
  shareRoom(): Promise<string>
}

export const startStory = async (): Promise<Story> => {
  const people = await createPeople('ana', 'bo', 'cleo', 'eve')
  const world = await createRoomsWorld(Object.values(people))
  const [ana, bo, cleo] = [
    await world.device(people.ana, people.ana.first),
    await world.device(people.bo, people.bo.first),
    await world.device(people.cleo, people.cleo.first),
  ]
  const names = new Map(Object.entries(people).map(([name, { account }]) => [bytesToHex(account), name]))
  return {
    ...world,
    people,
    ana,
    bo,
    cleo,
    membersOf: device =>
      roomOf(device).membership.members.map(
        ({ account, role }) => (names.get(bytesToHex(account)) ?? '?') + (role === 'admin' ? '!' : ''),
      ),
    async shareRoom() {
      const made = valueOf(await ana.rooms.create('  Studio ', 'keep'))
      valueOf(await ana.rooms.add(made.conversation, [people.bo.account, people.cleo.account]))
      for (const guest of [bo, cleo]) {
        await guest.rooms.noteInvitation(people.ana.account, made.room, 'Studio', [])
        valueOf(await guest.rooms.join(made.conversation))
      }
      await world.settle()
      return made.conversation
    },
  }
}
