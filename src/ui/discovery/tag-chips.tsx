import { createMemo, createSignal, For, Show } from 'solid-js'
import type { DiscoverRow } from '../../core/api.ts'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'

interface TagChipsProps {
  readonly tags: DiscoverRow['tags']
  readonly chosen: string
  readonly onChoose: (tag: string) => void
}

const shownAtFirst = 12

/** The tags most used on this device; one of them narrows what hangs below. */
export const TagChips = (props: TagChipsProps) => {
  const [isOpen, setOpen] = createSignal(false)
  const shown = createMemo(() => {
    const first = isOpen() ? props.tags : props.tags.slice(0, shownAtFirst)
    const isThere = props.chosen === '' || first.some(one => one.tag === props.chosen)
    return isThere ? first : [{ tag: props.chosen, works: 0 }, ...first]
  })
  const rest = (): number => Math.max(0, props.tags.length - shownAtFirst)
  return (
    <div class={styles['tags']} role="group" aria-label={discoverWords.tags}>
      <For each={shown()}>
        {one => (
          <button
            class={styles['tag']}
            type="button"
            aria-pressed={one.tag === props.chosen}
            aria-label={one.works > 0 ? discoverWords.tagName(one.tag, one.works) : one.tag}
            onClick={() => props.onChoose(one.tag === props.chosen ? '' : one.tag)}
          >
            <bdi>{one.tag}</bdi>
          </button>
        )}
      </For>
      <Show when={rest() > 0}>
        <button
          class={styles['tag']}
          type="button"
          aria-expanded={isOpen()}
          onClick={() => setOpen(!isOpen())}
        >
          {isOpen() ? discoverWords.fewerTags : discoverWords.moreTags(rest())}
        </button>
      </Show>
    </div>
  )
}
