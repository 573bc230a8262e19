/**
 * Rows of this device under a key of its vault:
 *
 *   nonce24 │ secretbox(key length u16 │ key │ enc(value), nonce, key32)
 *
 * Keys and lengths show to whoever reads the disk.
 */
import { concatBytes, equalBytes, utf8ToBytes } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { ok } from '../../base/result.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import { boxOverheadBytes, nonceBytes, openBox, sealBox } from '../crypto/secretbox.ts'
import type { RowStorage } from '../ports.ts'
import type { SealedRows } from './private-types.ts'

interface OpenedRow {
  readonly bytes: Uint8Array
  readonly value: Item
}

/** A few screens of a conversation, which are looked at again and again. */
const mostRemembered = 1_024

/** `key32` stays the caller's, who wipes it when the vault locks. */
export const createSealedRows = (rows: RowStorage, key32: Uint8Array, random: Random): SealedRows => {
  const remembered = new Map<string, OpenedRow>()

  /** What was opened last stays open for as long as the same bytes come back. It is shared: nobody changes it. */
  const open = (key: string, bytes: Uint8Array): Item | null => {
    const known = remembered.get(key)
    remembered.delete(key)
    const value =
      known !== undefined && equalBytes(known.bytes, bytes) ? known.value : openRow(key, bytes, key32)
    if (value !== null) remember(key, { bytes, value })
    return value
  }
  const remember = (key: string, row: OpenedRow): void => {
    remembered.set(key, row)
    if (remembered.size <= mostRemembered) return
    for (const oldest of remembered.keys()) {
      remembered.delete(oldest)
      return
    }
  }

  return {
    seal: (key, value) => [key, sealRow(key, value, key32, random)],
    write: changes => rows.write(changes),
    async get(key) {
      const stored = await rows.get(key)
      if (!stored.ok) return stored
      return ok(stored.value === null ? null : open(key, stored.value))
    },
    async range(range) {
      const stored = await rows.range(range)
      if (!stored.ok) return stored
      return ok(
        stored.value.flatMap(([key, bytes]) => {
          const value = open(key, bytes)
          return value === null ? [] : [[key, value] as const]
        }),
      )
    },
    count: (from, to) => rows.count(from, to),
  }
}

const sealRow = (key: string, value: Item, key32: Uint8Array, random: Random): Uint8Array => {
  const { nonce, box } = sealBox(concatBytes(nameOf(key), enc(value)), key32, random)
  return concatBytes(nonce, box)
}

/** Null when it is not this row's, whoever wrote it. */
const openRow = (key: string, bytes: Uint8Array, key32: Uint8Array): Item | null => {
  if (bytes.length < nonceBytes + boxOverheadBytes) return null
  const sealed = { nonce: bytes.subarray(0, nonceBytes), box: bytes.subarray(nonceBytes) }
  const plain = openBox(sealed, key32)
  const name = nameOf(key)
  if (plain === null || !equalBytes(plain.subarray(0, name.length), name)) return null
  const value = dec(plain.subarray(name.length), 'sealed row')
  return value.ok ? value.value : null
}

const nameOf = (key: string): Uint8Array => {
  const name = utf8ToBytes(key)
  return concatBytes(Uint8Array.of(name.length >> 8, name.length & 255), name)
}
