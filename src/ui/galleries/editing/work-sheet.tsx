import { createMemo, Match, Show, Switch, untrack } from 'solid-js'
import { licenceIds, workAvailabilities } from '../../../core/api.ts'
import type { AlbumRow, WorkEdit, WorkId, WorkRow, WorkTextField } from '../../../core/api.ts'
import { Button, Dialog, draftProps, ErrorWords, TextArea, TextField } from '../../components/index.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { createCommand, createRow } from '../../primitives/index.ts'
import { licenceNames, workAvailabilityNames, workSheet as words } from '../../strings/gallery-editing.ts'
import { createWorkDraft } from './create-work-draft.ts'
import { CreditsEditor } from './credits-editor.tsx'
import styles from './edit-album.module.css'
import { FocalPicker } from './focal-picker.tsx'
import { Rivals } from './rivals.tsx'
import { SelectField } from './select-field.tsx'
import { TagsEditor } from './tags-editor.tsx'
import { VersionsEditor } from './versions-editor.tsx'

interface WorkSheetProps {
  readonly album: AlbumRow
  /** None: closed. */
  readonly work: WorkId | undefined
  readonly onGo: (work: WorkId) => void
  readonly onClose: () => void
}

/** Everything that can be said of one work, saved while it is typed, and its neighbours one press away. */
export const WorkSheet = (props: WorkSheetProps) => {
  const index = createMemo(() => props.album.tiles.findIndex(tile => tile.id === props.work))
  const beside = (by: number): WorkId | undefined => props.album.tiles[index() + by]?.id
  return (
    <Dialog
      shape="sheet"
      open={index() >= 0}
      title={words.title(index() + 1, props.album.tiles.length)}
      onClose={() => props.onClose()}
    >
      <Show when={index() >= 0 && props.work} keyed>
        {work => <LoadedWork album={props.album} work={work} />}
      </Show>
      <div class={styles['around']}>
        <Neighbour work={beside(-1)} label={words.previous} onGo={props.onGo} />
        <Neighbour work={beside(1)} label={words.next} onGo={props.onGo} />
      </div>
    </Dialog>
  )
}

const Neighbour = (props: {
  readonly work: WorkId | undefined
  readonly label: string
  readonly onGo: (work: WorkId) => void
}) => (
  <Show when={props.work} fallback={<span />}>
    {work => (
      <Button look="quiet" onPress={() => props.onGo(work())}>
        {props.label}
      </Button>
    )}
  </Show>
)

const LoadedWork = (props: { readonly album: AlbumRow; readonly work: WorkId }) => {
  const state = createRow(() => ({
    type: 'work',
    account: props.album.account,
    album: props.album.album,
    work: props.work,
  }))
  const shown = (): WorkRow | undefined => {
    const now = state()
    return now?.kind === 'shown' ? now.work : undefined
  }
  const isMissing = (): boolean => {
    const now = state()
    return now !== undefined && now.kind !== 'shown' && now.kind !== 'looking'
  }
  return (
    <Switch fallback={<p class="caption">{words.looking}</p>}>
      <Match when={shown()}>
        {work => (
          <>
            <Fields work={work()} />
            <CoverChoice album={props.album} work={props.work} />
          </>
        )}
      </Match>
      <Match when={isMissing()}>
        <p>{words.missing}</p>
      </Match>
    </Switch>
  )
}

/** Whether this work stands for the album on the profile. */
const CoverChoice = (props: { readonly album: AlbumRow; readonly work: WorkId }) => {
  const edit = createCommand('album.edit')
  const isCover = (): boolean => props.album.cover?.work === props.work
  const choose = (): void =>
    void edit.run({ album: props.album.album, edit: { field: 'cover', value: props.work } })
  return (
    <div class="stack stack-close">
      <p role="status">{isCover() ? words.isCover : ''}</p>
      <Show when={!isCover()}>
        <div>
          <Button onPress={choose}>{words.makeCover}</Button>
        </div>
      </Show>
      <ErrorWords error={edit.error() ?? null} />
    </div>
  )
}

const Fields = (props: { readonly work: WorkRow }) => {
  const address = () => ({ album: props.work.album, work: props.work.id })
  const image = () => props.work.versions.find(version => version.isCurrent)?.image
  return (
    <div class={styles['sheet']}>
      <WorkText work={props.work} field="title" label={words.name} />
      <div class={styles['short']}>
        <WorkText work={props.work} field="alt" label={words.alt} hint={altHint(props.work)} long />
      </div>
      <WorkText work={props.work} field="fullTitle" label={words.fullTitle} hint={words.fullTitleHint} />
      <WorkText work={props.work} field="year" label={words.year} />
      <WorkText work={props.work} field="medium" label={words.medium} />
      <WorkText work={props.work} field="dimensions" label={words.dimensions} hint={words.dimensionsHint} />
      <WorkText work={props.work} field="statement" label={words.statement} long />
      <TagsEditor address={address()} tags={props.work.tags} />
      <Choices work={props.work} />
      <CreditsEditor address={address()} credits={props.work.credits} />
      <Show when={image()}>
        {shown => <FocalPicker account={props.work.account} address={address()} image={shown()} />}
      </Show>
      <VersionsEditor work={props.work} />
    </div>
  )
}

const altHint = ({ alt }: WorkRow): string => (alt.trim() === '' ? words.altMissing : words.altHint)

interface WorkTextProps {
  readonly work: WorkRow
  /** Read once. */
  readonly field: WorkTextField
  readonly label: string
  readonly hint?: string
  readonly long?: boolean
}

const WorkText = (props: WorkTextProps) => {
  const address = () => ({ album: props.work.album, work: props.work.id })
  const field = untrack(() => props.field)
  const draft = createWorkDraft(address, field, () => props.work[field])
  const settle = createCommand('works.edit')
  return (
    <div class="stack stack-close">
      <Show
        when={props.long}
        fallback={<TextField label={props.label} hint={props.hint} {...draftProps(draft)} />}
      >
        <TextArea label={props.label} hint={props.hint} {...draftProps(draft)} />
      </Show>
      <Rivals
        field={field}
        alternatives={props.work.alternatives}
        error={settle.error() ?? null}
        onSettle={value =>
          void settle.run({ album: props.work.album, works: [props.work.id], edits: [{ field, value }] })
        }
      />
    </div>
  )
}

const licences = licenceIds.map(value => ({ value, label: licenceNames[value] }))
const availabilities = workAvailabilities.map(value => ({ value, label: workAvailabilityNames[value] }))

/** What is chosen rather than typed: saved at once. */
const Choices = (props: { readonly work: WorkRow }) => {
  const edit = createCommand('works.edit')
  const save = (change: WorkEdit): void =>
    void edit.run({ album: props.work.album, works: [props.work.id], edits: [change] })
  return (
    <>
      <SelectField
        label={words.availability}
        value={props.work.availability}
        choices={availabilities}
        onChoose={chosen => {
          const value = workAvailabilities.find(one => one === chosen)
          if (value !== undefined) save({ field: 'availability', value })
        }}
      />
      <SelectField
        label={words.licence}
        value={props.work.licence}
        choices={licences}
        onChoose={chosen => {
          const value = licenceIds.find(one => one === chosen)
          if (value !== undefined) save({ field: 'licence', value })
        }}
      />
      <Checkbox
        label={words.noAi}
        hint={words.noAiHint}
        checked={props.work.noAi}
        onChange={value => save({ field: 'noAi', value })}
      />
      <ErrorWords error={edit.error() ?? null} />
    </>
  )
}
