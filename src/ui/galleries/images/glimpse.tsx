import { Show } from 'solid-js'
import type { ImageTile } from '../../../core/api.ts'
import styles from './glimpse.module.css'
import { createPlaceholder } from './placeholder.ts'

/** What is known of an image that is not here: its colour, and roughly what is on it. */
export const Glimpse = (props: { readonly image: ImageTile }) => {
  const url = createPlaceholder(
    () => props.image.placeholder,
    () => true,
  )
  return (
    <span class={styles['glimpse']} style={{ background: props.image.colour }}>
      <Show when={url()}>{src => <img src={src()} alt="" />}</Show>
    </span>
  )
}
