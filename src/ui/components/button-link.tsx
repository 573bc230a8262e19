import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { ParentProps } from 'solid-js'
import type { ButtonKind } from './button.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'
import styles from './button.module.css'

/** A link to another screen that looks like a button. */
export const ButtonLink = (
  props: ParentProps<{
    readonly href: string
    readonly kind?: ButtonKind
    readonly icon?: IconName
    readonly wide?: boolean
  }>,
) => (
  <A
    href={props.href}
    class={styles['button'] ?? ''}
    data-kind={props.kind ?? 'quiet'}
    data-wide={props.wide === true ? '' : undefined}
  >
    <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
    <span>{props.children}</span>
  </A>
)
