import { Show } from 'solid-js'
import styles from './person.module.css'

/** What came along with a request, as it was written. */
export const Note = (props: { readonly label: string; readonly text: string }) => (
  <Show when={props.text !== ''}>
    <figure class={styles['note']}>
      <figcaption class="label">{props.label}</figcaption>
      <blockquote dir="auto">{props.text}</blockquote>
    </figure>
  </Show>
)
