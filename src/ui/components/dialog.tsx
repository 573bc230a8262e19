import { createEffect, createUniqueId, onCleanup, Show, type JSX } from 'solid-js'
import { shellStrings } from '../strings/shell.ts'
import { IconButton } from './button.tsx'
import './dialog.css'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly children: JSX.Element
  readonly onClose: () => void
  /** `sheet` rises from the bottom on a phone and stands at the side on a desk. Read once. */
  readonly shape?: 'dialog' | 'sheet'
}

/** The browser's own modal dialog: it holds the focus, answers Escape and gives the focus back. */
export const Dialog = (props: DialogProps) => {
  const titleId = createUniqueId()
  let element: HTMLDialogElement | undefined
  createEffect(() => {
    if (props.open) element?.showModal()
    else element?.close()
  })
  onCleanup(() => element?.close())
  const closeOnVeil = (event: MouseEvent): void => {
    if (event.target === element) props.onClose()
  }
  return (
    <dialog
      ref={found => (element = found)}
      class="dialog"
      data-shape={props.shape ?? 'dialog'}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={closeOnVeil}
    >
      <Show when={props.open}>
        <div class="dialog-inside">
          <div class="dialog-head">
            <h2 id={titleId}>{props.title}</h2>
            <IconButton icon="close" label={shellStrings.close} onPress={() => props.onClose()} />
          </div>
          {props.children}
        </div>
      </Show>
    </dialog>
  )
}
