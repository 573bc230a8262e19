/**
 * Reads LEB128 numbers and byte runs from a hostile buffer. After the first overrun every read gives zero
 * or nothing and `failed` stays true, so that a parser checks once, at its end.
 */
export interface ByteReader {
  /** Unsigned LEB128 up to 2^53−1. Overlong spellings are refused, as Automerge refuses them. */
  uleb(): number
  /** Signed LEB128 within ±2^53. */
  sleb(): number
  /** A view, not a copy. */
  bytes(length: number): Uint8Array
  remaining(): number
  fail(): void
  readonly failed: boolean
}

const nothing = new Uint8Array(0)
/** 2^53−1 needs eight groups of seven bits. */
const maxGroups = 8

/** A class, because a reader is made for every message, change and column. */
class SourceReader implements ByteReader {
  failed = false
  private readonly source: Uint8Array
  private offset = 0
  /** Of the number that was read last: its last byte, how many there were, and 128 to that power. */
  private last = 0
  private count = 0
  private scale = 1

  constructor(source: Uint8Array) {
    this.source = source
  }

  uleb(): number {
    const value = this.groups()
    if ((this.count > 1 && this.last === 0) || !Number.isSafeInteger(value)) this.fail()
    return this.failed ? 0 : value
  }

  sleb(): number {
    const value = this.groups()
    const signed = (this.last & 0x40) === 0 ? value : value - this.scale
    if (!Number.isSafeInteger(signed)) this.fail()
    return this.failed ? 0 : signed
  }

  bytes(length: number): Uint8Array {
    if (length > this.remaining()) {
      this.fail()
      return nothing
    }
    this.offset += length
    return this.source.subarray(this.offset - length, this.offset)
  }

  remaining(): number {
    return this.source.length - this.offset
  }

  fail(): void {
    this.failed = true
    this.offset = this.source.length
  }

  private groups(): number {
    let value = 0
    this.scale = 1
    for (this.count = 1; this.count <= maxGroups; this.count++) {
      const byte = this.source[this.offset++]
      if (byte === undefined) break
      value += (byte & 0x7f) * this.scale
      this.scale *= 128
      this.last = byte
      if (byte < 0x80) return value
    }
    this.fail()
    this.last = 0
    this.count = 0
    this.scale = 1
    return 0
  }
}

export const createByteReader = (source: Uint8Array): ByteReader => new SourceReader(source)

/** Unsigned LEB128 of a safe integer. */
export const ulebBytes = (value: number): Uint8Array => {
  if (value < 0x80) return Uint8Array.of(value)
  const bytes: number[] = []
  let rest = value
  do {
    const group = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? group | 0x80 : group)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}
