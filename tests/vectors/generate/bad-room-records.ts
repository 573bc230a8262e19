/** Signed records of rooms that are refused: each is right but for one field of its body. */
import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { type RecordKind, type SignedRecord, signRecord } from '../../../src/protocol/records/record.ts'
import type { People } from './people.ts'
import { bytes } from './harbour.ts'

type Bad = readonly [name: string, record: SignedRecord, reason: string]

export const badRecords = async ({ laptop }: People, bodies: Readonly<Record<string, readonly Item[]>>) => {
  const bad: Bad[] = []
  const spoil = async (name: string, kind: RecordKind, at: number, value: Item, reason = 'wrong-shape') => {
    bad.push([name, await signRecord(laptop.sign, kind, (bodies[kind] ?? []).with(at, value)), reason])
  }
  const head = bytes(32, 9)
  const wrap = (device: number): Item => [bytes(32, device), 1, bytes(80, 1)]
  await spoil('a room of version 2', 'room', 0, 2, 'unknown-version')
  await spoil('a room whose messages vanish', 'room', 4, 'vanish')
  await spoil('a room with a short nonce', 'room', 3, bytes(31, 1))
  await spoil('an epoch for nobody', 'epoch', 6, [])
  await spoil('an epoch without a wrap', 'epoch', 8, [])
  await spoil('an epoch with two wraps for one device', 'epoch', 8, [wrap(1), wrap(1)])
  await spoil('an epoch whose wraps are out of order', 'epoch', 8, [wrap(2), wrap(1)])
  await spoil('an epoch whose wraps are short', 'epoch', 8, [[bytes(32, 1), 1, bytes(79, 1)]])
  await spoil('an epoch that quotes a chain without ends', 'epoch', 6, [[bytes(32, 1), []]])
  await spoil('an epoch with one head twice', 'epoch', 5, [head, head])
  await spoil(
    'an epoch with 65 heads of control',
    'epoch',
    5,
    Array.from({ length: 65 }, (_, at) => bytes(32, at)),
  )
  await spoil('an epoch that commits to 31 bytes', 'epoch', 7, bytes(31, 1))
  await spoil('an envelope that has seen one twice', 'env', 6, [bytes(16, 1), bytes(16, 1)])
  await spoil(
    'an envelope that has seen 17',
    'env',
    6,
    Array.from({ length: 17 }, (_, at) => bytes(16, at)),
  )
  await spoil('an envelope with a ciphertext of no padded size', 'env', 8, bytes(300, 1))
  await spoil('an envelope of nothing', 'env', 8, bytes(16, 1))
  await spoil('an envelope with a short nonce', 'env', 7, bytes(23, 1))
  await spoil('an envelope before the first', 'env', 4, null)
  await spoil('a control record with an unknown operation', 'ctl', 4, 'promote')
  await spoil('a control record that follows one twice', 'ctl', 1, [head, head])
  await spoil(
    'a control record that follows 65',
    'ctl',
    1,
    Array.from({ length: 65 }, (_, at) => bytes(32, at)),
  )
  await spoil('a frontier out of order', 'ctl', 7, [
    [bytes(16, 2), 1],
    [bytes(16, 1), 1],
  ])
  return bad
}
