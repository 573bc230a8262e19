/**
 * The path of a request, decoded once and never again, as segments that cannot leave a folder:
 * no `.` or `..`, no separator or NUL hidden in an escape, no empty segment inside.
 */
import { err, ok, type Result } from '../../src/base/result.ts'

export interface RequestPath {
  /** Without the query, starting with "/". */
  readonly path: string
  readonly segments: readonly string[]
}

const maxTargetLength = 2048

/** `target` is the request line's; the error is why it earns a 400. */
export const parseRequestPath = (target: string): Result<RequestPath, 'bad-target' | 'too-long'> => {
  if (target.length > maxTargetLength) return err('too-long')
  const [encoded = ''] = target.split('?', 1)
  if (!encoded.startsWith('/')) return err('bad-target')
  const segments = encoded.slice(1).split('/').map(decodeOnce)
  const trailing = segments.at(-1) === ''
  const named = trailing ? segments.slice(0, -1) : segments
  const safe = named.filter((segment): segment is string => segment !== null && isSafeSegment(segment))
  return safe.length === named.length ? ok({ path: `/${safe.join('/')}`, segments: safe }) : err('bad-target')
}

const decodeOnce = (segment: string): string | null => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

const isSafeSegment = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && Array.from(segment).every(isSafeCharacter)

/** No NUL or other control character; a colon could name a drive or a stream on Windows. */
const isSafeCharacter = (character: string): boolean =>
  character >= ' ' && character !== '\u007f' && !'/\\:'.includes(character)
