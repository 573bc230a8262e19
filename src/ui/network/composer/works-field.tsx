import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { PostWork } from '../../../core/api.ts'
import { Button, IconButton } from '../../components/index.ts'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { composerPageWords as words } from '../../strings/network-writing.ts'
import styles from './composer.module.css'
import { isSameWork, movedBy, withWorkToggled } from './draft-rules.ts'
import { OrderButtons } from './order-buttons.tsx'

const WorksPicker = lazy(async () => ({ default: (await import('./works-picker.tsx')).WorksPicker }))

interface WorksFieldProps {
  readonly works: readonly PostWork[]
  /** For how many more. */
  readonly room: number
  readonly onChange: (works: readonly PostWork[]) => void
}

/** Works that hang on one's walls. */
export const WorksField = (props: WorksFieldProps) => {
  const [isPicking, setPicking] = createSignal(false)
  const [said, setSaid] = createSignal('')
  let add: HTMLDivElement | undefined
  const move = (at: number, by: 1 | -1): void => {
    const { works, onChange } = props
    onChange(movedBy(works, at, by))
    setSaid(words.movedTo(at + by + 1, works.length))
  }
  const remove = (work: PostWork): void => {
    props.onChange(props.works.filter(one => !isSameWork(one, work)))
    setSaid(words.removed)
    add?.querySelector('button')?.focus()
  }
  return (
    <section class="stack" aria-label={words.works}>
      <Show when={props.works.length > 0}>
        <ol class={styles['pictures']} aria-label={words.works}>
          <For each={props.works}>
            {(work, at) => (
              <li class={styles['picture']}>
                <span class={styles['preview']} aria-hidden="true">
                  <Show when={work.image}>
                    {image => (
                      <WorkImage
                        place={{ account: work.account, album: work.album, work: work.work }}
                        image={image()}
                        alt=""
                        fit="whole"
                      />
                    )}
                  </Show>
                </span>
                <div class={styles['about']}>
                  <p>
                    <cite dir="auto">{nameIn(work)}</cite>
                  </p>
                  <div class="row">
                    <OrderButtons
                      name={nameIn(work)}
                      at={at()}
                      count={props.works.length}
                      onMove={by => move(at(), by)}
                    />
                    <IconButton icon="bin" label={words.remove(nameIn(work))} onPress={() => remove(work)} />
                  </div>
                </div>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <div ref={found => (add = found)} class="row">
        <Button icon="copy" disabled={props.room === 0} onPress={() => setPicking(true)}>
          {words.addWorks}
        </Button>
      </div>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Suspense>
        <Show when={isPicking()}>
          <WorksPicker
            chosen={props.works}
            room={props.room}
            onToggle={work => props.onChange(withWorkToggled(props.works, work, props.room))}
            onClose={() => setPicking(false)}
          />
        </Show>
      </Suspense>
    </section>
  )
}

const nameIn = (work: PostWork): string => work.title.trim() || work.alt.trim() || words.untitledWork
