import { Show } from 'solid-js'
import type { DeliveryState } from '../../../core/api.ts'
import { Icon, type IconName } from '../../components/index.ts'
import styles from './message.module.css'

const icons: { readonly [State in DeliveryState]: IconName } = {
  waiting: 'waiting',
  'on-relay': 'relay',
  delivered: 'delivered',
  read: 'eye',
}

/** Where one's own message is, from acknowledgements alone: a glyph, and the same in words. */
export const DeliveryMark = (props: {
  readonly state: DeliveryState | null
  readonly words: string
  /** The words are there for whoever hears them, where room is scarce. */
  readonly brief?: boolean
}) => (
  <Show when={props.state}>
    {state => (
      <span class={styles['delivery']} data-state={state()} data-brief={props.brief ? '' : undefined}>
        <Icon name={icons[state()]} />
        <span classList={{ 'visually-hidden': props.brief ?? false }}>{props.words}</span>
      </span>
    )}
  </Show>
)
