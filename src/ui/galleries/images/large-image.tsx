import { createUniqueId, onMount, Show } from 'solid-js'
import type { ImageTile } from '../../../core/api.ts'
import { IconButton } from '../../components/index.ts'
import { shellStrings } from '../../strings/shell.ts'
import type { ImagePlace } from './image-source.ts'
import styles from './large-image.module.css'
import { WorkImage } from './work-image.tsx'

interface LargeImageProps {
  readonly place: ImagePlace
  readonly image: ImageTile
  readonly alt: string
  /** Names the dialog. */
  readonly title: string
  readonly onClose: () => void
}

/** One image as large as the window: the browser's own modal dialog. */
export const LargeImage = (props: LargeImageProps) => {
  const titleId = createUniqueId()
  let element: HTMLDialogElement | undefined
  onMount(() => element?.showModal())
  return (
    <dialog
      ref={found => (element = found)}
      class={styles['large']}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
    >
      <div class={styles['bar']}>
        <h2 id={titleId} class="caption">
          <bdi>{props.title}</bdi>
        </h2>
        <IconButton icon="close" label={shellStrings.close} onPress={() => element?.close()} />
      </div>
      <div class={styles['stage']}>
        <WorkImage place={props.place} image={props.image} alt={props.alt} fit="whole" first="card" />
      </div>
      <Show when={props.alt !== ''}>
        <p class={`caption ${styles['alt']}`} dir="auto">
          {props.alt}
        </p>
      </Show>
    </dialog>
  )
}
