import { isOnlyEmoji } from '../../components/text-parts.ts'
import { WrittenText } from '../../components/written-text.tsx'
import styles from './message.module.css'

/** What somebody wrote, line by line as they wrote it, with its links. */
export const MessageText = (props: { readonly text: string; readonly mayBeLarge?: boolean }) => (
  <p
    class={styles['text']}
    dir="auto"
    data-large={props.mayBeLarge && isOnlyEmoji(props.text) ? '' : undefined}
  >
    <WrittenText text={props.text} />
  </p>
)
