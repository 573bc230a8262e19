import { A, useParams, useSearchParams } from '@solidjs/router'
import { createEffect, Match, on, Show, Switch, untrack } from 'solid-js'
import type { ConversationRow, ConversationState } from '../../../core/api.ts'
import { Icon, LinkButton, PageHeading } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { SlowWords } from '../../shell/states.tsx'
import { chatWords, threadWords, typingWords } from '../../strings/chat.ts'
import { verifiedNames } from '../../strings/people.ts'
import { createComposer } from '../composer/create-composer.ts'
import { infoPath, messagesPath, searchPath } from '../paths.ts'
import { Below } from './below.tsx'
import { createActs } from './create-acts.ts'
import { createSeenHeight } from './create-seen-height.ts'
import { createThread } from './create-thread.ts'
import { MessageActions } from './message-actions.tsx'
import { ThreadLog } from './thread-log.tsx'
import styles from './thread.module.css'

/** One conversation; another address is another thread. */
export const ThreadPage = () => {
  const params = useParams<{ conversation: string }>()
  return (
    <Show when={params.conversation} keyed>
      {id => <Conversation id={id} />}
    </Show>
  )
}

const Conversation = (props: { readonly id: string }) => {
  const state = createRow(() => ({ type: 'conversation', conversation: props.id }))
  const shown = () => whenShown(state())
  return (
    <Switch fallback={<Waiting />}>
      <Match when={shown()}>{row => <Shown conversation={row().conversation} />}</Match>
      <Match when={state()?.kind === 'unknown'}>
        <div class="page page-narrow">
          <PageHeading title={chatWords.unknownTitle}>{chatWords.unknownTitle}</PageHeading>
          <p class="lead">{chatWords.unknown}</p>
          <div>
            <LinkButton href={messagesPath}>{chatWords.back}</LinkButton>
          </div>
        </div>
      </Match>
    </Switch>
  )
}

type ShownState = Extract<ConversationState, { readonly kind: 'shown' }>

const whenShown = (state: ConversationState | undefined): ShownState | undefined =>
  state?.kind === 'shown' ? state : undefined

const Waiting = () => (
  <div class="page">
    <h1 class="visually-hidden">{chatWords.looking}</h1>
    <SlowWords words={chatWords.looking} />
  </div>
)

const Shown = (props: { readonly conversation: ConversationRow }) => {
  const [params] = useSearchParams<{ at?: string }>()
  /** A conversation keeps its id. */
  const id = untrack(() => props.conversation.id)
  const startAt = untrack(() => oneOf(params.at))
  const thread = createThread(id, startAt)
  const sent = (): void => {
    thread.sent()
    thread.toNewest()
  }
  const writing = createComposer(id, () => props.conversation.draft, sent)
  const acts = createActs(() => props.conversation, thread, writing)
  createSeenHeight()
  createEffect(
    on(
      () => oneOf(params.at),
      at => {
        if (at !== undefined) thread.show(at)
      },
      { defer: true },
    ),
  )
  return (
    <div class={styles['thread']}>
      <Head conversation={props.conversation} />
      <Strip missing={thread.row()?.missing ?? 0} fetching={thread.row()?.fetching ?? null} />
      <ThreadLog
        thread={thread}
        room={acts.room}
        title={props.conversation.title}
        onReply={acts.reply}
        onEdit={acts.edit}
        onLeave={() => writing.stop()}
      />
      <Below conversation={props.conversation} writing={writing} error={acts.error()} onSent={sent} />
      <MessageActions
        message={acts.chosen()}
        mayWrite={acts.mayWrite()}
        room={acts.room}
        onClose={acts.close}
        onReply={acts.reply}
        onEdit={acts.edit}
      />
    </div>
  )
}

const oneOf = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]

const Head = (props: { readonly conversation: ConversationRow }) => {
  const title = (): string => chatWords.named(props.conversation.title)
  const other = () => props.conversation.members.find(member => !member.isOwn)
  const isVerified = (): boolean =>
    props.conversation.kind === 'direct' && (other()?.verified ?? 'no') !== 'no'
  const words = (): string => {
    if (props.conversation.typing.length > 0) return typingWords(props.conversation.typing)
    if (isVerified()) return verifiedNames[other()?.verified ?? 'no']
    return props.conversation.kind === 'room'
      ? threadWords.members(props.conversation.members.length)
      : threadWords.onlyYouTwo
  }
  return (
    <header class={styles['head']}>
      <A class={`${styles['head-link']} only-narrow`} href={messagesPath} aria-label={chatWords.back}>
        <Icon name="back" />
      </A>
      <div class={styles['head-words']}>
        <PageHeading title={title()}>
          <bdi>{title()}</bdi>
        </PageHeading>
        <p class={styles['head-state']}>
          <Show when={isVerified() && props.conversation.typing.length === 0}>
            <Icon name="verified" />
          </Show>
          <span>{words()}</span>
        </p>
      </div>
      <A
        class={styles['head-link']}
        href={searchPath(props.conversation.id)}
        aria-label={threadWords.searchHere}
      >
        <Icon name="discover" />
      </A>
      <A class={styles['head-link']} href={infoPath(props.conversation.id)} aria-label={threadWords.info}>
        <Icon name="info" />
      </A>
    </header>
  )
}

interface StripProps {
  readonly missing: number
  readonly fetching: { readonly done: number; readonly of: number } | null
}

/** What is known to be on its way. */
const Strip = (props: StripProps) => (
  <div class={styles['strip']} role="status">
    <Show when={props.fetching}>{now => <span>{threadWords.fetching(now().done, now().of)}</span>}</Show>
    <Show when={props.missing > 0}>
      <span>{threadWords.missing(props.missing)}</span>
    </Show>
  </div>
)
