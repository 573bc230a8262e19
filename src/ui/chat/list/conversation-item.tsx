import { A } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import type { ConversationCard } from '../../../core/api.ts'
import { Icon } from '../../components/index.ts'
import { Initials } from '../../components/initials.tsx'
import { chatWords, deliveryWords, invitationWords } from '../../strings/chat.ts'
import { verifiedNames } from '../../strings/people.ts'
import { formatNumber } from '../../strings/format.ts'
import { conversationPath } from '../paths.ts'
import { AnswerInvitation } from '../rooms/answer-invitation.tsx'
import { DeliveryMark } from '../thread/delivery-mark.tsx'
import { fullWhen, shortWhen } from '../times.ts'
import styles from './list.module.css'
import { rowWords } from './preview.ts'

export const ConversationItem = (props: { readonly card: ConversationCard }) => {
  const title = (): string => chatWords.named(props.card.title)
  return (
    <li class={styles['card']}>
      <A class={styles['link']} href={conversationPath(props.card.id)}>
        <Initials name={title()} />
        <span class={styles['words']}>
          <span class={styles['line']}>
            <span class={styles['name']}>
              <bdi>{title()}</bdi>
              <Show when={props.card.verified !== 'no' && props.card.kind === 'direct'}>
                <Icon name="verified" />
                <span class="visually-hidden">, {verifiedNames[props.card.verified]}</span>
              </Show>
            </span>
            <Show when={props.card.atMs > 0}>
              <time class={styles['when']} title={fullWhen(props.card.atMs)}>
                {shortWhen(props.card.atMs, Date.now())}
              </time>
            </Show>
          </span>
          <span class={styles['line']}>
            <Show
              when={!props.card.invitation}
              fallback={<span class={styles['preview']}>{chatWords.invited}</span>}
            >
              <Preview card={props.card} />
            </Show>
            <Show when={props.card.hasChanges}>
              <span class={styles['changed']}>
                <Icon name="alert" />
                <span class="visually-hidden">{chatWords.hasChanges}</span>
              </span>
            </Show>
            <Show when={props.card.unread > 0}>
              <span class={styles['unread']}>
                <span aria-hidden="true">{formatNumber(props.card.unread)}</span>
                <span class="visually-hidden">{chatWords.unread(props.card.unread)}</span>
              </span>
            </Show>
          </span>
        </span>
      </A>
      <Show when={props.card.invitation}>
        <div class={styles['invitation']}>
          <p class="caption">
            {props.card.previewBy === ''
              ? invitationWords.someone
              : invitationWords.text(props.card.previewBy)}
          </p>
          <AnswerInvitation conversation={props.card.id} title={title()} />
        </div>
      </Show>
    </li>
  )
}

const Preview = (props: { readonly card: ConversationCard }) => {
  const words = createMemo(() => rowWords(props.card))
  const by = (): string => {
    const now = words()
    if (now.kind === 'draft') return chatWords.draft
    return now.kind === 'newest' ? now.by : ''
  }
  return (
    <span
      class={styles['preview']}
      data-kind={words().kind}
      data-unread={props.card.unread > 0 ? '' : undefined}
    >
      <Show when={words().kind === 'newest' && props.card.previewIsOwn && props.card.delivery}>
        {state => <DeliveryMark state={state()} words={`${deliveryWords[state()]}.`} brief />}
      </Show>
      <Show when={by() !== ''}>
        <span class={styles['by']}>
          <bdi>{by()}</bdi>{' '}
        </span>
      </Show>
      <bdi>{words().text}</bdi>
    </span>
  )
}
