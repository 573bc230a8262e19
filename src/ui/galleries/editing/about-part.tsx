import { useNavigate } from '@solidjs/router'
import { Show, untrack, type JSX } from 'solid-js'
import type { AlbumKind, AlbumLayout, AlbumRow, AlbumTextField } from '../../../core/api.ts'
import { Button, ChoiceGroup, draftProps, ErrorWords, TextArea, TextField } from '../../components/index.ts'
import { createCommand, type Draft } from '../../primitives/index.ts'
import { offerUndo } from '../../shell/undo.ts'
import { newAlbumWords } from '../../strings/album-making.ts'
import { editAlbum as words } from '../../strings/gallery-editing.ts'
import { addPage } from '../../strings/intake.ts'
import { savedWords } from '../../strings/profiles.ts'
import { Cover } from '../albums/album-cards.tsx'
import { createAlbumDraft, createAlbumTextDraft } from './album-draft.ts'
import styles from './edit-album.module.css'
import { Rivals } from './rivals.tsx'

interface PartProps {
  readonly album: AlbumRow
}

/** What is written about an album, how it hangs, and taking it down. Saved while it is typed. */
export const AboutPart = (props: PartProps) => (
  <div class={styles['fields']}>
    <AlbumText album={props.album} field="title" label={words.name} large />
    <KindField album={props.album} />
    <AlbumText album={props.album} field="about" label={words.about} hint={words.aboutHint} long />
    <AlbumText album={props.album} field="year" label={words.year} hint={words.yearHint} />
    <Show when={props.album.kind === 'project'}>
      <AlbumText album={props.album} field="role" label={words.role} hint={words.roleHint} />
      <AlbumText
        album={props.album}
        field="collaborators"
        label={words.collaborators}
        hint={words.collaboratorsHint}
        long
      />
    </Show>
    <AlbumText album={props.album} field="video" label={words.video} hint={words.videoHint} />
    <LayoutField album={props.album} />
    <CoverField album={props.album} />
    <TakeDown album={props.album} />
  </div>
)

interface AlbumTextProps extends PartProps {
  /** Read once. */
  readonly field: AlbumTextField
  readonly label: string
  readonly hint?: string
  readonly large?: boolean
  readonly long?: boolean
}

const AlbumText = (props: AlbumTextProps) => {
  const draft = createAlbumTextDraft(
    () => props.album,
    untrack(() => props.field),
  )
  const edit = createCommand('album.edit')
  return (
    <div class="stack stack-close">
      <Show
        when={props.long}
        fallback={
          <TextField
            label={props.label}
            hint={props.hint}
            large={props.large ?? false}
            {...draftProps(draft)}
          />
        }
      >
        <TextArea label={props.label} hint={props.hint} {...draftProps(draft)} />
      </Show>
      <Rivals
        field={props.field}
        alternatives={props.album.alternatives}
        error={edit.error() ?? null}
        onSettle={value => void edit.run({ album: props.album.album, edit: { field: props.field, value } })}
      />
    </div>
  )
}

const kinds = Object.keys(newAlbumWords.kinds) as AlbumKind[]
const layouts = Object.keys(words.layouts) as AlbumLayout[]

const KindField = (props: PartProps) => {
  const draft = createAlbumDraft(() => props.album, {
    name: 'kind',
    value: row => row.kind,
    toEdit: value => ({ field: 'kind', value: kinds.find(kind => kind === value) ?? 'album' }),
  })
  return (
    <Chosen draft={draft}>
      <ChoiceGroup
        legend={words.kind}
        hint={newAlbumWords.kindMeanings[props.album.kind]}
        status={savedWords[draft.state()]}
        value={draft.text()}
        choices={kinds.map(value => ({ value, label: newAlbumWords.kinds[value] }))}
        onChoose={value => choose(draft, value)}
      />
    </Chosen>
  )
}

const LayoutField = (props: PartProps) => {
  const draft = createAlbumDraft(() => props.album, {
    name: 'layout',
    value: row => row.layout,
    toEdit: value => ({ field: 'layout', value: layouts.find(layout => layout === value) ?? 'wall' }),
  })
  return (
    <Chosen draft={draft}>
      <ChoiceGroup
        legend={words.layout}
        hint={words.layoutMeanings[props.album.layout]}
        status={savedWords[draft.state()]}
        value={draft.text()}
        choices={layouts.map(value => ({ value, label: words.layouts[value] }))}
        onChoose={value => choose(draft, value)}
      />
    </Chosen>
  )
}

const choose = (draft: Draft, value: string): void => {
  draft.input(value)
  draft.blur()
}

/** A choice that could not be saved says so, and can be tried again. */
const Chosen = (props: { readonly draft: Draft; readonly children: JSX.Element }) => (
  <div class="stack stack-close">
    {props.children}
    <ErrorWords error={props.draft.error() ?? null} />
    <Show when={props.draft.state() === 'failed'}>
      <div>
        <Button onPress={() => props.draft.flush()}>{words.retry}</Button>
      </div>
    </Show>
  </div>
)

const CoverField = (props: PartProps) => {
  const edit = createCommand('album.edit')
  const isFirst = (): boolean => props.album.cover?.work === props.album.tiles[0]?.id
  return (
    <Show when={props.album.cover}>
      <div class="stack stack-close">
        <p class="group-label">{words.cover}</p>
        <span class={styles['cover']}>
          <Cover card={props.album} />
        </span>
        <p class="field-hint">
          {isFirst() ? `${words.coverFirst}. ` : ''}
          {words.coverChoose}
        </p>
        <Show when={!isFirst()}>
          <div>
            <Button
              onPress={() =>
                void edit.run({ album: props.album.album, edit: { field: 'cover', value: null } })
              }
            >
              {words.coverReset}
            </Button>
          </div>
        </Show>
        <ErrorWords error={edit.error() ?? null} />
      </div>
    </Show>
  )
}

const TakeDown = (props: PartProps) => {
  const bin = createCommand('album.bin')
  const restore = createCommand('bin.restore')
  const navigate = useNavigate()
  const takeDown = async (): Promise<void> => {
    const { album, title } = props.album
    if (!(await bin.run({ album })).ok) return
    offerUndo({
      words: words.binned(title === '' ? addPage.untitled : title),
      undo: () => restore.run({ items: [{ kind: 'album', album }] }),
    })
    navigate('/me', { replace: true })
  }
  return (
    <div class="section">
      <h2>{words.binTitle}</h2>
      <p>{words.binText}</p>
      <ErrorWords error={bin.error() ?? null} />
      <div>
        <Button look="danger" busy={bin.pending() && words.binning} onPress={() => void takeDown()}>
          {words.bin}
        </Button>
      </div>
    </div>
  )
}
