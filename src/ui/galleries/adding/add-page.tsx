import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, onMount, Show } from 'solid-js'
import type { AccountIdText, AlbumIdText, AlbumsRow, IntakeRow } from '../../../core/api.ts'
import { Button, ErrorWords, Notice, PageHeading } from '../../components/index.ts'
import { createCommand, createKeptSignal, createRow } from '../../primitives/index.ts'
import { useCore } from '../../primitives/core-context.ts'
import { addPage, summaryText } from '../../strings/intake.ts'
import { albumPath } from '../paths.ts'
import styles from './adding.module.css'
import { Batch } from './batch.tsx'
import { ChosenList } from './chosen-list.tsx'
import { taking } from './create-taking.ts'
import { DestinationFields, type Destination } from './destination.tsx'
import { PickArea } from './pick-area.tsx'
import { ProblemList } from './problem-list.tsx'
import { PreparingProgress, TakingProgress, TakingStopped } from './progress.tsx'
import { readShared, sharedLeft } from './shared-files.ts'

export const AddPage = () => {
  const session = createRow(() => ({ type: 'session' }))
  const account = (): AccountIdText | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.account : undefined
  }
  const albums = createRow(() => {
    const own = account()
    return own === undefined ? undefined : { type: 'albums', account: own }
  })
  const intake = createRow(() => ({ type: 'intake' }))
  return (
    <div class="page">
      <div class="stack stack-close measure">
        <PageHeading title={addPage.title}>{addPage.title}</PageHeading>
        <p class="caption">{addPage.lead}</p>
      </div>
      <Show when={account()}>
        {own => (
          <Show when={albums()}>
            {row => (
              <Show when={intake()}>
                {queue => <Adding account={own()} albums={row()} intake={queue()} />}
              </Show>
            )}
          </Show>
        )}
      </Show>
    </div>
  )
}

interface AddingProps {
  readonly account: AccountIdText
  readonly albums: AlbumsRow
  readonly intake: IntakeRow
}

const Adding = (props: AddingProps) => {
  const core = useCore()
  const shared = createSharedFiles()
  const [passedOver, setPassedOver] = createSignal(0)
  const create = createCommand('album.create')
  const destination = createDestination(() => props.albums)
  const chosen = taking.chosen
  const isChoosing = (): boolean => chosen().phase === 'choosing'
  const failed = createMemo(() => props.intake.items.filter(item => item.state === 'failed'))
  const left = (): number => props.intake.total - props.intake.done - props.intake.failed
  let progress: HTMLDivElement | undefined

  const add = async (): Promise<void> => {
    const wish = destination.value()
    const album = wish.album ?? (await makeAlbum(wish))
    if (album === null) return
    const ended = taking.take(core, album)
    progress?.focus()
    await ended
  }
  const makeAlbum = async ({ title, audience }: Destination): Promise<AlbumIdText | null> => {
    const made = await create.run({ title: title.trim(), kind: 'album', audience })
    if (!made.ok) return null
    destination.settle(made.value.album)
    return made.value.album
  }

  return (
    <>
      <Show when={shared.arrived() > 0 && isChoosing() && chosen().files.length > 0}>
        <Notice icon="check">{addPage.sharedArrived(shared.arrived())}</Notice>
      </Show>
      <Show when={shared.left() > 0}>
        <Notice icon="alert">{addPage.sharedLeft(shared.left())}</Notice>
      </Show>
      <div ref={found => (progress = found)} tabindex="-1" class={styles['stage']}>
        <Show when={chosen().phase === 'taking'}>
          <TakingProgress chosen={chosen()} />
        </Show>
        <Show when={chosen().phase === 'stopped'}>
          <TakingStopped chosen={chosen()} onAgain={() => void add()} onLetGo={() => taking.leaveAllOut()} />
        </Show>
        <Show when={left() > 0}>
          <PreparingProgress row={props.intake} />
        </Show>
        <Show when={props.intake.done > 0 && left() === 0}>
          <Summary account={props.account} intake={props.intake} />
        </Show>
        <Show when={failed().length > 0}>
          <ProblemList items={failed()} />
        </Show>
      </div>
      <Show when={chosen().phase !== 'taking'}>
        <PickArea
          compact={chosen().files.length > 0 || props.intake.items.length > 0}
          onFiles={(files, skipped) => {
            taking.choose(files)
            setPassedOver(skipped)
          }}
        />
        <p role="status" class={styles['said']}>
          {passedOver() > 0 ? addPage.passedOver(passedOver()) : ''}
        </p>
      </Show>
      <Show when={chosen().files.length > 0}>
        <section class="stack" aria-labelledby="chosen-count">
          <Show when={isChoosing()}>
            <h2 id="chosen-count">{addPage.chosen(chosen().files.length)}</h2>
            <DestinationFields
              albums={props.albums.albums}
              value={destination.value()}
              onChange={value => destination.change(value)}
            />
            <ErrorWords error={create.error() ?? null} />
            <div>
              <Button look="primary" busy={create.pending() && addPage.adding} onPress={() => void add()}>
                {addPage.add(chosen().files.length)}
              </Button>
            </div>
          </Show>
          <ChosenList
            files={chosen().files}
            fixed={chosen().phase === 'taking'}
            onLeaveOut={key => taking.leaveOut(key)}
          />
        </section>
      </Show>
      <For each={albumsOf(props.intake)}>
        {album => (
          <Batch
            account={props.account}
            album={album}
            items={props.intake.items.filter(item => item.state === 'done' && item.album === album)}
          />
        )}
      </For>
    </>
  )
}

