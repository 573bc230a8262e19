import { useLocation, useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import type { ParentProps } from 'solid-js'
import { PageHeading } from '../components/index.ts'
import { createMediaQuery } from '../settings/create-media-query.ts'
import { chatWords } from '../strings/chat.ts'
import { ConversationList } from './list/conversation-list.tsx'
import styles from './messages-place.module.css'
import { infoPath, messagesPath } from './paths.ts'

/** On a phone one of them at a time; on a desk the list stays beside whatever is open. */
export const MessagesPlace = (props: ParentProps) => {
  const isWide = createMediaQuery('(min-width: 64rem)')
  const params = useParams<{ conversation?: string }>()
  const place = useLocation()
  const isList = (): boolean => place.pathname === messagesPath
  const isThread = (): boolean =>
    params.conversation !== undefined && place.pathname !== infoPath(params.conversation)
  return (
    <div
      class={styles['place']}
      classList={{ 'fills-frame': isWide() || isThread(), 'hides-places': !isWide() && isThread() }}
    >
      <Show when={isWide() || isList()}>
        <section class={styles['aside']} aria-labelledby="conversations">
          <ConversationList
            heading={
              <Show when={isList()} fallback={<h2 id="conversations">{chatWords.title}</h2>}>
                <div id="conversations">
                  <PageHeading title={chatWords.title}>{chatWords.title}</PageHeading>
                </div>
              </Show>
            }
          />
        </section>
      </Show>
      <Show when={isWide() || !isList()}>
        <div class={styles['pane']}>{props.children}</div>
      </Show>
    </div>
  )
}

/** Beside the list, before anything is chosen. */
export const NoConversation = () => <p class={styles['none']}>{chatWords.choose}</p>
