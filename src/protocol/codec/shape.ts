/**
 * Shapes: small parsers over decoded items. A format is written as `tuple(bytesOf(32), uint(), …)`;
 * parsing checks the array's length first, then each field's type and size.
 */
import { utf8ToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { malformed, type Malformed } from '../errors.ts'
import { dec, type Item } from './cbor.ts'

/** The value, or where parsing failed. */
export type Parsed<T> = Result<T, string>
export type Shape<T> = (item: Item, at: string) => Parsed<T>

export const bytesOf =
  (length: number): Shape<Uint8Array> =>
  (item, at) =>
    item instanceof Uint8Array && item.length === length ? ok(item) : err(at)

export const bytesBetween =
  (min: number, max: number): Shape<Uint8Array> =>
  (item, at) =>
    item instanceof Uint8Array && item.length >= min && item.length <= max ? ok(item) : err(at)

export const uint =
  (max: number = Number.MAX_SAFE_INTEGER, min = 0): Shape<number> =>
  (item, at) =>
    typeof item === 'number' && item >= min && item <= max ? ok(item) : err(at)

/** Text of at most `maxBytes` bytes of UTF-8. */
export const text =
  (maxBytes: number): Shape<string> =>
  (item, at) =>
    typeof item === 'string' && item.length <= maxBytes && utf8ToBytes(item).length <= maxBytes
      ? ok(item)
      : err(at)

export const literal =
  <T extends string | number>(expected: T): Shape<T> =>
  (item, at) =>
    item === expected ? ok(expected) : err(at)

export const oneOf =
  <T extends string>(...allowed: readonly T[]): Shape<T> =>
  (item, at) => {
    const found = allowed.find(candidate => candidate === item)
    return found === undefined ? err(at) : ok(found)
  }

export const bool: Shape<boolean> = (item, at) => (typeof item === 'boolean' ? ok(item) : err(at))

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (item, at) =>
    item === null ? ok(null) : shape(item, at)

export const list =
  <T>(element: Shape<T>, max: number, min = 0): Shape<readonly T[]> =>
  (item, at) => {
    if (!Array.isArray(item) || item.length < min || item.length > max) return err(at)
    const values: T[] = []
    for (const [index, entry] of (item as readonly Item[]).entries()) {
      const parsed = element(entry, `${at}[${index}]`)
      if (!parsed.ok) return parsed
      values.push(parsed.value)
    }
    return ok(values)
  }

export const tuple =
  <T extends readonly unknown[]>(...shapes: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> =>
  (item, at) => {
    if (!Array.isArray(item) || item.length !== shapes.length) return err(at)
    const values: unknown[] = []
    for (const [index, shape] of shapes.entries()) {
      const parsed: Parsed<unknown> = shape((item as readonly Item[])[index] ?? null, `${at}[${index}]`)
      if (!parsed.ok) return parsed
      values.push(parsed.value)
    }
    return ok(values as unknown as T)
  }

/** Any item, left for a later, more specific shape. */
export const anyItem: Shape<Item> = item => ok(item)

/** Checks an already decoded item. */
export const parseItem = <T>(shape: Shape<T>, item: Item, what: string): Result<T, Malformed> => {
  const parsed = shape(item, '')
  return parsed.ok ? ok(parsed.value) : err(malformed(what, 'wrong-shape', parsed.error))
}

/** Bytes to a typed value: size, one spelling, shape. */
export const decAs = <T>(
  shape: Shape<T>,
  bytes: Uint8Array,
  what: string,
  maxBytes?: number,
): Result<T, Malformed> => {
  const decoded = dec(bytes, what, maxBytes)
  return decoded.ok ? parseItem(shape, decoded.value, what) : decoded
}
