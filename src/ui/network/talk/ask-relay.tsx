import { Show } from 'solid-js'
import type { TalkRow, Target } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createNow } from '../../primitives/create-now.ts'
import { createCommand } from '../../primitives/index.ts'
import { askWords } from '../../strings/network-talk.ts'
import { relativeWhen } from '../times.ts'
import styles from './talk.module.css'

interface AskRelayProps {
  readonly target: Target
  readonly asked: TalkRow['asked']
}

/** Beyond the people this device holds: only when somebody asks, and only what was checked. */
export const AskRelay = (props: AskRelayProps) => {
  const ask = createCommand('talk.ask')
  const now = createNow()
  const words = (): string => {
    const { asked } = props
    if (asked === 'asking') return askWords.asking
    if (asked === 'offline') return askWords.offline
    if (asked === 'no') return ''
    const refused = asked.refused > 0 ? ` ${askWords.refused(asked.refused)}` : ''
    return `${askWords.asked(relativeWhen(asked.atMs, now()))}${refused}`
  }
  return (
    <div class={styles['ask']}>
      <p class="caption" role="status">
        {words()}
      </p>
      <Show when={props.asked !== 'asking'}>
        <Button
          look="quiet"
          icon="relay"
          onPress={() => {
            if (!ask.pending()) void ask.run({ target: props.target })
          }}
        >
          {props.asked === 'no' ? askWords.ask : askWords.again}
        </Button>
      </Show>
      <ErrorWords error={ask.error() ?? null} />
    </div>
  )
}
