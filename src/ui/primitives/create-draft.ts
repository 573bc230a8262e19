import { batch, createEffect, createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'
import type { Result } from '../../base/result.ts'
import type { CoreError } from '../../core/api.ts'
import { sessionKeptText } from './kept-text.ts'
import type { KeptText } from './kept-text.ts'
import { makeHideListener } from './make-hide-listener.ts'

export type DraftState = 'idle' | 'editing' | 'saving' | 'saved' | 'failed'

export interface DraftOptions {
  /** The value as the newest row has it. */
  readonly value: Accessor<string>
  /** `basedOn` is what the editor showed before the changes that are now saved. */
  readonly save: (text: string, basedOn: string) => Promise<Result<unknown, CoreError>>
  /** The name under which unsaved text outlives a reload. Without one it does not. */
  readonly key?: string
  readonly kept?: KeptText
  readonly delayMs?: number
}

export interface Draft {
  /** What the field shows: the text being edited, else the newest row's. */
  readonly text: Accessor<string>
  readonly state: Accessor<DraftState>
  readonly error: Accessor<CoreError | undefined>
  input(text: string): void
  /** The field was left: what is newer may show again. */
  blur(): void
  /** Saves now what is not saved yet. */
  flush(): void
}

/**
 * A field that saves itself: shortly after typing stops, when it is left, and when the page is hidden or
 * the screen goes. Rows that arrive meanwhile never replace text under the cursor. `saved` means that the
 * core has answered.
 */
export const createDraft = (options: DraftOptions): Draft => {
  const kept = keptUnder(options.key, options.kept ?? sessionKeptText())
  const restored = kept.read()
  const [typed, setTyped] = createSignal(restored?.text)
  const [state, setState] = createSignal<DraftState>(restored === null ? 'idle' : 'editing')
  const [error, setError] = createSignal<CoreError>()
  const [inField, setInField] = createSignal(false)
  /** The row's value when the newest save began; a later one is newer than what was typed. */
  const [rowAtSave, setRowAtSave] = createSignal<string>()
  let basedOn = restored?.basedOn ?? ''
  let saving = false
  let timer = setTimeout(() => flush(), 0)

  const isUnsaved = (): boolean => state() === 'editing' || state() === 'saving' || state() === 'failed'
  const text = (): string => {
    const own = typed()
    if (own === undefined || inField() || isUnsaved()) return own ?? options.value()
    return options.value() === rowAtSave() ? own : options.value()
  }

  const flush = (): void => {
    clearTimeout(timer)
    const sending = typed()
    if (saving || sending === undefined || !isUnsaved()) return
    saving = true
    batch(() => {
      setState('saving')
      setError(undefined)
      setRowAtSave(options.value())
    })
    void answerTo(sending)
  }

  const answerTo = async (sent: string): Promise<void> => {
    const result = await options.save(sent, basedOn)
    saving = false
    settle(sent, result)
  }

  const settle = (sent: string, result: Result<unknown, CoreError>): void => {
    if (result.ok) basedOn = sent
    const newest = typed()
    if (newest !== undefined && newest !== sent) {
      // A reload from here on must not merge again what the core already has.
      kept.write(newest, basedOn)
      return flush()
    }
    if (result.ok) kept.clear()
    batch(() => {
      setState(result.ok ? 'saved' : 'failed')
      setError(result.ok ? undefined : result.error)
    })
  }

  const startEditing = (next: string): void => {
    if (!isUnsaved()) basedOn = text()
    batch(() => {
      setTyped(next)
      setInField(true)
      if (!saving) setState('editing')
    })
  }

  const input = (next: string): void => {
    startEditing(next)
    kept.write(next, basedOn)
    clearTimeout(timer)
    timer = setTimeout(flush, options.delayMs ?? 400)
  }

  createEffect(() => onCleanup(makeHideListener(() => flush())))
  onCleanup(() => flush())

  return {
    text,
    state,
    error,
    input,
    flush,
    blur: () => {
      setInField(false)
      flush()
    },
  }
}

interface Unsaved {
  readonly text: string
  readonly basedOn: string
}

const keptUnder = (name: string | undefined, kept: KeptText) => {
  const key = `gesso.draft.${name}`
  return {
    read: (): Unsaved | null => (name === undefined ? null : parseUnsaved(kept.get(key))),
    write: (text: string, basedOn: string): void => {
      if (name !== undefined) kept.set(key, JSON.stringify([text, basedOn]))
    },
    clear: (): void => {
      if (name !== undefined) kept.remove(key)
    },
  }
}

const parseUnsaved = (stored: string | null): Unsaved | null => {
  if (stored === null) return null
  try {
    const parsed: unknown = JSON.parse(stored)
    if (!Array.isArray(parsed)) return null
    const text: unknown = parsed[0]
    const basedOn: unknown = parsed[1]
    return typeof text === 'string' && typeof basedOn === 'string' ? { text, basedOn } : null
  } catch {
    return null
  }
}
