import { createMemo, createSignal, For, Show, untrack } from 'solid-js'
import type { AccountIdText, AlbumIdText, AlbumRow, IntakeItem, WorkTile } from '../../../core/api.ts'
import { Button, draftProps, ErrorWords, TextArea, TextField } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { batchWords, noteNames } from '../../strings/intake.ts'
import { savedWords } from '../../strings/profiles.ts'
import { createWorkDraft } from '../editing/create-work-draft.ts'
import { SharedFieldsForm } from '../editing/shared-fields-form.tsx'
import { WorkImage } from '../images/work-image.tsx'
import styles from './adding.module.css'
import { createForAll } from './create-for-all.ts'

interface BatchProps {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  /** Done ones of this album. */
  readonly items: readonly IntakeItem[]
}

const shownAtOnce = 40

/** Words for what was just added: one row a work, and fields for all of them. */
export const Batch = (props: BatchProps) => {
  const state = createRow(() => ({ type: 'album', account: props.account, album: props.album }))
  const album = (): AlbumRow | undefined => {
    const now = state()
    return now?.kind === 'shown' ? now.album : undefined
  }
  return <Show when={album()}>{shown => <BatchOf album={shown()} items={props.items} />}</Show>
}

const BatchOf = (props: { readonly album: AlbumRow; readonly items: readonly IntakeItem[] }) => {
  const [shown, setShown] = createSignal(shownAtOnce)
  const tiles = createMemo(() => new Map(props.album.tiles.map(tile => [tile.id, tile])))
  const notes = createMemo(() => new Map(props.items.map(item => [item.work, item])))
  const works = createMemo(
    () => props.items.flatMap(({ work }) => (work !== null && tiles().has(work) ? [work] : [])),
    [],
    { equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]) },
  )
  const withoutAlt = (): number => works().filter(id => (tiles().get(id)?.alt ?? '').trim() === '').length
  return (
    <section class="stack" aria-labelledby={`batch-${props.album.album}`}>
      <div class="stack stack-close">
        <h2 id={`batch-${props.album.album}`}>{batchWords.title}</h2>
        <p class="caption">{batchWords.lead}</p>
      </div>
      <ForAllFields album={props.album} works={works()} />
      <p class="caption">
        {withoutAlt() === 0 ? batchWords.altAllThere : batchWords.altKind(withoutAlt(), works().length)}
      </p>
      <ul class={styles['batch']}>
        <For each={works().slice(0, shown())}>
          {(work, at) => (
            <Show when={tiles().get(work)}>
              {tile => (
                <BatchRow album={props.album} tile={tile()} number={at() + 1} item={notes().get(work)} />
              )}
            </Show>
          )}
        </For>
      </ul>
      <Show when={works().length > shown()}>
        <div>
          <Button onPress={() => setShown(count => count + shownAtOnce)}>
            {batchWords.showMore(works().length - shown())}
          </Button>
        </div>
      </Show>
    </section>
  )
}

const ForAllFields = (props: { readonly album: AlbumRow; readonly works: readonly string[] }) => {
  const forAll = createForAll(
    untrack(() => props.album.album),
    () => props.works,
  )
  return (
    <details class={styles['for-all']}>
      <summary>
        <span>{batchWords.forAllTitle(props.works.length)}</span>
        <span class="field-status" role="status">
          {savedWords[forAll.state()]}
        </span>
      </summary>
      <div class="stack">
        <p class="caption">{batchWords.forAllHint}</p>
        <SharedFieldsForm fields={forAll.fields()} onChange={fields => forAll.change(fields)} />
        <ErrorWords error={forAll.error() ?? null} />
      </div>
    </details>
  )
}

interface BatchRowProps {
  readonly album: AlbumRow
  readonly tile: WorkTile
  readonly number: number
  readonly item: IntakeItem | undefined
}

const BatchRow = (props: BatchRowProps) => {
  const address = () => ({ album: props.album.album, work: props.tile.id })
  const title = createWorkDraft(address, 'title', () => props.tile.title)
  const alt = createWorkDraft(address, 'alt', () => props.tile.alt)
  const notes = (): string =>
    (props.item?.notes ?? [])
      .filter(note => note !== 'location-removed' && note !== 'kept-as-is')
      .map(note => noteNames[note])
      .join('. ')
  return (
    <li>
      <div
        class={styles['batch-row']}
        role="group"
        aria-label={batchWords.work(props.number, props.item?.name ?? props.tile.title)}
      >
        <span class={styles['batch-image']}>
          <WorkImage
            place={{ account: props.album.account, ...address() }}
            image={props.tile.image}
            alt=""
            fit="whole"
          />
        </span>
        <div class={styles['batch-fields']}>
          <TextField label={batchWords.titleField} {...draftProps(title)} />
          <div class={styles['alt']}>
            <TextArea label={batchWords.alt} hint={batchWords.altHint} {...draftProps(alt)} />
          </div>
          <Show when={notes() !== ''}>
            <p class="caption">{notes()}</p>
          </Show>
        </div>
      </div>
    </li>
  )
}
