/** What an outcome holds, where a test is sure which way it went. */
import type { Result } from '../../../../src/base/result.ts'
import type { CoreError } from '../../../../src/core/api.ts'

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

export const errorOf = async (outcome: Promise<Result<unknown, CoreError>>): Promise<CoreError> => {
  const result = await outcome
  if (result.ok) throw new Error('it worked')
  return result.error
}

export const done = async <T>(outcome: Promise<Result<T, CoreError>>): Promise<T> => valueOf(await outcome)
