import { createMemo, createSelector, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import type { MessageId, ThreadItem } from '../../../core/api.ts'
import { Button, Icon } from '../../components/index.ts'
import { noticeWords, threadWords } from '../../strings/chat.ts'
import { dayName, timeOfDay } from '../times.ts'
import type { Thread } from './create-thread.ts'
import { atMsOf, endsGroup, messageOf, saysDelivery, startsDay, startsGroup } from './grouping.ts'
import { logElement } from './log-element.ts'
import { Message } from './message.tsx'
import { actOf, indexAfter, type Goal } from './thread-keys.ts'
import styles from './thread.module.css'
import type { Room } from './thread-room.ts'

interface ThreadLogProps {
  readonly thread: Thread
  readonly room: Room
  readonly title: string
  readonly onReply: (message: MessageId) => void
  readonly onEdit: (message: MessageId) => void
  /** Escape: back to writing. */
  readonly onLeave: () => void
}

/** The messages, oldest first, in a part of the page that scrolls by itself. */
export const ThreadLog = (props: ThreadLogProps) => {
  const [focused, setFocused] = createSignal<string>()
  const items = (): readonly ThreadItem[] => props.thread.items()
  const stop = createMemo(() => {
    const key = focused()
    return items().some(item => item.key === key) ? key : items().at(-1)?.key
  })
  const isStop = createSelector(stop)

  const beginning = (count: number): string => {
    if (count > 0) return threadWords.beginning
    return props.room.conversation().cannotWrite === null ? threadWords.noneYet : threadWords.none
  }
  const indexOfFocus = (): number => items().findIndex(item => item.key === stop())
  const go = (goal: Goal): void => {
    const log = props.thread.log()
    if (log === undefined || log.count() === 0) return
    if (goal === 'newest') props.thread.toNewest()
    const page = log.view().height * 0.8
    log.focus(indexAfter(goal, indexOfFocus(), log.count(), index => log.boxAt(index).top, page))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actOf({
      key: event.key,
      modified: event.ctrlKey || event.altKey || event.metaKey,
      onControl: event.target instanceof Element && event.target.closest('a, button') !== null,
    })
    const message = messageOf(items()[indexOfFocus()])
    if (act === null || event.defaultPrevented) return
    event.preventDefault()
    if (act.type === 'go') return go(act.to)
    if (act.type === 'leave') return props.onLeave()
    if (message === undefined) return
    if (act.type === 'actions') props.room.openActions(message.id)
    else if (act.type === 'reply') props.onReply(message.id)
    else props.onEdit(message.id)
  }

  return (
    <div class={styles['log-frame']}>
      <div
        class={styles['log']}
        role="log"
        aria-label={threadWords.log(props.title)}
        aria-live={props.thread.atEnd() ? 'polite' : 'off'}
        ref={scroller => onMount(() => watchLog(scroller, props.thread))}
        onKeyDown={onKeyDown}
        onFocusIn={event => setFocused(keyOf(event.target))}
      >
        <Show when={props.thread.row()}>
          {row => (
            <p class={styles['beginning']} hidden={row().hasOlder}>
              {beginning(row().items.length)}
            </p>
          )}
        </Show>
        <ol class={styles['items']}>
          <For each={items()}>
            {(item, index) => (
              <Item
                item={item}
                before={items()[index() - 1]}
                after={items()[index() + 1]}
                hasOlder={props.thread.row()?.hasOlder ?? true}
                unreadLine={props.thread.unreadLine()}
                isShown={props.thread.shown() === item.key}
                tabindex={isStop(item.key) ? 0 : -1}
                room={props.room}
              />
            )}
          </For>
        </ol>
      </div>
      <Jump thread={props.thread} />
    </div>
  )
}

interface ItemProps {
  readonly item: ThreadItem
  readonly before: ThreadItem | undefined
  readonly after: ThreadItem | undefined
  readonly hasOlder: boolean
  readonly unreadLine: string | null
  readonly isShown: boolean
  readonly tabindex: 0 | -1
  readonly room: Room
}

const Item = (props: ItemProps) => {
  const first = createMemo(() => startsGroup(props.before, props.item, props.unreadLine))
  const notice = () => (props.item.kind === 'notice' ? props.item : undefined)
  return (
    <li
      class={styles['item']}
      data-key={props.item.key}
      data-first={first() ? '' : undefined}
      data-shown={props.isShown ? '' : undefined}
    >
      <Show when={startsDay(props.before, props.item, props.hasOlder)}>
        <p class={styles['day']}>{dayName(atMsOf(props.item), Date.now())}</p>
      </Show>
      <Show when={props.unreadLine === props.item.key}>
        <p class={styles['unread']}>{threadWords.newMessages}</p>
      </Show>
      <Show when={messageOf(props.item)}>
        {message => (
          <Message
            message={message()}
            room={props.room}
            startsGroup={first()}
            endsGroup={endsGroup(props.item, props.after, props.unreadLine)}
            saysDelivery={saysDelivery(props.item, props.after, props.unreadLine)}
            tabindex={props.tabindex}
          />
        )}
      </Show>
      <Show when={notice()}>
        {item => (
          <p data-item class={styles['notice']} tabindex={props.tabindex} dir="auto">
            {noticeWords(item().notice)} <time>{timeOfDay(item().atMs)}</time>
          </p>
        )}
      </Show>
    </li>
  )
}

/** Says how much waits below, and leads there. */
const Jump = (props: { readonly thread: Thread }) => {
  const unread = (): number => props.thread.row()?.unread ?? 0
  return (
    <div class={styles['jump']}>
      <p class="visually-hidden" role="status">
        {props.thread.isLost() ? threadWords.notHere : ''}
      </p>
      <Show when={!props.thread.atEnd()}>
        <Button onPress={() => props.thread.toNewest()}>
          <span class={styles['jump-words']}>
            <Icon name="down" />
            {unread() > 0 ? threadWords.jumpNew(unread()) : threadWords.jump}
          </span>
        </Button>
      </Show>
    </div>
  )
}

const keyOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined

/** Must be called where a cleanup can be registered. */
const watchLog = (scroller: HTMLElement, thread: Thread): void => {
  const list = scroller.querySelector('ol')
  if (list === null) return
  thread.attach(logElement(scroller, list))
  let frame = 0
  const lookSoon = (): void => {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      thread.scrolled()
    })
  }
  const observer = new ResizeObserver(() => thread.resized())
  observer.observe(scroller)
  observer.observe(list)
  scroller.addEventListener('scroll', lookSoon, { passive: true })
  document.addEventListener('visibilitychange', lookSoon)
  onCleanup(() => {
    observer.disconnect()
    cancelAnimationFrame(frame)
    document.removeEventListener('visibilitychange', lookSoon)
  })
}
