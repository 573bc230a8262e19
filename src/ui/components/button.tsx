import { Show } from 'solid-js'
import type { JSX, ParentProps } from 'solid-js'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import styles from './button.module.css'

export type ButtonKind = 'primary' | 'quiet' | 'plain' | 'danger'

export interface ButtonProps {
  readonly kind?: ButtonKind
  readonly type?: 'button' | 'submit'
  readonly icon?: IconName
  /** Keeps the button where it is, still focusable, while its work runs: it cannot be pressed twice. */
  readonly pending?: boolean
  /** What it says meanwhile. */
  readonly pendingText?: string
  readonly disabled?: boolean
  /** As wide as its column. */
  readonly wide?: boolean
  /** The accessible name, when the words shown are not enough by themselves. They stay part of it. */
  readonly label?: string
  readonly describedBy?: string
  readonly expanded?: boolean
  readonly ref?: (element: HTMLButtonElement) => void
  readonly onPress?: () => void
}

export const Button = (props: ParentProps<ButtonProps>) => {
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = event => {
    if (props.pending === true) return event.preventDefault()
    props.onPress?.()
  }
  return (
    <button
      ref={element => props.ref?.(element)}
      type={props.type ?? 'button'}
      class={styles['button']}
      data-kind={props.kind ?? 'quiet'}
      data-wide={props.wide === true ? '' : undefined}
      disabled={props.disabled === true}
      aria-disabled={props.pending === true ? 'true' : undefined}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-expanded={props.expanded}
      onClick={press}
    >
      <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
      <span>{props.pending === true ? (props.pendingText ?? props.children) : props.children}</span>
    </button>
  )
}

/** A button that shows only an icon; its name is said. */
export const IconButton = (props: {
  readonly icon: IconName
  readonly label: string
  readonly disabled?: boolean
  readonly onPress: () => void
}) => (
  <button
    type="button"
    class={styles['icon-button']}
    aria-label={props.label}
    title={props.label}
    disabled={props.disabled === true}
    onClick={() => props.onPress()}
  >
    <Icon name={props.icon} size="large" />
  </button>
)
