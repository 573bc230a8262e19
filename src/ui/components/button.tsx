import { A } from '@solidjs/router'
import { createMemo, Show, type JSX } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import './button.css'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps {
  readonly children: JSX.Element
  readonly look?: Look
  readonly icon?: IconName
  readonly type?: 'button' | 'submit'
  readonly disabled?: boolean
  /** Words shown while it works; the button stays focusable and answers no second press. */
  readonly busy?: string | false
  readonly onPress?: () => void
}

export const Button = (props: ButtonProps) => {
  // Read by the event too, where an inline condition would start a computation that nobody owns.
  const busy = createMemo(() => props.busy)
  const press = (event: MouseEvent): void => {
    if (busy()) event.preventDefault()
    else props.onPress?.()
  }
  return (
    <button
      class="button"
      data-look={props.look ?? 'plain'}
      type={props.type ?? 'button'}
      disabled={props.disabled ?? false}
      aria-disabled={busy() ? 'true' : undefined}
      onClick={press}
    >
      <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
      <span>{busy() ? `${busy()}…` : props.children}</span>
    </button>
  )
}

interface IconButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onPress: () => void
}

export const IconButton = (props: IconButtonProps) => (
  <button
    class="icon-button"
    type="button"
    aria-label={props.label}
    title={props.label}
    onClick={() => props.onPress()}
  >
    <Icon name={props.icon} />
  </button>
)

interface LinkButtonProps {
  readonly href: string
  readonly children: JSX.Element
  readonly look?: Look
  readonly icon?: IconName
}

/** A link that looks like the action it leads to. */
export const LinkButton = (props: LinkButtonProps) => (
  <A class="button" data-look={props.look ?? 'plain'} href={props.href}>
    <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
    <span>{props.children}</span>
  </A>
)
