import { createSignal, For, Match, Show, Switch, untrack } from 'solid-js'
import type { AlbumCard, AlbumIdText, ConversationRow, WorkTile } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon, TextArea } from '../../components/index.ts'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { createCommand, createKeptSignal, createRow } from '../../primitives/index.ts'
import { workPickerWords } from '../../strings/chat-writing.ts'
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
  const albums = createRow(() => ({ type: 'albums', account: self() }))
  const [openId, setOpenId] = createSignal<AlbumIdText>()
  const [chosen, setChosen] = createSignal<Chosen>()
  const open = (): AlbumCard | undefined => albums()?.albums.find(one => one.album === openId())
  const withWorks = (): readonly AlbumCard[] => (albums()?.albums ?? []).filter(one => one.works > 0)
  return (
    <Dialog open title={workPickerWords.title} onClose={() => props.onClose()}>
      <Switch>
        <Match when={chosen()}>
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
        </Match>
        <Match when={open()}>
          {album => (
            <Works
              album={album()}
              onBack={() => setOpenId(undefined)}
              onChoose={tile => setChosen({ album: album(), tile })}
            />
          )}
        </Match>
        <Match when={albums() !== undefined && withWorks().length === 0}>
          <p>{workPickerWords.noAlbums}</p>
        </Match>
        <Match when={albums() !== undefined}>
          <ul class={styles['albums']} aria-label={workPickerWords.albums}>
            <For each={withWorks()}>
              {album => <Album album={album} onOpen={() => setOpenId(album.album)} />}
            </For>
          </ul>
        </Match>
      </Switch>
    </Dialog>
  )
}

const Album = (props: { readonly album: AlbumCard; readonly onOpen: () => void }) => (
  <li>
    <button type="button" class={styles['album']} onClick={() => props.onOpen()}>
      <span class={styles['cover']} aria-hidden="true">
        <Show when={props.album.cover}>
          {cover => (
            <WorkImage
              place={{ account: props.album.account, album: props.album.album, work: cover().work }}
              image={cover().image}
              alt=""
            />
          )}
        </Show>
      </span>
      <span>
        <strong dir="auto">{props.album.title || workPickerWords.untitledAlbum}</strong>
        <Show when={props.album.audience === 'only-me'}>
          <span class="caption">{workPickerWords.onlyMe}</span>
        </Show>
        <Show when={props.album.audience === 'connections'}>
          <span class="caption">{workPickerWords.connections}</span>
        </Show>
      </span>
      <Icon name="forward" />
    </button>
  </li>
)

interface WorksProps {
  readonly album: AlbumCard
  readonly onBack: () => void
  readonly onChoose: (tile: WorkTile) => void
}

const Works = (props: WorksProps) => {
  const row = createRow(() => ({ type: 'album', account: props.album.account, album: props.album.album }))
  const tiles = (): readonly WorkTile[] => {
    const state = row()
    return state?.kind === 'shown' ? state.album.tiles : []
  }
  return (
    <>
      <div>
        <Button look="quiet" icon="back" onPress={() => props.onBack()}>
          {workPickerWords.toAlbums}
        </Button>
      </div>
      <ul
        class={styles['works']}
        aria-label={workPickerWords.works(props.album.title || workPickerWords.untitledAlbum)}
      >
        <For each={tiles()}>
          {tile => (
            <li>
              <button
                type="button"
                class={styles['work']}
                aria-label={tile.title || tile.alt || workPickerWords.untitled}
                onClick={() => props.onChoose(tile)}
              >
                <WorkImage
                  place={{ account: props.album.account, album: props.album.album, work: tile.id }}
                  image={tile.image}
                  alt=""
                />
              </button>
            </li>
          )}
        </For>
      </ul>
    </>
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
          <cite dir="auto">{props.chosen.tile.title || workPickerWords.untitled}</cite>
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
