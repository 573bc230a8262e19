import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { AlbumRow, WorkId, WorkTile } from '../../../core/api.ts'
import { arranging as words } from '../../strings/gallery-editing.ts'
import { WorkImage } from '../images/work-image.tsx'
import styles from './arrange.module.css'
import type { Arranging } from './create-arranging.ts'
import { createDrag } from './create-drag.ts'
import { createTileWindow } from './create-tile-window.ts'
import { isArrowKey, stepForKey } from './grid-keys.ts'
import { placingAtGap } from './order.ts'
import { draggedWith } from './selection.ts'
import { gapAt, tileAt, tileBeside } from './tile-grid.ts'

interface ArrangeGridProps {
  readonly album: AlbumRow
  readonly arranging: Arranging
  readonly onOpen: (work: WorkId) => void
  /** The box itself, for whoever gives it the focus back. */
  readonly onReady: (box: HTMLElement) => void
}

/**
 * All works in their order, as a list box: the focus stays on the box and `aria-activedescendant` names the
 * work, so that only those in sight need to be drawn.
 */
export const ArrangeGrid = (props: ArrangeGridProps) => {
  const prefix = createUniqueId()
  const order = (): readonly WorkId[] => props.arranging.order()
  const shown = createTileWindow(() => order().length)
  const [activeId, setActiveId] = createSignal<WorkId | null>(null)
  const [gap, setGap] = createSignal<number | null>(null)
  const active = (): number => Math.max(0, order().indexOf(activeId() ?? ''))
  const optionId = (id: WorkId): string => `${prefix}-${id}`

  const drag = createDrag({
    onLift: () => setGap(null),
    onMove: point => {
      const { x, y } = shown.pointIn(point.x, point.y)
      setGap(gapAt(shown.grid(), order().length, x, y))
    },
    onDrop: () => {
      const [id, to] = [drag.lifted(), gap()]
      if (id === null || to === null) return
      void props.arranging.place(placingAtGap(order(), draggedWith(props.arranging.selection(), id), to))
    },
  })
  const drawn = createMemo(() => {
    const { from, to } = shown.range()
    const near = order().slice(from, to)
    const kept = [activeId(), drag.lifted()].filter(
      id => id !== null && order().includes(id) && !near.includes(id),
    )
    return [...near, ...kept.filter(id => id !== null)]
  })

  const activate = (index: number): void => {
    setActiveId(order()[index] ?? null)
    shown.scrollTo(index)
  }
  const moveBy = async (event: KeyboardEvent): Promise<void> => {
    const id = order()[active()]
    const step = stepForKey(event.key)
    if (id === undefined || step === null) return
    await props.arranging.step(draggedWith(props.arranging.selection(), id), step)
    activate(order().indexOf(id))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = order()[active()]
    if (id === undefined) return
    if (event.altKey && isArrowKey(event.key)) void moveBy(event)
    else if (isArrowKey(event.key)) {
      if (event.shiftKey) props.arranging.extendTo(id)
      activate(tileBeside(shown.grid(), order().length, active(), event.key, 3))
      if (event.shiftKey) props.arranging.extendTo(order()[active()] ?? id)
    } else if (event.key === ' ') (event.shiftKey ? props.arranging.extendTo : props.arranging.toggle)(id)
    else if (event.key === 'Enter') props.onOpen(id)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) props.arranging.selectAll()
    else if (event.key === 'Escape' && props.arranging.selected().length > 0) props.arranging.selectNone()
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent, id: WorkId): void => {
    if (drag.endedDrag()) return
    setActiveId(id)
    if (event.shiftKey) props.arranging.extendTo(id)
    else props.arranging.toggle(id)
  }

  return (
    <>
      <div
        ref={box => {
          shown.attach(box)
          props.onReady(box)
        }}
        class={styles['grid']}
        role="listbox"
        tabindex="0"
        aria-multiselectable="true"
        aria-label={words.list(order().length)}
        aria-describedby={`${prefix}-hint`}
        aria-activedescendant={order().length > 0 ? optionId(order()[active()] ?? '') : undefined}
        data-dragging={drag.lifted() === null ? undefined : ''}
        style={{ height: `${shown.grid().height}px` }}
        onKeyDown={onKeyDown}
        onFocus={() => setActiveId(order()[active()] ?? null)}
      >
        <For each={drawn()}>
          {id => (
            <Show when={props.arranging.tileOf(id)}>
              {tile => (
                <Tile
                  id={optionId(id)}
                  album={props.album}
                  tile={tile()}
                  index={order().indexOf(id)}
                  count={order().length}
                  place={tileAt(shown.grid(), order().indexOf(id))}
                  size={shown.grid().tileWidth}
                  selected={props.arranging.selection().ids.has(id)}
                  active={activeId() === id}
                  lifted={
                    drag.lifted() !== null &&
                    draggedWith(props.arranging.selection(), drag.lifted() ?? '').has(id)
                  }
                  onPress={event => drag.press(event, id)}
                  onClick={event => onClick(event, id)}
                  onOpen={() => props.onOpen(id)}
                />
              )}
            </Show>
          )}
        </For>
        <Show when={drag.lifted() !== null && gap() !== null}>
          <GapMark grid={shown.grid()} gap={gap() ?? 0} />
        </Show>
      </div>
      <p id={`${prefix}-hint`} class="visually-hidden">
        {words.hint}
      </p>
      <Show when={drag.lifted()}>
        {lifted => (
          <p
            class={styles['carried']}
            aria-hidden="true"
            style={{ transform: `translate(${drag.point().x}px, ${drag.point().y}px)` }}
          >
            {words.dragging(draggedWith(props.arranging.selection(), lifted()).size)}
          </p>
        )}
      </Show>
    </>
  )
}

