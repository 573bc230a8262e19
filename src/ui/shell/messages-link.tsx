import { A, useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { createLocalNotices } from '../chat/notices/local-notices.ts'
import { messagesPath } from '../chat/paths.ts'
import { Icon } from '../components/icon.tsx'
import { chatWords } from '../strings/chat.ts'
import { formatNumber } from '../strings/format.ts'

/** The place of messages, with how many are unread. */
export const MessagesLink = () => {
  const navigate = useNavigate()
  const unread = createLocalNotices(path => navigate(path))
  return (
    <A href={messagesPath} class="place" aria-label={chatWords.placeName(unread())}>
      <span class="place-icon">
        <Icon name="messages" />
        <Show when={unread() > 0}>
          <span class="place-dot" />
        </Show>
      </span>
      <span>{chatWords.title}</span>
      <Show when={unread() > 0}>
        <span class="place-count">{formatNumber(unread())}</span>
      </Show>
    </A>
  )
}
