import { createSignal, For } from 'solid-js'
import type { AccountIdText, TrustChange } from '../../../core/api.ts'
import { Button, ErrorWords, Icon } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { trustChangeText, trustWords } from '../../strings/people.ts'
import styles from './person.module.css'
import { SafetyDoor } from './safety-door.tsx'

interface TrustNoticeProps {
  readonly account: AccountIdText
  readonly name: string
  /** Oldest first. */
  readonly changes: readonly Pick<TrustChange, 'kind' | 'device'>[]
}

/** What changed about somebody's devices, until it was read and acknowledged. */
export const TrustNotice = (props: TrustNoticeProps) => {
  const acknowledge = createCommand('trust.acknowledge')
  const [comparing, setComparing] = createSignal(false)
  return (
    <>
      <section class={styles['trust']} role="alert" aria-label={trustWords.title(props.name)}>
        <Icon name="alert" />
        <div class="stack stack-close">
          <p class={styles['title']}>{trustWords.title(props.name)}</p>
          <ul class={styles['changes']}>
            <For each={props.changes}>
              {change => <li dir="auto">{trustChangeText(props.name, change)}</li>}
            </For>
          </ul>
          <ErrorWords error={acknowledge.error() ?? null} />
          <div class="row">
            <Button icon="verified" onPress={() => setComparing(true)}>
              {trustWords.compare}
            </Button>
            <Button
              busy={acknowledge.pending() && trustWords.working}
              onPress={() => void acknowledge.run({ account: props.account })}
            >
              {trustWords.understand}
            </Button>
          </div>
        </div>
      </section>
      <SafetyDoor open={comparing()} account={props.account} onClose={() => setComparing(false)} />
    </>
  )
}
