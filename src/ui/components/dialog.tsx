import { createEffect, createUniqueId, onCleanup, Show } from 'solid-js'
import type { JSX, ParentProps } from 'solid-js'
import { componentWords } from '../strings/components.ts'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  /** Escape, the close button, or a press beside it. */
  readonly onClose: () => void
  /** Buttons at the foot, the one that acts last. */
  readonly actions?: JSX.Element
}

/** A modal question. Focus goes in, stays in, and returns to where it was. */
export const Dialog = (props: ParentProps<DialogProps>) => <Modal shape="dialog" {...props} />

/** The same from the edge of the screen: below on a phone, beside on a desktop. */
export const Sheet = (props: ParentProps<DialogProps>) => <Modal shape="sheet" {...props} />

const Modal = (props: ParentProps<DialogProps & { readonly shape: 'dialog' | 'sheet' }>) => {
  let element: HTMLDialogElement | undefined
  let cameFrom: Element | null = null
  const titleId = createUniqueId()

  const show = (): void => {
    if (element === undefined || element.open) return
    cameFrom = document.activeElement
    element.showModal()
  }
  const hide = (): void => {
    if (element === undefined || !element.open) return
    element.close()
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus()
  }
  createEffect(() => (props.open ? show() : hide()))
  onCleanup(hide)

  const cancel = (event: Event): void => {
    event.preventDefault()
    props.onClose()
  }
  return (
    <dialog
      ref={found => (element = found)}
      class={styles['modal']}
      data-shape={props.shape}
      aria-labelledby={titleId}
      onCancel={cancel}
      onClick={event => event.target === event.currentTarget && props.onClose()}
    >
      <Show when={props.open}>
        <div class={styles['inside']}>
          <div class={styles['head']}>
            <h2 id={titleId} tabindex="-1" autofocus class={styles['title']}>
              {props.title}
            </h2>
            <IconButton icon="close" label={componentWords.close} onPress={() => props.onClose()} />
          </div>
          <div class="stack">{props.children}</div>
          <Show when={props.actions}>
            <div class={styles['actions']}>{props.actions}</div>
          </Show>
        </div>
      </Show>
    </dialog>
  )
}
