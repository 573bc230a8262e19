import { Match, Switch } from 'solid-js'
import { Button } from '../../components/index.ts'
import { localNoticeWords } from '../../strings/chat-rooms.ts'
import styles from '../list/list.module.css'
import { createNoticeConsent } from './create-notice-consent.ts'

/** Asked where messages are, once, and a no is kept; settings have the switch. */
export const NoticesOffer = () => {
  const consent = createNoticeConsent()
  return (
    <Switch>
      <Match when={consent.state() === 'ask'}>
        <div class={styles['offer']}>
          <p class="small">{localNoticeWords.offer}</p>
          <div class="row">
            <Button onPress={() => void consent.yes()}>{localNoticeWords.yes}</Button>
            <Button look="quiet" onPress={consent.no}>
              {localNoticeWords.no}
            </Button>
          </div>
        </div>
      </Match>
      <Match when={consent.state() === 'just-on' || consent.state() === 'just-refused'}>
        <p class={`small ${styles['offer']}`} role="status">
          {consent.state() === 'just-on' ? localNoticeWords.on : localNoticeWords.refused}
        </p>
      </Match>
    </Switch>
  )
}
