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

export const createByteReader = (source: Uint8Array): ByteReader => {
  let offset = 0
  let failed = false
  const fail = (): void => {
    failed = true
    offset = source.length
  }
  const groups = (): { value: number; scale: number; last: number; count: number } => {
    let value = 0
    let scale = 1
    for (let count = 1; count <= maxGroups; count++) {
      const byte = source[offset++]
      if (byte === undefined) break
      value += (byte & 0x7f) * scale
      scale *= 128
      if (byte < 0x80) return { value, scale, last: byte, count }
    }
    fail()
    return { value: 0, scale: 1, last: 0, count: 0 }
  }
  return {
    uleb() {
      const { value, last, count } = groups()
      if ((count > 1 && last === 0) || !Number.isSafeInteger(value)) fail()
      return failed ? 0 : value
    },
    sleb() {
      const { value, scale, last } = groups()
      const signed = (last & 0x40) === 0 ? value : value - scale
      if (!Number.isSafeInteger(signed)) fail()
      return failed ? 0 : signed
    },
    bytes(length) {
      if (length > source.length - offset) {
        fail()
        return nothing
      }
      offset += length
      return source.subarray(offset - length, offset)
    },
    remaining: () => source.length - offset,
    fail,
    get failed() {
      return failed
    },
  }
}

/** Unsigned LEB128 of a safe integer. */
export const ulebBytes = (value: number): Uint8Array => {
  const bytes: number[] = []
  let rest = value
  do {
    const group = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? group | 0x80 : group)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}
