import { createMemo, createSignal, For, Show } from 'solid-js'
import type { DiscoverRow } from '../../core/api.ts'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { discoverPath, type WorksQuery } from './discover-search.ts'
import { lastName, stepsOf, tagsBelow } from './tag-path.ts'

interface TagChipsProps {
  readonly tags: DiscoverRow['tags']
  readonly query: WorksQuery
}

const shownAtFirst = 12

/** Where one is among the tags, and the tags one step further: each narrows what hangs below, under its own address. */
export const TagChips = (props: TagChipsProps) => {
  const [isOpen, setOpen] = createSignal(false)
  const below = createMemo(() => tagsBelow(props.tags, props.query.tag))
  const shown = () => (isOpen() ? below() : below().slice(0, shownAtFirst))
  const rest = (): number => Math.max(0, below().length - shownAtFirst)
  const pathOf = (tag: string): string => discoverPath('works', { ...props.query, tag })
  return (
    <>
      <Show when={props.query.tag !== ''}>
        <nav aria-label={discoverWords.tagPath}>
          <ol class={styles['path']}>
            <li>
              <a href={pathOf('')} noScroll>
                {discoverWords.allTags}
              </a>
            </li>
            <For each={stepsOf(props.query.tag)}>
              {(step, at) => (
                <li>
                  <a
                    href={pathOf(step.tag)}
                    noScroll
                    aria-current={at() === stepsOf(props.query.tag).length - 1 ? 'page' : undefined}
                  >
                    <bdi>{step.name}</bdi>
                  </a>
                </li>
              )}
            </For>
          </ol>
        </nav>
      </Show>
      <Show when={below().length > 0}>
        <ul class={styles['tags']} aria-label={discoverWords.tags}>
          <For each={shown()}>
            {one => (
              <li>
                <a
                  class={styles['tag']}
                  href={pathOf(one.tag)}
                  noScroll
                  aria-label={discoverWords.tagName(lastName(one.tag), one.works)}
                >
                  <bdi>{lastName(one.tag)}</bdi>
                </a>
              </li>
            )}
          </For>
          <Show when={rest() > 0}>
            <li>
              <button
                class={styles['tag']}
                type="button"
                aria-expanded={isOpen()}
                onClick={() => setOpen(!isOpen())}
              >
                {isOpen() ? discoverWords.fewerTags : discoverWords.moreTags(rest())}
              </button>
            </li>
          </Show>
        </ul>
      </Show>
    </>
  )
}
