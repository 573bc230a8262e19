import { Match, Switch } from 'solid-js'
import { Icon, IconButton } from '../../components/index.ts'
import { composerWords } from '../../strings/chat-writing.ts'
import styles from './composer.module.css'
import type { Intent } from './intent.ts'

interface IntentBarProps {
  readonly intent: Intent
  readonly onStop: () => void
}

/** Above the text: what it answers, or what it changes. */
export const IntentBar = (props: IntentBarProps) => {
  const reply = () => (props.intent.kind === 'reply' ? props.intent : undefined)
  const edit = () => (props.intent.kind === 'edit' ? props.intent : undefined)
  return (
    <Switch>
      <Match when={reply()}>
        {one => (
          <div class={styles['bar']}>
            <Icon name="reply" />
            <div class={styles['bar-words']}>
              <p class={styles['bar-title']}>
                {one().isOwn ? composerWords.replyingToSelf : composerWords.replyingTo(one().name)}
              </p>
              <p class={styles['bar-excerpt']} dir="auto">
                {one().excerpt}
              </p>
            </div>
            <IconButton icon="close" label={composerWords.stopReply} onPress={() => props.onStop()} />
          </div>
        )}
      </Match>
      <Match when={edit()}>
        {one => (
          <div class={styles['bar']}>
            <Icon name="edit" />
            <div class={styles['bar-words']}>
              <p class={styles['bar-title']}>{composerWords.editing}</p>
              <p class={styles['bar-excerpt']} dir="auto">
                {one().was}
              </p>
            </div>
            <IconButton icon="close" label={composerWords.stopEdit} onPress={() => props.onStop()} />
          </div>
        )}
      </Match>
    </Switch>
  )
}
