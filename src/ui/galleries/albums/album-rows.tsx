import { createSignal, Index } from 'solid-js'
import type { AlbumCard } from '../../../core/api.ts'
import { ErrorWords, Icon } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { albumsWords } from '../../strings/gallery-editing.ts'
import { createDrag } from '../editing/create-drag.ts'
import { placed, placingAtGap, placingOf, type Placing } from '../editing/order.ts'
import { Cover } from './album-cards.tsx'
import styles from './album-cards.module.css'
import { cardTitle } from './card-rules.ts'

type Step = 'earlier' | 'later'

/** One's own albums one under another, moved by dragging or by their buttons. */
export const AlbumRows = (props: { readonly cards: readonly AlbumCard[] }) => {
  const place = createCommand('album.place')
  const [said, setSaid] = createSignal('')
  const [gap, setGap] = createSignal<number | null>(null)
  let list: HTMLOListElement | undefined

  const ids = (): readonly string[] => props.cards.map(card => card.album)
  const carryOut = async (placing: Placing<string> | null): Promise<boolean> => {
    const album = placing?.moved[0]
    const card = props.cards.find(one => one.album === album)
    if (placing === null || album === undefined || card === undefined) return false
    const at = placed(ids(), placing).indexOf(album)
    const words = albumsWords.moved(cardTitle(card), at + 1, props.cards.length)
    const result = await place.run({ album, before: placing.before })
    if (result.ok) setSaid(words)
    return result.ok
  }
  const step = async (at: number, by: Step): Promise<void> => {
    const album = ids()[at]
    if (album === undefined) return
    if (!(await carryOut(placingOf(ids(), new Set([album]), by)))) return
    const row = list?.children[at + (by === 'earlier' ? -1 : 1)]
    row?.querySelector<HTMLElement>(`[data-step="${by}"]`)?.focus()
  }
  const drag = createDrag({
    onLift: () => setGap(null),
    onMove: ({ y }) => setGap(gapAtHeight(list, y)),
    onDrop: () => {
      const album = drag.lifted()
      const to = gap()
      if (album !== null && to !== null) void carryOut(placingAtGap(ids(), new Set([album]), to))
    },
  })
  const gapMark = (at: number): 'before' | 'after' | undefined => {
    if (drag.lifted() === null || gap() === null) return undefined
    if (gap() === at) return 'before'
    return gap() === props.cards.length && at === props.cards.length - 1 ? 'after' : undefined
  }

  return (
    <>
      <p class="caption">{albumsWords.arrangeHint}</p>
      <ol ref={found => (list = found)} class={styles['rows']}>
        <Index each={props.cards}>
          {(card, at) => (
            <li
              class={styles['row']}
              data-lifted={drag.lifted() === card().album ? '' : undefined}
              data-gap={gapMark(at)}
              onPointerDown={event => {
                if (!isOnButton(event)) drag.press(event, card().album)
              }}
            >
              <span class={styles['row-cover']}>
                <Cover card={card()} />
              </span>
              <bdi>{cardTitle(card())}</bdi>
              <span class={styles['tools']}>
                <Tool
                  step="earlier"
                  name={albumsWords.earlier(cardTitle(card()))}
                  disabled={at === 0}
                  onPress={() => void step(at, 'earlier')}
                />
                <Tool
                  step="later"
                  name={albumsWords.later(cardTitle(card()))}
                  disabled={at === props.cards.length - 1}
                  onPress={() => void step(at, 'later')}
                />
              </span>
            </li>
          )}
        </Index>
      </ol>
      <ErrorWords error={place.error() ?? null} />
      <p class="visually-hidden" role="status">
        {said()}
      </p>
    </>
  )
}

interface ToolProps {
  readonly step: Step
  readonly name: string
  readonly disabled: boolean
  readonly onPress: () => void
}

/** Stays focusable at the ends, so that moving never drops the focus. */
const Tool = (props: ToolProps) => (
  <button
    type="button"
    class={styles['tool']}
    data-step={props.step}
    aria-label={props.name}
    title={props.name}
    aria-disabled={props.disabled ? 'true' : undefined}
    onClick={() => {
      if (!props.disabled) props.onPress()
    }}
  >
    <Icon name="up" />
  </button>
)

const isOnButton = (event: PointerEvent): boolean =>
  event.target instanceof Element && event.target.closest('button') !== null

/** The gap between rows nearest to a height of the window. */
const gapAtHeight = (list: HTMLElement | undefined, y: number): number => {
  const rows = [...(list?.children ?? [])]
  const below = rows.findIndex(row => {
    const { top, height } = row.getBoundingClientRect()
    return y < top + height / 2
  })
  return below === -1 ? rows.length : below
}
