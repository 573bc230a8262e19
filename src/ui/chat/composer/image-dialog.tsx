import { createSignal, onCleanup, Show, untrack } from 'solid-js'
import type { ConversationId, MessageId } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, TextArea, TextField } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { imageDialogWords } from '../../strings/chat-writing.ts'
import styles from './composer.module.css'

interface ImageDialogProps {
  readonly conversation: ConversationId
  /** Read once: another file is another dialog. */
  readonly file: File
  readonly replyTo: MessageId | null
  readonly onSent: () => void
  readonly onClose: () => void
}

/** The image as it will be sent, with words for whoever cannot see it and words beside it. */
export const ImageDialog = (props: ImageDialogProps) => {
  const send = createCommand('message.send-image')
  const name = untrack(() => `chat.image.${props.conversation}`)
  const [alt, setAlt, forgetAlt] = createKeptSignal(`${name}.alt`)
  const [text, setText, forgetText] = createKeptSignal(`${name}.text`)
  const [isSeen, setSeen] = createSignal(true)
  const url = URL.createObjectURL(untrack(() => props.file))
  onCleanup(() => URL.revokeObjectURL(url))
  const close = (): void => {
    forgetAlt()
    forgetText()
    props.onClose()
  }
  const confirm = async (): Promise<void> => {
    const { conversation, file, replyTo } = props
    const result = await send.run({
      conversation,
      source: file,
      alt: alt().trim(),
      text: text().trim(),
      replyTo,
    })
    if (!result.ok) return
    close()
    props.onSent()
  }
  return (
    <Dialog open title={imageDialogWords.title} onClose={close}>
      <form
        class="stack"
        onSubmit={event => {
          event.preventDefault()
          if (!send.pending()) void confirm()
        }}
      >
        <Show when={isSeen()} fallback={<p class="caption">{imageDialogWords.notImage}</p>}>
          <img
            class={styles['preview']}
            src={url}
            alt={imageDialogWords.preview}
            onError={() => setSeen(false)}
          />
        </Show>
        <TextField
          label={imageDialogWords.alt}
          hint={imageDialogWords.altHint}
          value={alt()}
          onInput={setAlt}
        />
        <TextArea label={imageDialogWords.caption} value={text()} onInput={setText} />
        <ErrorWords error={send.error() ?? null} />
        <div class="row">
          <Button onPress={close}>{imageDialogWords.cancel}</Button>
          <Button type="submit" look="primary" busy={send.pending() && imageDialogWords.sending}>
            {imageDialogWords.send}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
