import { createEffect, createMemo, createSignal, onCleanup, onMount, Show, type JSX } from 'solid-js'
import type { AlbumRow, ImageId, WorkId, WorkRow, WorkTile } from '../../../core/api.ts'
import { createRow } from '../../primitives/index.ts'
import { nameOfWork, viewer } from '../../strings/galleries.ts'
import type { WorkPlace } from '../images/image-source.ts'
import { Bar } from './bar.tsx'
import { Caption } from './caption.tsx'
import { Details } from './details.tsx'
import { createMat } from './mat.ts'
import { Stage, type StageHandle } from './stage.tsx'
import { actOf, indexAfter } from './viewer-keys.ts'
import styles from './viewer.module.css'

interface ViewerProps {
  readonly album: AlbumRow
  readonly work: WorkId
  readonly onGo: (work: WorkId) => void
  readonly onClose: () => void
  /** For one's own works: edit, replace, bin. */
  readonly ownerActions?: ((work: WorkRow) => JSX.Element) | undefined
}

type Step = 'next' | 'previous' | 'first' | 'last'

/** One work and nothing else: a modal dialog over its album, with an address of its own. */
export const Viewer = (props: ViewerProps) => {
  const [mat, nextMat] = createMat()
  const [hasDetails, setHasDetails] = createSignal(false)
  const [version, setVersion] = createSignal<{ readonly work: WorkId; readonly image: ImageId }>()
  const [isClose, setClose] = createSignal(false)
  let dialog: HTMLDialogElement | undefined
  let inside: HTMLElement | undefined
  let stage: StageHandle | undefined

  const tiles = (): readonly WorkTile[] => props.album.tiles
  const index = createMemo(() => tiles().findIndex(tile => tile.id === props.work))
  const tile = (): WorkTile | undefined => tiles()[index()]
  const placeOf = (one: WorkTile): WorkPlace => ({
    account: props.album.account,
    album: props.album.album,
    work: one.id,
  })
  const state = createRow(() => ({
    type: 'work',
    account: props.album.account,
    album: props.album.album,
    work: props.work,
  }))
  const work = (): WorkRow | undefined => {
    const now = state()
    return now?.kind === 'shown' && now.work.id === props.work ? now.work : undefined
  }
  const looked = (): WorkRow['versions'][number] | undefined => {
    const chosen = version()
    return chosen?.work === props.work
      ? work()?.versions.find(one => one.image.id === chosen.image)
      : undefined
  }
  const title = (): string => work()?.title || tile()?.title || ''
  const name = (): string =>
    index() === -1 ? viewer.missingTitle : viewer.name(index() + 1, tiles().length, title())

  const go = (to: Step): void => {
    const target = tiles()[indexAfter(index(), to, tiles().length)]
    if (target !== undefined && target.id !== props.work) props.onGo(target.id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !isOurs(event.target, dialog)) return
    const act = actOf({
      key: event.key,
      shift: event.shiftKey,
      modified: event.ctrlKey || event.altKey || event.metaKey,
      isZoomed: stage?.isZoomed() ?? false,
      onControl: isControl(event.target),
      isRightToLeft: dialog !== undefined && getComputedStyle(dialog).direction === 'rtl',
    })
    if (act === null) return
    event.preventDefault()
    if (act.type === 'go') go(act.to)
    else if (act.type === 'pan') stage?.pan(act.by)
    else if (act.type === 'zoom') stage?.zoom(act.factor)
    else setHasDetails(shown => !shown)
  }
  /** Escape steps back once: out of the details, then out of the viewer. */
  const onCancel = (event: Event): void => {
    event.preventDefault()
    if (hasDetails()) setHasDetails(false)
    else props.onClose()
  }

  onMount(() => {
    dialog?.showModal()
    inside?.focus()
  })
  onCleanup(() => dialog?.close())
  createEffect(() => {
    if (!hasDetails()) inside?.focus()
  })

  return (
    <dialog
      ref={found => (dialog = found)}
      class={styles['viewer']}
      aria-label={name()}
      data-mat={mat()}
      onCancel={onCancel}
      onKeyDown={onKeyDown}
    >
      <div ref={found => (inside = found)} class={styles['inside']} tabindex="-1">
        <Bar
          index={index()}
          count={tiles().length}
          mat={mat()}
          isClose={isClose()}
          hasDetails={hasDetails()}
          onClose={() => props.onClose()}
          onGo={go}
          onMat={nextMat}
          onZoom={() => stage?.zoom(isClose() ? 0 : 2.5)}
          onDetails={() => setHasDetails(shown => !shown)}
        />
        <Show
          when={tile()}
          fallback={
            <div class={styles['missing']}>
              <h2>{viewer.missingTitle}</h2>
              <p>{viewer.missing}</p>
            </div>
          }
        >
          {shown => (
            <>
              <Stage
                tiles={tiles()}
                index={index()}
                version={looked()?.image}
                alt={nameOfWork(shown(), index() + 1, tiles().length)}
                placeOf={placeOf}
                onGo={go}
                onZoomed={setClose}
                onReady={handle => (stage = handle)}
              />
              <div class={styles['label']}>
                <Caption tile={shown()} work={work()} />
              </div>
              <Show when={hasDetails() && work()}>
                {found => (
                  <div class={styles['side']}>
                    <Details
                      work={found()}
                      looked={looked()?.image.id ?? shown().image.id}
                      onLook={image => setVersion({ work: props.work, image })}
                      onClose={() => setHasDetails(false)}
                      actions={props.album.isOwn ? props.ownerActions?.(found()) : undefined}
                      headingRef={heading => queueMicrotask(() => heading.focus())}
                    />
                  </div>
                )}
              </Show>
            </>
          )}
        </Show>
        <p class="visually-hidden" role="status">
          {name()}
        </p>
      </div>
    </dialog>
  )
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, select, textarea, summary') !== null

/** In a text every key is the text's, and in a dialog over this one the dialog's. */
const isOurs = (target: EventTarget | null, dialog: Element | undefined): boolean =>
  target instanceof Element &&
  target.closest('input, select, textarea') === null &&
  target.closest('dialog') === dialog
