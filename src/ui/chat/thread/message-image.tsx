import { createSignal, Show } from 'solid-js'
import type { MessageBody } from '../../../core/api.ts'
import { boxWithin } from '../../galleries/images/image-size.ts'
import type { MessagePlace } from '../../galleries/images/image-source.ts'
import { LargeImage } from '../../galleries/images/large-image.tsx'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { threadWords } from '../../strings/chat.ts'
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
        <LargeImage
          place={props.place}
          image={props.body.image}
          alt={props.body.alt}
          title={props.title}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}
