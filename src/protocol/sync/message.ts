/**
 * A message of Automerge's sync protocol, version 1:
 *
 *   42 · heads (count, 32 bytes each) · need (the same) · have (count, each: lastSync hashes, bloom length
 *   and bytes) · changes (count, each: length and bytes) · capabilities (ignored; never written)
 *
 * Because no capability is ever announced, a peer running Automerge never answers with version 2, whose
 * whole documents could not be checked change by change.
 */
import { concatBytes, hexToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { createByteReader, type ByteReader, ulebBytes } from '../changes/byte-reader.ts'
import { type ChangeHash, readHashes } from '../changes/change.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'

export interface Have {
  readonly lastSync: readonly ChangeHash[]
  readonly bloom: Uint8Array
}

export interface SyncMessage {
  readonly heads: readonly ChangeHash[]
  readonly need: readonly ChangeHash[]
  readonly have: readonly Have[]
  readonly changes: readonly Uint8Array[]
}

/** Automerge's own: bits and probes for an entry of a bloom filter. */
const bloomBits = 10
const bloomProbes = 7
const version1 = 0x42
const version2 = 0x43

const encodeHashes = (hashes: readonly ChangeHash[]): Uint8Array =>
  concatBytes(
    ulebBytes(hashes.length),
    ...hashes.toSorted().map(hash => hexToBytes(hash) ?? new Uint8Array()),
  )

const withLength = (bytes: Uint8Array): Uint8Array => concatBytes(ulebBytes(bytes.length), bytes)

export const encodeSyncMessage = (message: SyncMessage): Uint8Array =>
  concatBytes(
    Uint8Array.of(version1),
    encodeHashes(message.heads),
    encodeHashes(message.need),
    ulebBytes(message.have.length),
    ...message.have.flatMap(have => [encodeHashes(have.lastSync), withLength(have.bloom)]),
    ulebBytes(message.changes.length),
    ...message.changes.map(withLength),
  )

/** Sizes are bounded by `limits`; changes are views, unparsed. */
export const decodeSyncMessage = (bytes: Uint8Array): Result<SyncMessage, Malformed> => {
  if (bytes.length > limits.syncMessageBytes) return err(malformed('sync message', 'too-large'))
  const reader = createByteReader(bytes)
  const version = reader.bytes(1)[0]
  if (version === version2) return err(malformed('sync message', 'unknown-version'))
  if (version !== version1) return err(malformed('sync message', 'unknown-kind'))
  const heads = readHashes(reader, limits.syncHashes)
  const need = readHashes(reader, limits.syncHashes)
  const have = readMany(reader, 64, () => ({
    lastSync: readHashes(reader, limits.syncHashes),
    bloom: readBloom(reader),
  }))
  const changes = readMany(reader, 1 << 17, () => reader.bytes(reader.uleb()))
  if (reader.failed) return err(malformed('sync message', 'wrong-shape'))
  return ok({ heads, need, have, changes })
}

/**
 * Checked here because Automerge believes its head: without bits it divides by zero, and probes cost memory
 * and time before any change is sent.
 */
const readBloom = (outer: ByteReader): Uint8Array => {
  const bloom = outer.bytes(outer.uleb())
  if (bloom.length === 0) return bloom
  const reader = createByteReader(bloom)
  const entries = reader.uleb()
  const isKnownKind = reader.uleb() === bloomBits && reader.uleb() === bloomProbes
  const isWhole = !reader.failed && reader.remaining() === Math.ceil((entries * bloomBits) / 8)
  if (!isKnownKind || !isWhole || entries === 0 || entries > limits.bloomEntries) outer.fail()
  return bloom
}

const readMany = <T>(reader: ByteReader, max: number, readOne: () => T): T[] => {
  const count = reader.uleb()
  if (count > max) reader.fail()
  const items: T[] = []
  for (let index = 0; index < count && !reader.failed; index++) items.push(readOne())
  return items
}
