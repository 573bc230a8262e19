/**
 * An Automerge change, read from its header alone (automerge binary format, "change chunk"):
 *
 *   magic 85 6f 4a 83 · checksum 4 · type 1 (1 change, 2 deflated change) · length uleb · contents
 *   contents: deps (count, 32 bytes each) · actor (length, bytes) · seq · startOp · time sleb ·
 *             message (length, UTF-8) · other actors · operation columns · extra bytes
 *   hash: SHA-256 over type 1, uleb(length), contents (always the inflated ones); checksum is its first four bytes
 */
import { bytesToHex, bytesToUtf8, concatBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { sha256 } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import { createByteReader, type ByteReader, ulebBytes } from './byte-reader.ts'
import { hashText } from './hash-text.ts'
import { inflateWithin } from './inflate.ts'

/** 64 lower-case hex digits: the SHA-256 that names a change. */
export type ChangeHash = string

export interface Change {
  readonly hash: ChangeHash
  /** One plain chunk, whether it came deflated or not, so that nobody can choose how others store it. */
  readonly bytes: Uint8Array
  /** Sorted, without repeats. */
  readonly deps: readonly ChangeHash[]
  /** Hex. */
  readonly actor: string
  readonly seq: number
  readonly startOp: number
  readonly time: number
  readonly message: string
  readonly operationCount: number
}

const chunkMagic = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83)
const typeChange = 1
/** Behind magic and checksum. */
const hashedFrom = 8
const typeDeflatedChange = 2
/** Around contents as large as they may be: magic, checksum, type, length. */
const wrappingBytes = 4 + 4 + 1 + 3
/** Column id 4, RLE of unsigned integers: one entry for every operation. */
const actionColumn = 0x42
/** In a column's specification: deflated, which changes do not do. */
const deflatedColumn = 0x08

/** Parses exactly one chunk; trailing bytes are refused. */
export const parseChange = (bytes: Uint8Array): Result<Change, Malformed> => {
  if (bytes.length > limits.changeBytes) return err(malformed('change', 'too-large'))
  const reader = createByteReader(bytes)
  const magic = reader.bytes(4)
  const checksum = reader.bytes(4)
  const type = reader.bytes(1)[0]
  const body = reader.bytes(reader.uleb())
  if (reader.failed || reader.remaining() > 0) return err(malformed('change', 'not-automerge'))
  if (!chunkMagic.every((byte, index) => byte === magic[index]))
    return err(malformed('change', 'not-automerge'))
  if (type !== typeChange && type !== typeDeflatedChange) return err(malformed('change', 'unknown-kind'))
  const contents = type === typeChange ? body : inflateWithin(body, limits.changeBytes - wrappingBytes)
  if (contents === null) return err(malformed('change', 'too-large'))
  // A plain chunk holds what is hashed as it stands: type, length (there is one spelling of it), contents.
  const hash = type === typeChange ? sha256(bytes.subarray(hashedFrom)) : changeHashOf(contents)
  if (!checksum.every((byte, index) => byte === hash[index])) return err(malformed('change', 'bad-checksum'))
  return parseContents(contents, type === typeChange ? bytes : wrap(contents, hash), hashText(hash))
}

/** Of the bytes of a parsed change: what its hash is taken over, without type and length. */
export const contentsOf = (bytes: Uint8Array): Uint8Array => {
  const reader = createByteReader(bytes.subarray(hashedFrom + 1))
  return reader.bytes(reader.uleb())
}

const changeHashOf = (contents: Uint8Array): Uint8Array =>
  sha256(concatBytes(Uint8Array.of(typeChange), ulebBytes(contents.length), contents))

/** A whole chunk around contents that were made here. */
export const chunkOf = (contents: Uint8Array): { readonly hash: ChangeHash; readonly bytes: Uint8Array } => {
  const hash = changeHashOf(contents)
  return { hash: hashText(hash), bytes: wrap(contents, hash) }
}

const wrap = (contents: Uint8Array, hash: Uint8Array): Uint8Array =>
  concatBytes(
    chunkMagic,
    hash.subarray(0, 4),
    Uint8Array.of(typeChange),
    ulebBytes(contents.length),
    contents,
  )

const parseContents = (
  contents: Uint8Array,
  bytes: Uint8Array,
  hash: ChangeHash,
): Result<Change, Malformed> => {
  const reader = createByteReader(contents)
  const deps = readHashes(reader, 256)
  const actorBytes = reader.bytes(reader.uleb())
  const actor = actorBytes.length > 64 ? bytesToHex(actorBytes) : hashText(actorBytes)
  const seq = reader.uleb()
  const startOp = reader.uleb()
  const time = reader.sleb()
  const messageBytes = reader.bytes(reader.uleb())
  const message = messageBytes.length === 0 ? '' : bytesToUtf8(messageBytes)
  const otherActors = reader.uleb()
  for (let index = 0; index < otherActors && !reader.failed; index++) reader.bytes(reader.uleb())
  const operationCount = countOperations(reader)
  if (
    reader.failed ||
    !isStrictlySorted(deps) ||
    message === null ||
    actor === '' ||
    seq === 0 ||
    startOp === 0
  ) {
    return err(malformed('change', 'not-automerge'))
  }
  if (operationCount > limits.changeOperations) return err(malformed('change', 'too-large'))
  return ok({ hash, bytes, deps, actor, seq, startOp, time, message, operationCount })
}

const isStrictlySorted = (hashes: readonly ChangeHash[]): boolean =>
  hashes.every((hash, index) => index === 0 || (hashes[index - 1] ?? '') < hash)

export const readHashes = (reader: ByteReader, max: number): ChangeHash[] => {
  const count = reader.uleb()
  if (count > max) reader.fail()
  const hashes: ChangeHash[] = []
  for (let index = 0; index < count && !reader.failed; index++) hashes.push(hashText(reader.bytes(32)))
  return hashes
}

const countOperations = (reader: ByteReader): number => {
  const columnCount = reader.uleb()
  const columns: { spec: number; length: number }[] = []
  for (let index = 0; index < columnCount && !reader.failed; index++) {
    columns.push({ spec: reader.uleb(), length: reader.uleb() })
  }
  let count = 0
  for (const { spec, length } of columns) {
    const data = reader.bytes(length)
    if ((spec & deflatedColumn) !== 0) reader.fail()
    if (spec === actionColumn) count += countRunLengthEntries(data, reader)
  }
  return count
}

/** Entries in an RLE column: n > 0 repeats one value n times, −n lists n values, 0 precedes a run of nulls. */
const countRunLengthEntries = (data: Uint8Array, outer: ByteReader): number => {
  const reader = createByteReader(data)
  let count = 0
  while (reader.remaining() > 0 && !reader.failed) {
    const run = reader.sleb()
    if (run > 0) reader.uleb()
    for (let index = run; index < 0 && !reader.failed; index++) reader.uleb()
    count += run === 0 ? reader.uleb() : Math.abs(run)
  }
  if (reader.failed || !Number.isSafeInteger(count)) outer.fail()
  return count
}
