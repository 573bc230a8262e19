/** What a result holds, and waiting for what becomes true. */
import type { Result } from '../../../../../src/base/result.ts'

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

const patienceMs = 12_000

/** Looks again and again; what it was waiting for is in the error. */
export const until = async (
  isRight: () => boolean | Promise<boolean>,
  what = () => String(isRight),
): Promise<void> => {
  const endMs = Date.now() + patienceMs
  while (!(await isRight())) {
    if (Date.now() > endMs) throw new Error(`did not come true: ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
