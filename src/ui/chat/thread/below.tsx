import { useNavigate } from '@solidjs/router'
import { createMemo, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import type { CannotWrite, ConversationRow, CoreError } from '../../../core/api.ts'
import { ErrorWords, LinkButton, Notice } from '../../components/index.ts'
import { personPath } from '../../profiles/person-address.ts'
import { cannotWriteWords, invitationWords } from '../../strings/chat.ts'
import { Composer } from '../composer/composer.tsx'
import type { Composer as Writing } from '../composer/create-composer.ts'
import { messagesPath } from '../paths.ts'
import { AnswerInvitation } from '../rooms/answer-invitation.tsx'
import styles from './thread.module.css'

const TrustNotice = lazy(async () => ({
  default: (await import('../../connections/person/trust-notice.tsx')).TrustNotice,
}))

interface BelowProps {
  readonly conversation: ConversationRow
  readonly writing: Writing
  /** Of what was done with a message. */
  readonly error: CoreError | null
  readonly onSent: () => void
}

/** Below the messages: where one writes, or why one cannot, and the way out of that. */
export const Below = (props: BelowProps) => {
  const navigate = useNavigate()
  /** One person at a time. */
  const changed = createMemo(() => {
    const first = props.conversation.changes[0]
    if (first === undefined) return undefined
    const { account, name } = first
    const ofThem = props.conversation.changes.filter(one => one.account === account)
    return { account, name, changes: ofThem.map(one => one.change) }
  })
  return (
    <div class={styles['below']}>
      <ErrorWords error={props.error} />
      <Switch fallback={<Composer {...props} />}>
        <Match when={props.conversation.cannotWrite === 'invited'}>
          <div class="stack stack-close">
            <p>{invitationWords.someone}</p>
            <AnswerInvitation
              conversation={props.conversation.id}
              title={props.conversation.title}
              onDeclined={() => navigate(messagesPath)}
            />
          </div>
        </Match>
        <Match when={props.conversation.cannotWrite}>
          {reason => <Cannot reason={reason()} conversation={props.conversation} />}
        </Match>
        <Match when={changed()}>
          {one => (
            <Suspense>
              <TrustNotice account={one().account} name={one().name} changes={one().changes} />
            </Suspense>
          )}
        </Match>
      </Switch>
    </div>
  )
}

const Cannot = (props: { readonly reason: CannotWrite; readonly conversation: ConversationRow }) => {
  const words = () => cannotWriteWords(props.reason, props.conversation.title)
  const href = (): string =>
    props.reason === 'device-revoked' ? '/settings/devices' : personPath(props.conversation.person ?? '')
  return (
    <Notice
      icon="info"
      actions={
        <Show when={words().action}>{action => <LinkButton href={href()}>{action()}</LinkButton>}</Show>
      }
    >
      {words().what}
    </Notice>
  )
}
