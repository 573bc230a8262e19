/** Keys that came with an invitation, until the room's line takes them: [[epoch32, secret32] …]. */
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { bytesOf, list, parseItem, tuple } from '../../../../protocol/codec/shape.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { EpochId } from '../../../../protocol/rooms/room-types.ts'

export type HandedKeys = readonly (readonly [epoch: EpochId, secret: Uint8Array])[]

const shape = list(tuple<[Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(32)), limits.handedKeys)

export const handedKeysToRow = (keys: HandedKeys): Item => keys.map(([epoch, secret]) => [epoch, secret])

export const parseHandedKeys = (row: Item): HandedKeys => {
  const parsed = parseItem(shape, row, 'keys row')
  return parsed.ok ? parsed.value.map(([epoch, secret]) => [epoch as EpochId, secret]) : []
}
