import { createEffect, createMemo, createUniqueId, For, onMount, Show, untrack } from 'solid-js'
import type { AlbumLayout, WorkTile } from '../../../core/api.ts'
import { nameOfWork } from '../../strings/galleries.ts'
import type { WorkPlace } from '../images/image-source.ts'
import { WorkImage } from '../images/work-image.tsx'
import { createWindow, type WallHandle } from './create-window.ts'
import { hang } from './hanging.ts'
import { openedHere } from './opened-here.ts'
import styles from './wall.module.css'

/** One work as a wall needs it. */
export interface HungWork {
  readonly place: WorkPlace
  readonly tile: WorkTile
  readonly href: string
  /** Who made it, where works of several people hang. */
  readonly artist?: string
}

interface WallProps<T> {
  readonly works: readonly T[]
  /** Read again whenever something of the work changes. */
  readonly hung: (work: T) => HungWork
  readonly layout: AlbumLayout
  /** What the list is called. */
  readonly label: string
  /** The room of every work is there for the first time. */
  readonly onHung?: () => void
  /** Read once. */
  readonly onReady?: (handle: WallHandle) => void
}

/**
 * Works in rows, as a list of links. Only those near what is seen are drawn, but the room of all of them is
 * kept, so the page never changes its height while one scrolls.
 */
export const Wall = <T extends object>(props: WallProps<T>) => {
  const wall = createWindow(width => {
    const images = props.works.map(work => props.hung(work).tile.image)
    return hang(props.layout, images, width)
  })
  const { layout } = wall
  const numbers = createMemo(() => new Map(props.works.map((work, index) => [work, index] as const)))
  const drawn = createMemo(() =>
    wall.indices().flatMap(index => {
      const work = props.works[index]
      return work === undefined ? [] : [work]
    }),
  )
  onMount(() => props.onReady?.(wall.handle))
  createEffect(() => {
    if (layout() !== undefined) props.onHung?.()
  })
  return (
    <ul
      ref={list => wall.attach(list)}
      class={styles['wall']}
      aria-label={props.label}
      style={{ height: `${layout()?.height ?? 0}px` }}
      onFocusIn={wall.onFocusIn}
      onFocusOut={wall.onFocusOut}
    >
      <For each={drawn()}>
        {work => {
          const index = () => numbers().get(work) ?? 0
          const hung = createMemo(() => props.hung(work))
          const place = createMemo(() => layout()?.places[index()] ?? nowhere)
          return (
            <li
              class={styles['tile']}
              aria-setsize={props.works.length}
              aria-posinset={index() + 1}
              data-index={index()}
              style={{
                'inset-inline-start': `${place().left}px`,
                top: `${place().top}px`,
                width: `${place().width}px`,
                height: `${place().height}px`,
              }}
            >
              <Tile
                work={hung()}
                number={index() + 1}
                count={props.works.length}
                box={place()}
                layout={props.layout}
              />
            </li>
          )
        }}
      </For>
    </ul>
  )
}

/** For the moment in which a work has gone and its link has not. */
const nowhere = { left: 0, top: 0, width: 0, height: 0 } as const

interface TileProps {
  readonly work: HungWork
  readonly number: number
  readonly count: number
  readonly box: { readonly width: number; readonly height: number }
  readonly layout: AlbumLayout
}

const Tile = (props: TileProps) => {
  const reasonId = createUniqueId()
  const tile = (): WorkTile => props.work.tile
  return (
    <a
      class={styles['link']}
      href={props.work.href}
      state={untrack(() => openedHere)}
      noScroll
      aria-label={nameOfWork(tile(), props.number, props.count)}
      aria-describedby={reasonId}
    >
      <WorkImage
        place={props.work.place}
        image={tile().image}
        alt=""
        box={props.box}
        fit={props.layout === 'grid' ? 'cover' : 'whole'}
        reasonId={reasonId}
      />
      <Show when={tile().title !== '' || props.work.artist}>
        <span class={styles['label']} aria-hidden="true">
          <Show when={tile().title !== ''}>
            <cite dir="auto">{tile().title}</cite>
          </Show>
          <Show when={props.work.artist}>
            {artist => (
              <span class={styles['artist']} dir="auto">
                {artist()}
              </span>
            )}
          </Show>
        </span>
      </Show>
    </a>
  )
}
