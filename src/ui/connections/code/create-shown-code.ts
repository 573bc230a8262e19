import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'
import type { AccountIdText, CoreError } from '../../../core/api.ts'
import { createCommand } from '../../primitives/index.ts'

export interface ShownCode {
  readonly text: Accessor<string | null>
  /** Whole seconds until it is too old. */
  readonly secondsLeft: Accessor<number>
  readonly error: Accessor<CoreError | null>
  again(): void
}

interface Shown {
  readonly text: string
  readonly expiresAtMs: number
}

const tickMs = 1000

/** A code of one's own that is replaced when it gets too old. `answers`: whom one has scanned just before. */
export const createShownCode = (
  answers: Accessor<AccountIdText | null>,
  now: () => number = Date.now,
): ShownCode => {
  const show = createCommand('code.show')
  const [shown, setShown] = createSignal<Shown | null>(null)
  const [nowMs, setNowMs] = createSignal(now())

  const renew = async (): Promise<void> => {
    const asked = answers()
    const result = await show.run({ answers: asked })
    if (answers() === asked) setShown(result.ok ? result.value : null)
    setNowMs(now())
  }
  const tick = (): void => {
    setNowMs(now())
    const held = shown()
    if (held !== null && held.expiresAtMs <= now() && !show.pending()) void renew()
  }
  createEffect(
    on(answers, () => {
      setShown(null)
      void renew()
    }),
  )
  const timer = setInterval(tick, tickMs)
  onCleanup(() => clearInterval(timer))

  return {
    text: () => shown()?.text ?? null,
    secondsLeft: () => Math.max(0, Math.ceil(((shown()?.expiresAtMs ?? nowMs()) - nowMs()) / 1000)),
    error: () => show.error() ?? null,
    again: () => void renew(),
  }
}
