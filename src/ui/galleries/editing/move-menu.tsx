import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { AlbumCard, AlbumIdText, AlbumRow, WorkId } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, TextField } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { offerUndo } from '../../shell/undo.ts'
import { arranging as words } from '../../strings/gallery-editing.ts'
import { addPage } from '../../strings/intake.ts'
import styles from './arrange.module.css'
import type { Arranging } from './create-arranging.ts'
import type { Step } from './order.ts'
import { SelectField } from './select-field.tsx'

interface MoveMenuProps {
  readonly album: AlbumRow
  readonly arranging: Arranging
  readonly open: boolean
  readonly onClose: () => void
}

const steps: readonly Step[] = ['first', 'earlier', 'later', 'last']

/** Everything that dragging does, and moving to another album, by buttons. */
export const MoveMenu = (props: MoveMenuProps) => {
  const [view, setView] = createSignal<'menu' | 'before' | 'album'>('menu')
  const close = (): void => {
    setView('menu')
    props.onClose()
  }
  const step = (by: Step): void => {
    void props.arranging.step(props.arranging.selection().ids, by)
    close()
  }
  return (
    <Dialog
      shape="sheet"
      open={props.open}
      title={view() === 'album' ? words.toAlbumTitle(props.arranging.selected().length) : words.moveMenu}
      onClose={close}
    >
      <Switch>
        <Match when={view() === 'menu'}>
          <ul class={styles['menu']}>
            <For each={steps}>
              {by => (
                <li>
                  <button type="button" onClick={() => step(by)}>
                    {words[by]}
                  </button>
                </li>
              )}
            </For>
            <li>
              <button type="button" onClick={() => setView('before')}>
                {words.before}
              </button>
            </li>
            <li>
              <button type="button" onClick={() => setView('album')}>
                {words.toAlbum}
              </button>
            </li>
          </ul>
        </Match>
        <Match when={view() === 'before'}>
          <Before arranging={props.arranging} onDone={close} />
        </Match>
        <Match when={view() === 'album'}>
          <ToAlbum album={props.album} works={props.arranging.selected()} onDone={close} />
        </Match>
      </Switch>
    </Dialog>
  )
}

const Before = (props: { readonly arranging: Arranging; readonly onDone: () => void }) => {
  const [typed, setTyped] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const target = (): WorkId | undefined => props.arranging.order()[Number.parseInt(typed(), 10) - 1]
  const targetName = (): string => {
    const id = target()
    const tile = id === undefined ? undefined : props.arranging.tileOf(id)
    if (tile === undefined) return ''
    return words.beforeHint(
      words.workName(Number.parseInt(typed(), 10), tile.title || tile.alt || words.untitled),
    )
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const before = target()
    if (before === undefined) return void setError(words.beforeUnknown)
    if (props.arranging.selection().ids.has(before)) return void setError(words.beforeItself)
    void props.arranging.place({ moved: props.arranging.selected(), before })
    props.onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <TextField
        label={words.beforeField(props.arranging.order().length)}
        hint={targetName()}
        error={error()}
        value={typed()}
        verbatim
        autofocus
        onInput={text => {
          setTyped(text)
          setError(null)
        }}
      />
      <div class="row">
        <Button type="submit" look="primary">
          {words.beforeConfirm}
        </Button>
      </div>
    </form>
  )
}

interface ToAlbumProps {
  readonly album: AlbumRow
  readonly works: readonly WorkId[]
  readonly onDone: () => void
}

const ToAlbum = (props: ToAlbumProps) => {
  const albums = createRow(() => ({ type: 'albums', account: props.album.account }))
  const others = (): readonly AlbumCard[] =>
    (albums()?.albums ?? []).filter(card => card.album !== props.album.album)
  return (
    <Show when={others().length > 0} fallback={<p>{words.toAlbumNone}</p>}>
      <ToAlbumForm {...props} others={others()} />
    </Show>
  )
}

const ToAlbumForm = (props: ToAlbumProps & { readonly others: readonly AlbumCard[] }) => {
  const move = createCommand('works.move')
  const [picked, setPicked] = createSignal<AlbumIdText | null>(null)
  const target = (): AlbumCard | undefined =>
    props.others.find(card => card.album === picked()) ?? props.others[0]
  const nameOf = (card: AlbumCard): string => (card.title === '' ? addPage.untitled : card.title)
  const warning = (): string => {
    const to = target()
    if (to === undefined || to.audience === props.album.audience) return ''
    return to.audience === 'public' ? words.toAlbumPublic : words.toAlbumPrivate
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const to = target()
    const { works, album } = props
    if (to === undefined || !(await move.run({ from: album.album, to: to.album, works })).ok) return
    offerUndo({
      words: words.movedToAlbum(works.length, nameOf(to)),
      undo: () => move.run({ from: to.album, to: album.album, works }),
    })
    props.onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={event => void submit(event)}>
      <SelectField
        label={words.toAlbumChoice}
        value={target()?.album ?? ''}
        choices={props.others.map(card => ({
          value: card.album,
          label: addPage.albumOption(nameOf(card), card.audience),
        }))}
        onChoose={setPicked}
      />
      <p role="status">{warning()}</p>
      <ErrorWords error={move.error() ?? null} />
      <div>
        <Button type="submit" look="primary" busy={move.pending() && words.working}>
          {words.toAlbumConfirm}
        </Button>
      </div>
    </form>
  )
}
