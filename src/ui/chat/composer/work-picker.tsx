import { createSignal, Show, untrack } from 'solid-js'
import type { AlbumCard, ConversationRow, WorkTile } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, TextArea } from '../../components/index.ts'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { PickWork } from '../../galleries/picking/pick-work.tsx'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { workPickerWords } from '../../strings/chat-writing.ts'
import { pickWorkWords } from '../../strings/galleries.ts'
import styles from './work-picker.module.css'

interface WorkPickerProps {
  readonly conversation: ConversationRow
  readonly onSent: () => void
  readonly onClose: () => void
}

interface Chosen {
  readonly album: AlbumCard
  readonly tile: WorkTile
}

/** An album, a work in it, and words beside it. */
export const WorkPicker = (props: WorkPickerProps) => {
  const self = (): string => props.conversation.members.find(member => member.isOwn)?.account ?? ''
  const [chosen, setChosen] = createSignal<Chosen>()
  return (
    <Dialog open title={workPickerWords.title} onClose={() => props.onClose()}>
      <Show
        when={chosen()}
        fallback={<PickWork account={self()} onChoose={(album, tile) => setChosen({ album, tile })} />}
      >
        {one => (
          <Sending
            chosen={one()}
            conversation={props.conversation.id}
            onBack={() => setChosen(undefined)}
            onSent={() => {
              props.onClose()
              props.onSent()
            }}
          />
        )}
      </Show>
    </Dialog>
  )
}

interface SendingProps {
  readonly chosen: Chosen
  readonly conversation: string
  readonly onBack: () => void
  readonly onSent: () => void
}

const Sending = (props: SendingProps) => {
  const send = createCommand('message.send-work')
  const [text, setText, forget] = createKeptSignal(untrack(() => `chat.work.${props.conversation}`))
  const place = () => ({
    account: props.chosen.album.account,
    album: props.chosen.album.album,
    work: props.chosen.tile.id,
  })
  const confirm = async (): Promise<void> => {
    const { conversation } = props
    if (!(await send.run({ conversation, ...place(), text: text().trim() })).ok) return
    forget()
    props.onSent()
  }
  return (
    <>
      <div class={styles['chosen']}>
        <span class={styles['cover']}>
          <WorkImage place={place()} image={props.chosen.tile.image} alt={props.chosen.tile.alt} />
        </span>
        <p>
          <cite dir="auto">{props.chosen.tile.title || pickWorkWords.untitled}</cite>
        </p>
      </div>
      <Show when={props.chosen.album.audience === 'only-me'}>
        <p class="caption">{workPickerWords.onlyMeMeaning}</p>
      </Show>
      <Show when={props.chosen.album.audience === 'connections'}>
        <p class="caption">{workPickerWords.connectionsMeaning}</p>
      </Show>
      <TextArea label={workPickerWords.caption} value={text()} onInput={setText} />
      <ErrorWords error={send.error() ?? null} />
      <div class="row">
        <Button icon="back" onPress={() => props.onBack()}>
          {workPickerWords.another}
        </Button>
        <Button
          look="primary"
          busy={send.pending() && workPickerWords.sending}
          onPress={() => void confirm()}
        >
          {workPickerWords.send}
        </Button>
      </div>
    </>
  )
}
