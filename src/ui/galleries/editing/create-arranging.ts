import { createEffect, createMemo, createSignal, on, type Accessor } from 'solid-js'
import type { AlbumRow, CoreError, WorkId, WorkTile } from '../../../core/api.ts'
import { createCommand } from '../../primitives/index.ts'
import { arranging as words } from '../../strings/gallery-editing.ts'
import { placed, placingOf, sameMembers, sameOrder, type Placing, type Step } from './order.ts'
import {
  allSelected,
  extended,
  nothingSelected,
  onlySelected,
  toggled,
  withoutGone,
  type Selection,
} from './selection.ts'

export interface Arranging {
  /** As they are shown: with moves that are being saved already made. */
  readonly order: Accessor<readonly WorkId[]>
  readonly tileOf: (id: WorkId) => WorkTile | undefined
  readonly selection: Accessor<Selection>
  /** In their order. */
  readonly selected: Accessor<readonly WorkId[]>
  readonly said: Accessor<string>
  readonly error: Accessor<CoreError | undefined>
  say(words: string): void
  toggle(id: WorkId): void
  extendTo(id: WorkId): void
  selectAll(): void
  selectNone(): void
  selectOnly(id: WorkId): void
  step(ids: ReadonlySet<WorkId>, step: Step): Promise<void>
  place(placing: Placing<WorkId> | null): Promise<void>
}

/** The works of one album in their order, what is selected of them, and how they move. */
export const createArranging = (album: Accessor<AlbumRow>): Arranging => {
  const command = createCommand('works.place')
  const rowOrder = createMemo(() => album().tiles.map(tile => tile.id), [], { equals: sameOrder })
  const tiles = createMemo(() => new Map(album().tiles.map(tile => [tile.id, tile])))
  const [moved, setMoved] = createSignal<readonly WorkId[] | null>(null)
  const [chosen, setChosen] = createSignal<Selection>(nothingSelected)
  const [said, setSaid] = createSignal('')
  let saving = 0

  const order = createMemo(() => {
    const own = moved()
    return own !== null && sameMembers(own, rowOrder()) ? own : rowOrder()
  })
  const selection = createMemo(() => withoutGone(chosen(), order()))
  const selected = createMemo(() => order().filter(id => selection().ids.has(id)))
  // Once everything is saved, the next row is the truth: another device may have moved works too.
  createEffect(on(rowOrder, () => saving === 0 && setMoved(null), { defer: true }))

  const place = async (placing: Placing<WorkId> | null): Promise<void> => {
    const [first] = placing?.moved ?? []
    if (placing === null || first === undefined) return
    const next = placed(order(), placing)
    setMoved(next)
    saving += 1
    const result = await command.run({ album: album().album, works: placing.moved, before: placing.before })
    saving -= 1
    if (saving === 0 && (!result.ok || sameOrder(rowOrder(), next))) setMoved(null)
    if (result.ok) setSaid(words.moved(placing.moved.length, next.indexOf(first) + 1, next.length))
  }

  return {
    order,
    tileOf: id => tiles().get(id),
    selection,
    selected,
    said,
    error: command.error,
    say: setSaid,
    toggle: id => setChosen(toggled(selection(), id)),
    extendTo: id => setChosen(extended(selection(), order(), id)),
    selectAll: () => setChosen(allSelected(order())),
    selectNone: () => setChosen(nothingSelected),
    selectOnly: id => setChosen(onlySelected(id)),
    step: (ids, step) => place(placingOf(order(), ids, step)),
    place,
  }
}
