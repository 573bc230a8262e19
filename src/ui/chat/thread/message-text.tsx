import { createMemo, For } from 'solid-js'
import styles from './message.module.css'
import { isOnlyEmoji, textParts } from './text-parts.ts'

/** What somebody wrote, line by line as they wrote it, with its links. */
export const MessageText = (props: { readonly text: string; readonly mayBeLarge?: boolean }) => {
  const parts = createMemo(() => textParts(props.text))
  return (
    <p
      class={styles['text']}
      dir="auto"
      data-large={props.mayBeLarge && isOnlyEmoji(props.text) ? '' : undefined}
    >
      <For each={parts()}>
        {part =>
          part.kind === 'words' ? (
            part.text
          ) : (
            <a href={part.href} target="_blank" rel="noopener noreferrer">
              {part.text}
            </a>
          )
        }
      </For>
    </p>
  )
}