/** A line where the works would hang. */
const GapMark = (props: { readonly grid: Parameters<typeof tileAt>[0]; readonly gap: number }) => {
  const place = () => {
    const isRowEnd = props.gap > 0 && props.gap % props.grid.columns === 0
    const beside = tileAt(props.grid, isRowEnd ? props.gap - 1 : props.gap)
    return { x: isRowEnd ? beside.x + props.grid.tileWidth + props.grid.gap : beside.x, y: beside.y }
  }
  return (
    <span
      class={styles['gap']}
      role="presentation"
      style={{
        transform: `translate(${place().x - props.grid.gap / 2 - 1.5}px, ${place().y}px)`,
        height: `${props.grid.tileWidth}px`,
      }}
    />
  )
}

interface TileProps {
  readonly id: string
  readonly album: AlbumRow
  readonly tile: WorkTile
  readonly index: number
  readonly count: number
  readonly place: { readonly x: number; readonly y: number }
  readonly size: number
  readonly selected: boolean
  readonly active: boolean
  readonly lifted: boolean
  readonly onPress: (event: PointerEvent) => void
  readonly onClick: (event: MouseEvent) => void
  readonly onOpen: () => void
}

const Tile = (props: TileProps) => (
  <div
    id={props.id}
    class={styles['tile']}
    role="option"
    aria-selected={props.selected}
    aria-setsize={props.count}
    aria-posinset={props.index + 1}
    aria-label={words.workName(props.index + 1, props.tile.title || props.tile.alt || words.untitled)}
    data-active={props.active ? '' : undefined}
    data-lifted={props.lifted ? '' : undefined}
    style={{ transform: `translate(${props.place.x}px, ${props.place.y}px)`, width: `${props.size}px` }}
    onPointerDown={event => props.onPress(event)}
    onClick={event => props.onClick(event)}
    onDblClick={() => props.onOpen()}
  >
    <span class={styles['picture']} style={{ height: `${props.size}px` }}>
      <WorkImage
        place={{ account: props.album.account, album: props.album.album, work: props.tile.id }}
        image={props.tile.image}
        alt=""
        fit="whole"
        box={{ width: props.size, height: props.size }}
      />
    </span>
    <bdi class={styles['name']}>{props.tile.title}</bdi>
  </div>
)
