/** From `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * A Range header (RFC 9110 §14.2) of a single range of bytes, against a blob of `bytes` bytes, at least 1.
 * Null where the whole is to be sent: no header, several ranges, another unit, or one that cannot be read.
 */
export const parseByteRange = (
  header: string | undefined,
  bytes: number,
): ByteRange | 'unsatisfiable' | null => {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '')
  if (found === null) return null
  const [, first = '', last = ''] = found
  if (first === '') return last === '' ? null : suffix(Number(last), bytes)
  const start = Number(first)
  const end = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  if (last !== '' && Number(last) < start) return null
  return start < bytes ? { start, end } : 'unsatisfiable'
}

const suffix = (length: number, bytes: number): ByteRange | 'unsatisfiable' =>
  length === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - length), end: bytes }
