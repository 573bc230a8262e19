/** Cleo's room, and what people say about it in turn. */
import { evaluateMembership } from '../../../../src/protocol/rooms/membership.ts'
import type { Control, ControlOperation, Room } from '../../../../src/protocol/rooms/room-types.ts'
import { control, membersOf, reasonOf, roomOf } from './room-people.ts'

export const room: Room = await roomOf('cleo')

/** Says it after everything that was said; `story.all` grows. */
export const createStory = () => {
  const all: Control[] = []
  const after = async (
    past: readonly Control[],
    author: string,
    operation: ControlOperation,
    target: string,
    frontier?: readonly (readonly [Uint8Array, number])[],
  ): Promise<Control> => {
    const one = await control(room, author, operation, target, past, frontier)
    all.push(one)
    return one
  }
  const membership = () => evaluateMembership(room, all)
  return {
    all,
    after,
    membership,
    says: (author: string, operation: ControlOperation, target: string): Promise<Control> => {
      const heads = new Set(membership().heads)
      return after(
        all.filter(one => [...heads].some(head => head.every((byte, at) => byte === one.id[at]))),
        author,
        operation,
        target,
      )
    },
    members: () => membersOf(membership()),
    reasonOf: (one: Control) => reasonOf(membership(), one),
  }
}
