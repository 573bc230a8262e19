import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { AccountIdText, AlbumIdText, AlbumsRow, IntakeRow } from '../../../core/api.ts'
import { Button, ErrorWords, Notice, PageHeading } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { useCore } from '../../primitives/core-context.ts'
import { addPage } from '../../strings/intake.ts'
import styles from './adding.module.css'
import { AskToKeep } from './ask-to-keep.tsx'
import { Batch } from './batch.tsx'
import { ChosenList } from './chosen-list.tsx'
import { addable, isOutOfRoom, mayChooseAlbum } from './chosen.ts'
import { createDestination } from './create-destination.ts'
import { createSharedFiles } from './create-shared-files.ts'
import { taking } from './create-taking.ts'
import { DestinationFields, type Destination } from './destination.tsx'
import { PickArea } from './pick-area.tsx'
import { ProblemList } from './problem-list.tsx'
import { PreparingProgress, TakingProgress, TakingStopped } from './progress.tsx'
import { Summary } from './summary.tsx'

const TellOffer = lazy(async () => ({
  default: (await import('../../network/tell/tell-offer.tsx')).TellOffer,
}))

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
  const resume = createCommand('intake.resume')
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
  /** What was prepared meanwhile has freed the room that its sources took. */
  const addAgain = async (): Promise<void> => {
    if (isOutOfRoom(props.intake)) await resume.run({})
    await add()
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
          <TakingStopped
            chosen={chosen()}
            onAgain={() => void addAgain()}
            onLetGo={() => taking.leaveAllOut()}
          />
        </Show>
        <Show when={left() > 0}>
          <PreparingProgress row={props.intake} />
        </Show>
        <Show when={props.intake.done > 0 && left() === 0}>
          <Summary account={props.account} intake={props.intake} />
          <Suspense>
            <For each={albumsOf(props.intake)}>
              {album => (
                <Show when={props.albums.albums.find(card => card.album === album)}>
                  {card => <TellOffer album={card()} items={props.intake.items} />}
                </Show>
              )}
            </For>
          </Suspense>
          <AskToKeep />
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
        <section class="stack" aria-label={addPage.chosenList}>
          <Show when={isChoosing() && addable(chosen()) > 0}>
            <h2>{addPage.chosen(addable(chosen()))}</h2>
          </Show>
          <Show when={mayChooseAlbum(chosen())}>
            <DestinationFields
              albums={props.albums.albums}
              value={destination.value()}
              onChange={value => destination.change(value)}
            />
          </Show>
          <ErrorWords error={create.error() ?? null} />
          <Show when={isChoosing() && addable(chosen()) > 0}>
            <div>
              <Button look="primary" busy={create.pending() && addPage.adding} onPress={() => void add()}>
                {addPage.add(addable(chosen()))}
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

/** The newest adding first. */
const albumsOf = (intake: IntakeRow): readonly AlbumIdText[] => [
  ...new Set(intake.items.flatMap(item => (item.state === 'done' ? [item.album] : [])).reverse()),
]
