import { createEffect, createSignal, on, Show } from 'solid-js'
import type { AccountIdText, ImageTile } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { focalWords } from '../../strings/work-editing.ts'
import { WorkImage } from '../images/work-image.tsx'
import type { WorkAddress } from './create-work-draft.ts'
import styles from './edit-album.module.css'
import { focalAfterKey, focalAt, middle, type Focal } from './focal.ts'

interface FocalPickerProps {
  readonly account: AccountIdText
  readonly address: WorkAddress
  readonly image: ImageTile
}

/** A point on the picture, set by pressing on it or with the arrow keys, and the cut it leads to. */
export const FocalPicker = (props: FocalPickerProps) => {
  const edit = createCommand('works.edit')
  const [moving, setMoving] = createSignal<Focal | null>(null)
  const focal = (): Focal => moving() ?? props.image.focal
  /** The row has come: until then the point stays where it was put. */
  const isSaved = (): boolean => {
    const { x, y } = props.image.focal
    return saving === 0 && moving()?.x === x && moving()?.y === y
  }
  let saving = 0
  createEffect(
    on(
      () => [props.image.focal.x, props.image.focal.y],
      () => isSaved() && setMoving(null),
      { defer: true },
    ),
  )
  const place = () => ({ account: props.account, ...props.address })
  const save = async (value: Focal | null): Promise<void> => {
    const { album, work } = props.address
    setMoving(value ?? middle)
    saving += 1
    const result = await edit.run({ album, works: [work], edits: [{ field: 'focal', value }] })
    saving -= 1
    if (!result.ok || isSaved()) setMoving(null)
  }
  const follow = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    setMoving(focalAt(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = focalAfterKey(focal(), event.key, event.shiftKey)
    if (next === null) return
    event.preventDefault()
    void save(next)
  }
  return (
    <div class="stack stack-close">
      <p class="group-label">{focalWords.title}</p>
      <div
        class={styles['focal']}
        role="slider"
        tabindex="0"
        aria-label={focalWords.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(focal().x * 100)}
        aria-valuetext={focalWords.value(focal().x, focal().y)}
        aria-describedby="focal-hint"
        style={{
          'aspect-ratio': `${props.image.width} / ${props.image.height}`,
          width: widthFor(props.image),
        }}
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          follow(event)
        }}
        onPointerMove={event => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event)
        }}
        onPointerUp={() => void save(moving())}
        onPointerCancel={() => setMoving(null)}
      >
        <WorkImage place={place()} image={props.image} alt="" fit="whole" />
        <span
          class={styles['focal-point']}
          style={{ left: `${focal().x * 100}%`, top: `${focal().y * 100}%` }}
        />
      </div>
      <p class="field-hint" id="focal-hint">
        {focalWords.hint}
      </p>
      <div class="row">
        <span class={styles['cut']} aria-hidden="true">
          <WorkImage place={place()} image={{ ...props.image, focal: focal() }} alt="" />
        </span>
        <Show when={focal().x !== middle.x || focal().y !== middle.y}>
          <Button look="quiet" onPress={() => void save(null)}>
            {focalWords.reset}
          </Button>
        </Show>
      </div>
      <ErrorWords error={edit.error() ?? null} />
    </div>
  )
}

/** As wide as there is room, but never higher than a good look needs. */
const widthFor = ({ width, height }: ImageTile): string =>
  `min(100%, ${(20 * width) / Math.max(1, height)}rem)`
