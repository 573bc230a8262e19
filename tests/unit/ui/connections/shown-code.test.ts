import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { CommandOf, CoreApi, CoreError } from '../../../../src/core/api.ts'
import { createShownCode, type ShownCode } from '../../../../src/ui/connections/code/create-shown-code.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'

const lifetimeMs = 600_000

/** A core that makes numbered codes, until it is told that it cannot. */
const createCodes = () => {
  const asked: CommandOf<'code.show'>[] = []
  const state: { error: CoreError | null } = { error: null }
  const core = {
    run: async (command: CommandOf<'code.show'>) => {
      asked.push(command)
      if (state.error !== null) return err(state.error)
      return ok({ text: `code ${asked.length}`, expiresAtMs: Date.now() + lifetimeMs })
    },
    watch: () => () => undefined,
  } as unknown as CoreApi
  return { asked, state, core }
}

const shownBy = (core: CoreApi): { readonly code: ShownCode; readonly dispose: () => void } =>
  createRoot(dispose => {
    let code: ShownCode | undefined
    const tree = CoreContext.Provider({
      value: core,
      get children() {
        code = createShownCode(() => null)
        return null
      },
    })
    if (typeof tree === 'function') (tree as () => unknown)()
    return { code: code!, dispose }
  })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the code on the screen', () => {
  it('counts down its ten minutes, and is replaced when they are over', async () => {
    const { asked, core } = createCodes()
    const { code, dispose } = shownBy(core)
    await vi.advanceTimersByTimeAsync(1)
    expect(code.text()).toBe('code 1')
    await vi.advanceTimersByTimeAsync(61_000)
    expect(code.secondsLeft()).toBe(539)
    await vi.advanceTimersByTimeAsync(lifetimeMs - 61_000 + 1_000)
    expect(code.text()).toBe('code 2')
    expect(code.secondsLeft()).toBeGreaterThan(590)
    expect(asked).toHaveLength(2)
    dispose()
  })

  it('is gone rather than stale when a new one cannot be made, and comes back when asked for', async () => {
    const { state, core, asked } = createCodes()
    const { code, dispose } = shownBy(core)
    await vi.advanceTimersByTimeAsync(1)
    state.error = { type: 'storage', problem: 'disk-full' }
    await vi.advanceTimersByTimeAsync(lifetimeMs + 5_000)
    expect(code.text()).toBeNull()
    expect(code.error()).toEqual(state.error)
    expect(asked).toHaveLength(2)
    state.error = null
    code.again()
    await vi.advanceTimersByTimeAsync(1)
    expect(code.text()).toBe('code 3')
    expect(code.error()).toBeNull()
    dispose()
  })

  it('is no longer renewed once nobody shows it', async () => {
    const { asked, core } = createCodes()
    const { dispose } = shownBy(core)
    await vi.advanceTimersByTimeAsync(1)
    dispose()
    await vi.advanceTimersByTimeAsync(3 * lifetimeMs)
    expect(asked).toHaveLength(1)
  })
})
