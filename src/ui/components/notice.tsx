import { Show, type JSX } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import './notice.css'

interface NoticeProps {
  readonly children: JSX.Element
  readonly actions?: JSX.Element
  readonly icon?: IconName
  /** `alert` interrupts; everything else waits its turn. Read once. */
  readonly urgency?: 'status' | 'alert'
}

/** A sentence where something happened, and the next step beside it. */
export const Notice = (props: NoticeProps) => (
  <div class="notice" data-urgency={props.urgency ?? 'status'} role={props.urgency ?? 'status'}>
    <Show when={props.icon}>{name => <Icon name={name()} />}</Show>
    <div class="notice-words">{props.children}</div>
    <Show when={props.actions}>
      <div class="row">{props.actions}</div>
    </Show>
  </div>
)
