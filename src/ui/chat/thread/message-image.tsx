import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import type { MessageBody } from '../../../core/api.ts'
import { IconButton } from '../../components/index.ts'
import { boxWithin } from '../../galleries/images/image-size.ts'
import type { MessagePlace } from '../../galleries/images/image-source.ts'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { threadWords } from '../../strings/chat.ts'
import { shellStrings } from '../../strings/shell.ts'
import styles from './message-image.module.css'
import { MessageText } from './message-text.tsx'

type ImageBody = Extract<MessageBody, { readonly kind: 'image' }>

interface MessageImageProps {
  readonly place: MessagePlace
  readonly body: ImageBody
  /** Names the large view. */
  readonly title: string
}

const room = { width: 320, height: 360 }

/** An image as large as a bubble allows, and on its own once it is opened. */
export const MessageImage = (props: MessageImageProps) => {
  const [open, setOpen] = createSignal(false)
  const box = () => boxWithin(props.body.image, room)
  return (
    <>
      <button
        type="button"
        class={styles['open']}
        data-picture
        style={{ 'inline-size': `${box().width}px`, 'aspect-ratio': `${box().width} / ${box().height}` }}
        aria-label={`${threadWords.openImage}: ${props.body.alt || threadWords.image}`}
        onClick={() => setOpen(true)}
      >
        <WorkImage place={props.place} image={props.body.image} alt="" box={box()} />
      </button>
      <Show when={props.body.text !== ''}>
        <MessageText text={props.body.text} />
      </Show>
      <Show when={open()}>
        <LargeImage {...props} onClose={() => setOpen(false)} />
      </Show>
    </>
  )
}

/** The browser's own modal dialog, as large as the window. */
const LargeImage = (props: MessageImageProps & { readonly onClose: () => void }) => {
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
        <WorkImage
          place={props.place}
          image={props.body.image}
          alt={props.body.alt}
          fit="whole"
          first="card"
        />
      </div>
      <Show when={props.body.alt !== ''}>
        <p class={`caption ${styles['alt']}`} dir="auto">
          {props.body.alt}
        </p>
      </Show>
    </dialog>
  )
}
