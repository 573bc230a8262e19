import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import type { CoreError } from '../../core/api.ts'
import { Button, ErrorWords, IconButton } from '../components/index.ts'
import { undoWords } from '../strings/shell.ts'
import { undoOffer, withdrawUndo, type UndoOffer } from './undo.ts'

/** Long enough to be read aloud and reached by keyboard; afterwards the bin still has it. */
const shownForMs = 20_000

export const UndoToast = () => (
  <div role="status" aria-label={undoWords.label}>
    <Show when={undoOffer()} keyed>
      {offer => <Toast offer={offer} />}
    </Show>
  </div>
)

/** Stays while it is pointed at or has the focus. */
const Toast = (props: { readonly offer: UndoOffer }) => {
  const [busy, setBusy] = createSignal(false)
  const [held, setHeld] = createSignal(false)
  const [error, setError] = createSignal<CoreError | null>(null)
  createEffect(() => {
    if (held() || busy() || error() !== null) return
    const timer = setTimeout(withdrawUndo, shownForMs)
    onCleanup(() => clearTimeout(timer))
  })
  const undo = async (): Promise<void> => {
    const { offer } = props
    setBusy(true)
    setError(null)
    const result = await offer.undo()
    setBusy(false)
    if (!result.ok) setError(result.error)
    else if (undoOffer() === offer) withdrawUndo()
  }
  return (
    <div
      class="tray-card"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <div class="tray-line">
        <p class="tray-words" dir="auto">
          {props.offer.words}
        </p>
        <Button busy={busy() && undoWords.undoing} onPress={() => void undo()}>
          {undoWords.undo}
        </Button>
        <IconButton icon="close" label={undoWords.dismiss} onPress={withdrawUndo} />
      </div>
      <ErrorWords error={error()} />
    </div>
  )
}
