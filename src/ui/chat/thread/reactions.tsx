import { For, Show } from 'solid-js'
import type { Reaction } from '../../../core/api.ts'
import { chatWords, threadWords } from '../../strings/chat.ts'
import { reactionText } from '../../strings/chat-writing.ts'
import { formatList, formatNumber } from '../../strings/format.ts'
import styles from './message.module.css'

interface ReactionsProps {
  readonly reactions: readonly Reaction[]
  readonly mayReact: boolean
  /** Null takes one's own back. */
  readonly onReact: (emoji: string | null) => void
}

export const namesOf = (reaction: Reaction): string =>
  formatList(reaction.by.map(one => (one.isOwn ? threadWords.you : chatWords.named(one.name))))

/** What people answered with one sign; pressing one gives the same, or takes one's own back. */
export const Reactions = (props: ReactionsProps) => (
  <Show when={props.reactions.length > 0}>
    <ul class={styles['reactions']}>
      <For each={props.reactions}>
        {reaction => {
          const isOwn = (): boolean => reaction.by.some(one => one.isOwn)
          return (
            <li>
              <button
                type="button"
                class={styles['reaction']}
                aria-pressed={isOwn()}
                aria-label={reactionText(reaction.emoji, namesOf(reaction), reaction.by.length)}
                title={namesOf(reaction)}
                aria-disabled={props.mayReact ? undefined : 'true'}
                onClick={() => {
                  if (props.mayReact) props.onReact(isOwn() ? null : reaction.emoji)
                }}
              >
                <span class={styles['reaction-pill']}>
                  <span>{reaction.emoji}</span>
                  <Show when={reaction.by.length > 1}>
                    <span>{formatNumber(reaction.by.length)}</span>
                  </Show>
                </span>
              </button>
            </li>
          )
        }}
      </For>
    </ul>
  </Show>
)
