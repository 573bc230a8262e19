import { Dialog, Icon } from '../../components/index.ts'
import { composerWords } from '../../strings/chat-writing.ts'
import styles from './composer.module.css'

interface AttachMenuProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onImage: (file: File) => void
  readonly onWork: () => void
}

/** What a message can carry besides words. */
export const AttachMenu = (props: AttachMenuProps) => {
  let picker: HTMLInputElement | undefined
  return (
    <>
      <input
        ref={input => (picker = input)}
        hidden
        type="file"
        accept="image/*,.heic,.heif,.avif"
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) props.onImage(file)
        }}
      />
      <Dialog
        shape={matchMedia('(min-width: 64rem)').matches ? 'dialog' : 'sheet'}
        open={props.open}
        title={composerWords.attachTitle}
        onClose={() => props.onClose()}
      >
        <ul class={styles['choices']}>
          <li>
            <button type="button" class={styles['choice']} onClick={() => picker?.click()}>
              <Icon name="image" />
              <span>
                <strong>{composerWords.image}</strong>
                <span class="caption">{composerWords.imageHint}</span>
              </span>
            </button>
          </li>
          <li>
            <button type="button" class={styles['choice']} onClick={() => props.onWork()}>
              <Icon name="copy" />
              <span>
                <strong>{composerWords.work}</strong>
                <span class="caption">{composerWords.workHint}</span>
              </span>
            </button>
          </li>
        </ul>
      </Dialog>
    </>
  )
}
