import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { Icon } from '../components/icon.tsx'
import { createRow } from '../primitives/create-row.ts'
import { createMediaQuery } from '../settings/create-media-query.ts'
import { formatNumber } from '../strings/format.ts'
import { noticesWords } from '../strings/notices.ts'
import './notices-door.css'
import { noticesPath } from './notice-rules.ts'

/** The way to notifications, with how many are new: in the bar above on a phone, among the places on a desk. */
export const NoticesDoor = (props: { readonly at: 'bar' | 'rail' }) => {
  const isWide = createMediaQuery('(min-width: 64rem)')
  return (
    <Show when={isWide() === (props.at === 'rail')}>
      <Door isRail={props.at === 'rail'} />
    </Show>
  )
}

const Door = (props: { readonly isRail: boolean }) => {
  const row = createRow(() => ({ type: 'notices', count: 1 }))
  const unread = (): number => row()?.unread ?? 0
  return (
    <A
      href={noticesPath}
      class={props.isRail ? 'place' : 'notices-door'}
      aria-label={noticesWords.door(unread())}
    >
      <span class="place-icon">
        <Icon name="bell" />
        <Show when={unread() > 0}>
          <span class="place-dot" />
        </Show>
      </span>
      <Show when={props.isRail}>
        <span>{noticesWords.title}</span>
      </Show>
      <Show when={unread() > 0}>
        <span class={props.isRail ? 'place-count' : 'notices-door-count'}>{formatNumber(unread())}</span>
      </Show>
    </A>
  )
}
