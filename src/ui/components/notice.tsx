import { Show } from 'solid-js'
import type { JSX, ParentProps } from 'solid-js'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

export interface NoticeProps {
  readonly kind?: 'info' | 'warn'
  readonly title?: string
  readonly actions?: JSX.Element
  /** Said at once by screen readers when it appears: for what happened, not for what is always so. */
  readonly live?: boolean
}

export const Notice = (props: ParentProps<NoticeProps>) => (
  <div
    class={styles['notice']}
    data-kind={props.kind ?? 'info'}
    role={props.live === true ? 'status' : undefined}
  >
    <span class={styles['icon']}>
      <Icon name={props.kind === 'warn' ? 'alert' : 'info'} />
    </span>
    <div class={styles['words']}>
      <Show when={props.title}>
        <p class={styles['title']}>{props.title}</p>
      </Show>
      <div>{props.children}</div>
      <Show when={props.actions}>
        <div class={styles['actions']}>{props.actions}</div>
      </Show>
    </div>
  </div>
)