/** "40 works added"; done with them, one sees where they hang. */
const Summary = (props: { readonly account: AccountIdText; readonly intake: IntakeRow }) => {
  const dismiss = createCommand('intake.dismiss')
  const navigate = useNavigate()
  const finish = async (): Promise<void> => {
    const done = props.intake.items.filter(item => item.state === 'done')
    const album = done.at(-1)?.album
    if (!(await dismiss.run({ items: done.map(({ id }) => id) })).ok || album === undefined) return
    navigate(albumPath({ account: props.account, album, isOwn: true }))
  }
  return (
    <section class={styles['progress']} aria-label={addPage.title}>
      <p class="lead" role="status">
        {summaryText(props.intake.done, props.intake.locationsRemoved)}
      </p>
      <div>
        <Button look="primary" onPress={() => void finish()}>
          {addPage.done}
        </Button>
      </div>
      <ErrorWords error={dismiss.error() ?? null} />
    </section>
  )
}

/** The newest adding first. */
const albumsOf = (intake: IntakeRow): readonly AlbumIdText[] => [
  ...new Set(intake.items.flatMap(item => (item.state === 'done' ? [item.album] : [])).reverse()),
]

/** Where to hang them: the album one came from, else the first, else a new one. */
const createDestination = (row: () => AlbumsRow) => {
  const [params] = useSearchParams<{ album?: string }>()
  const [title, setTitle, forgetTitle] = createKeptSignal('add-album')
  const has = (album: AlbumIdText | null | undefined): album is AlbumIdText =>
    row().albums.some(one => one.album === album)
  const [chosen, setChosen] = createSignal<AlbumIdText | null | undefined>(params.album)
  const [audience, setAudience] = createSignal<Destination['audience']>('public')
  const [made, setMade] = createSignal<AlbumIdText | null>(null)
  const album = (): AlbumIdText | null => {
    const asked = chosen()
    if (asked === null) return null
    if (has(asked) || (asked !== undefined && asked === made())) return asked
    return row().albums[0]?.album ?? null
  }
  return {
    value: (): Destination => ({ album: album(), title: title(), audience: audience() }),
    change: (next: Destination): void => {
      setChosen(next.album)
      setTitle(next.title)
      setAudience(next.audience)
    },
    settle: (album: AlbumIdText): void => {
      setMade(album)
      setChosen(album)
      forgetTitle()
    },
  }
}

/** What other apps shared joins what is chosen here; the address forgets how many did not fit. */
const createSharedFiles = () => {
  const [params, setParams] = useSearchParams<{ shared?: string; left?: string }>()
  const [arrived, setArrived] = createSignal(0)
  const [left] = createSignal(sharedLeft(params.left))
  const fetchShared = async (): Promise<void> => {
    const files = await readShared()
    taking.choose(files)
    setArrived(files.length)
  }
  onMount(() => void fetchShared())
  createEffect(() => {
    if (params.shared !== undefined) setParams({ shared: undefined, left: undefined }, { replace: true })
  })
  return { arrived, left }
}
