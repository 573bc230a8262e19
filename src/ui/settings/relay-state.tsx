import { Show } from 'solid-js'
import type { SyncRow } from '../../core/api.ts'
import { Button, Icon, Notice, type IconName } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { oneSentence, syncWords } from '../strings/errors.ts'
import { formatMoment } from '../strings/format.ts'
import { relayWords } from '../strings/settings.ts'
import { syncMeaning } from '../strings/shell.ts'
import styles from './facts.module.css'

const icons: { readonly [State in SyncRow['state']]: IconName } = {
  off: 'device',
  offline: 'offline',
  connecting: 'waiting',
  sending: 'sending',
  'on-relay': 'relay',
  'needs-you': 'alert',
}

/** What is known of the relay just now, from its own acknowledgements. */
export const RelayState = () => {
  const sync = createRow(() => ({ type: 'sync' }))
  const retry = createCommand('sync.retry')
  return (
    <Show when={sync()}>
      {row => (
        <div class="stack">
          <dl class={styles['facts']}>
            <div>
              <dt>{relayWords.inUse}</dt>
              <dd dir="ltr">{row().relay ?? relayWords.none}</dd>
            </div>
            <div>
              <dt>{relayWords.state}</dt>
              <dd class={styles['state']}>
                <Icon name={icons[row().state]} />
                <span role="status">{syncMeaning(row())}</span>
              </dd>
            </div>
            <Show when={row().lastAcknowledgedMs}>
              {atMs => (
                <div>
                  <dt>{relayWords.last}</dt>
                  <dd>{formatMoment(atMs())}</dd>
                </div>
              )}
            </Show>
          </dl>
          <Show when={row().problem}>
            {problem => <Notice icon="alert">{oneSentence(syncWords(problem()))}</Notice>}
          </Show>
          <Show when={row().state === 'offline' || row().state === 'needs-you'}>
            <div>
              <Button busy={retry.pending() && relayWords.retrying} onPress={() => void retry.run({})}>
                {relayWords.retry}
              </Button>
            </div>
          </Show>
        </div>
      )}
    </Show>
  )
}
