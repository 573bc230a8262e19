/** What people type, as far as it is checked alike wherever they type it. */
import { err, ok, type Result } from '../base/result.ts'
import type { CoreError } from './api.ts'

const altChars = 1_000

/** Half a character, as a careless cut leaves it, cannot be encoded. */
export const wholeCharacters = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

export const checkAlt = (alt: string): Result<string, CoreError> =>
  alt.length > altChars ? err(tooLong('alt')) : ok(wholeCharacters(alt))

export const tooLong = (field: string): CoreError => ({ type: 'invalid-input', field, reason: 'too-long' })
export const emptyField = (field: string): CoreError => ({ type: 'invalid-input', field, reason: 'empty' })
