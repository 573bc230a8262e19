/**
 * Makes changes that no honest program would: the operations of a real change under a header of one's
 * choosing, with a checksum that holds. Shares no code with what it attacks but SHA-256 of Node.
 */
import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/** A change taken apart: everything in its contents, in order. */
export interface ChangeParts {
  readonly deps: readonly string[]
  readonly actor: string
  readonly seq: number
  readonly startOp: number
  readonly time: number
  readonly message: string
  readonly otherActors: readonly string[]
  readonly columns: readonly Column[]
  /** After the columns, which Automerge keeps and hashes. */
  readonly extra: Uint8Array
}

export interface Column {
  /** id << 4 | deflated << 3 | type */
  readonly spec: number
  readonly data: Uint8Array
}

export interface Forged {
  readonly hash: string
  readonly bytes: Uint8Array
}

const magic = [0x85, 0x6f, 0x4a, 0x83]
const plain = 1
const deflated = 2

export const uleb = (value: number | bigint): number[] => {
  const bytes: number[] = []
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const group = Number(rest & 0x7fn)
    if (rest < 0x80n) return [...bytes, group]
    bytes.push(group | 0x80)
  }
}

export const sleb = (value: number | bigint): number[] => {
  const bytes: number[] = []
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const group = Number(rest & 0x7fn)
    const isLast = (rest < 64n && rest >= 0n) || (rest >= -64n && rest < 0n)
    if (isLast) return [...bytes, group]
    bytes.push(group | 0x80)
  }
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const withLength = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from(uleb(bytes.length)), bytes])

export const contentsOf = (parts: ChangeParts): Uint8Array =>
  Buffer.concat([
    Buffer.from(uleb(parts.deps.length)),
    ...parts.deps.map(hex),
    withLength(hex(parts.actor)),
    Buffer.from([...uleb(parts.seq), ...uleb(parts.startOp), ...sleb(parts.time)]),
    withLength(Buffer.from(parts.message)),
    Buffer.from(uleb(parts.otherActors.length)),
    ...parts.otherActors.map(actor => withLength(hex(actor))),
    Buffer.from(uleb(parts.columns.length)),
    ...parts.columns.map(({ spec, data }) => Buffer.from([...uleb(spec), ...uleb(data.length)])),
    ...parts.columns.map(({ data }) => data),
    parts.extra,
  ])

const digestOf = (contents: Uint8Array): Buffer =>
  createHash('sha256')
    .update(Buffer.from([plain, ...uleb(contents.length)]))
    .update(contents)
    .digest()

const chunk = (type: number, digest: Uint8Array, body: Uint8Array): Uint8Array =>
  new Uint8Array(
    Buffer.concat([Buffer.from(magic), digest.subarray(0, 4), Buffer.from([type]), withLength(body)]),
  )

/** Any contents at all, with the right length and checksum around them. */
export const chunkAround = (contents: Uint8Array): Forged => {
  const digest = digestOf(contents)
  return { hash: digest.toString('hex'), bytes: chunk(plain, digest, contents) }
}

/** The same change as `bytes`, in the spelling that is deflated; `packed` replaces the deflated body. */
export const deflate = (bytes: Uint8Array, packed?: (contents: Uint8Array) => Uint8Array): Uint8Array => {
  const contents = bodyOf(bytes)
  return chunk(deflated, digestOf(contents), (packed ?? (body => deflateRawSync(body)))(contents))
}

/** The contents of a plain chunk. */
export const bodyOf = (bytes: Uint8Array): Uint8Array => {
  const read = reader(bytes.subarray(9))
  return read.take(read.uleb())
}

export const takeApart = (bytes: Uint8Array): ChangeParts => {
  const read = reader(bodyOf(bytes))
  const deps = times(read.uleb(), () => Buffer.from(read.take(32)).toString('hex'))
  const actor = Buffer.from(read.take(read.uleb())).toString('hex')
  const seq = read.uleb()
  const startOp = read.uleb()
  const time = read.sleb()
  const message = Buffer.from(read.take(read.uleb())).toString()
  const otherActors = times(read.uleb(), () => Buffer.from(read.take(read.uleb())).toString('hex'))
  const columns = times(read.uleb(), () => ({ spec: read.uleb(), length: read.uleb() })).map(
    ({ spec, length }) => ({
      spec,
      data: read.take(length),
    }),
  )
  return { deps, actor, seq, startOp, time, message, otherActors, columns, extra: read.rest() }
}

/** The change with parts of it replaced. */
export const forge = (bytes: Uint8Array, changed: Partial<ChangeParts>): Forged =>
  chunkAround(contentsOf({ ...takeApart(bytes), ...changed }))

/** A change without operations. */
export const forgeEmpty = (
  header: Pick<ChangeParts, 'deps' | 'actor' | 'seq' | 'startOp' | 'message'>,
): Forged =>
  chunkAround(contentsOf({ ...header, time: 0, otherActors: [], columns: [], extra: new Uint8Array() }))

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** For bytes known to be good; throws on any others. */
const reader = (bytes: Uint8Array) => {
  let offset = 0
  const next = (): bigint => {
    const byte = bytes[offset++]
    if (byte === undefined) throw new Error('forger: the change ends too soon')
    return BigInt(byte)
  }
  const groups = (): { value: bigint; bits: bigint; last: bigint } => {
    let value = 0n
    for (let bits = 7n; ; bits += 7n) {
      const byte = next()
      value |= (byte & 0x7fn) << (bits - 7n)
      if (byte < 0x80n) return { value, bits, last: byte }
    }
  }
  return {
    uleb: () => Number(groups().value),
    sleb: () => {
      const { value, bits, last } = groups()
      return Number((last & 0x40n) === 0n ? value : value - (1n << bits))
    },
    take: (length: number) => {
      if (offset + length > bytes.length) throw new Error('forger: the change ends too soon')
      offset += length
      return bytes.subarray(offset - length, offset)
    },
    rest: () => bytes.subarray(offset),
  }
}
