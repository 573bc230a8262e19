import { createUniqueId, Match, Show, Switch } from 'solid-js'
import type { ConversationId, MessageBody, MessageId, MessageRow } from '../../../core/api.ts'
import { Button, IconButton } from '../../components/index.ts'
import { chatWords, deliveryText, threadWords, unreadableWords } from '../../strings/chat.ts'
import { fullWhen, timeOfDay } from '../times.ts'
import { DeliveryMark } from './delivery-mark.tsx'
import { MessageImage } from './message-image.tsx'
import { actionsOf } from './message-rules.ts'
import { MessageText } from './message-text.tsx'
import styles from './message.module.css'
import { Reactions } from './reactions.tsx'
import type { Room } from './thread-room.ts'
import { WorkCard } from './work-card.tsx'

interface MessageProps {
  readonly message: MessageRow
  readonly room: Room
  readonly startsGroup: boolean
  readonly endsGroup: boolean
  readonly saysDelivery: boolean
  readonly tabindex: 0 | -1
}

export const Message = (props: MessageProps) => {
  const id = createUniqueId()
  const name = (): string =>
    props.message.author.isOwn ? threadWords.you : chatWords.named(props.message.author.name)
  const mayWrite = (): boolean => props.room.conversation().cannotWrite === null
  /** In a room the first of a group says who wrote it; of two people the side does. */
  const isNamed = (): boolean =>
    props.startsGroup && !props.message.author.isOwn && props.room.conversation().kind === 'room'
  const isCalm = (): boolean => ['deleted', 'unreadable'].includes(props.message.body.kind)
  const hasActions = (): boolean => actionsOf(props.message, mayWrite()).length > 0
  return (
    <article
      data-item
      class={styles['message']}
      data-own={props.message.author.isOwn ? '' : undefined}
      tabindex={props.tabindex}
      aria-labelledby={`${id}-who ${id}-body ${id}-foot`}
    >
      <p id={`${id}-who`} class={styles['who']} classList={{ 'visually-hidden': !isNamed() }}>
        <bdi>{name()}</bdi>
        <span class="visually-hidden">, {fullWhen(props.message.sentAtMs)}</span>
      </p>
      <div class={styles['line']}>
        <div
          class={styles['bubble']}
          id={`${id}-body`}
          data-calm={isCalm() ? '' : undefined}
          onClick={event => {
            if (hasActions() && isTap(event)) props.room.openActions(props.message.id)
          }}
        >
          <Quote message={props.message} onShow={props.room.show} />
          <Body message={props.message} room={props.room} />
        </div>
        <Show when={hasActions()}>
          <span class={styles['tools']}>
            <IconButton
              icon="more"
              label={threadWords.actionsFor(name(), timeOfDay(props.message.sentAtMs))}
              onPress={() => props.room.openActions(props.message.id)}
            />
          </span>
        </Show>
      </div>
      <Reactions
        reactions={props.message.reactions}
        mayReact={mayWrite()}
        onReact={emoji => props.room.react(props.message.id, emoji)}
      />
      <Asking message={props.message} room={props.room} />
      <p class={styles['foot']} id={`${id}-foot`}>
        <Show when={props.message.editedAtMs !== null}>
          <span>{threadWords.edited}</span>
        </Show>
        <Show when={props.endsGroup}>
          <time aria-hidden="true">{timeOfDay(props.message.sentAtMs)}</time>
        </Show>
        <span classList={{ 'visually-hidden': !props.saysDelivery }}>
          <DeliveryMark
            state={props.message.delivery}
            words={deliveryText(props.message, props.room.others())}
          />
        </span>
      </p>
    </article>
  )
}

/** A finger on the bubble itself: with a mouse the button is at hand, and text is selected. */
const isTap = (event: MouseEvent): boolean => {
  const isTouch = matchMedia('(hover: none)').matches
  const isOnControl = event.target instanceof Element && event.target.closest('a, button') !== null
  return isTouch && !isOnControl && getSelection()?.isCollapsed !== false
}

const Quote = (props: { readonly message: MessageRow; readonly onShow: (message: MessageId) => void }) => (
  <Show when={props.message.replyTo}>
    {replied => (
      <button
        type="button"
        class={styles['quote']}
        aria-label={threadWords.showReplied(replied().name, replied().excerpt)}
        onClick={() => props.onShow(replied().id)}
      >
        <span class={styles['quote-name']}>
          <bdi>{chatWords.named(replied().name)}</bdi>
        </span>
        <span class={styles['quote-words']} dir="auto">
          {replied().excerpt}
        </span>
      </button>
    )}
  </Show>
)

type BodyOf<K extends MessageBody['kind']> = Extract<MessageBody, { readonly kind: K }>

const Body = (props: { readonly message: MessageRow; readonly room: Room }) => {
  const when = <K extends MessageBody['kind']>(kind: K): BodyOf<K> | undefined =>
    props.message.body.kind === kind ? (props.message.body as BodyOf<K>) : undefined
  const author = (): string => props.message.author.name
  const place = (): { readonly conversation: ConversationId; readonly message: MessageId } => ({
    conversation: props.room.conversation().id,
    message: props.message.id,
  })
  return (
    <Switch>
      <Match when={when('text')}>
        {body => <MessageText text={body().text} mayBeLarge={props.message.replyTo === null} />}
      </Match>
      <Match when={when('image')}>
        {body => (
          <MessageImage
            place={place()}
            body={body()}
            title={props.message.author.isOwn ? threadWords.ownImageTitle : threadWords.imageTitle(author())}
          />
        )}
      </Match>
      <Match when={when('work')}>{body => <WorkCard body={body()} self={props.room.self()} />}</Match>
      <Match when={when('deleted')}>
        <p>{props.message.author.isOwn ? threadWords.ownDeleted : threadWords.deleted(author())}</p>
      </Match>
      <Match when={when('unreadable')}>{body => <p>{unreadableWords[body().reason]}</p>}</Match>
    </Switch>
  )
}

/** Where somebody could not read it: the way to get it after all. */
const Asking = (props: { readonly message: MessageRow; readonly room: Room }) => {
  const unreadable = (): BodyOf<'unreadable'> | undefined =>
    props.message.body.kind === 'unreadable' && !props.message.author.isOwn ? props.message.body : undefined
  const mayAsk = (): boolean => props.room.conversation().cannotWrite === null
  const author = (): string => props.message.author.name
  return (
    <>
      <Show when={unreadable()}>
        {body => (
          <Show when={!body().asked} fallback={<p class="caption">{threadWords.asked(author())}</p>}>
            <Show when={mayAsk()}>
              <Button onPress={() => props.room.askAgain(props.message.id)}>
                {threadWords.askAgain(author())}
              </Button>
            </Show>
          </Show>
        )}
      </Show>
      <Show when={props.message.author.isOwn && props.message.askedAgainBy.length > 0 && mayAsk()}>
        <div class={styles['asking']}>
          <p class="caption">{threadWords.couldNotRead(props.message.askedAgainBy)}</p>
          <Button onPress={() => props.room.sendAgain(props.message.id)}>{threadWords.sendAgain}</Button>
        </div>
      </Show>
    </>
  )
}
