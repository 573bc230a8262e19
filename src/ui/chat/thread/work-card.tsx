import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { AccountIdText, ImageTile, MessageBody } from '../../../core/api.ts'
import { Glimpse } from '../../galleries/images/glimpse.tsx'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { workPath } from '../../galleries/paths.ts'
import { createRow } from '../../primitives/index.ts'
import { threadWords } from '../../strings/chat.ts'
import { MessageText } from './message-text.tsx'
import styles from './work-card.module.css'

type WorkBody = Extract<MessageBody, { readonly kind: 'work' }>

interface WorkCardProps {
  readonly body: WorkBody
  /** Whose device this is. */
  readonly self: AccountIdText | undefined
}

/** A work that somebody sent: as it hangs now if this device has it, else as it was described. */
export const WorkCard = (props: WorkCardProps) => {
  const place = () => ({ account: props.body.account, album: props.body.album, work: props.body.work })
  const work = createRow(() => ({ type: 'work', ...place() }))
  const current = (): ImageTile | undefined => {
    const state = work()
    return state?.kind === 'shown' ? state.work.versions.find(one => one.isCurrent)?.image : undefined
  }
  const title = (): string => props.body.title || threadWords.untitledWork
  const href = (): string =>
    workPath({ ...place(), isOwn: props.body.account === props.self }, props.body.work)
  return (
    <>
      <A class={styles['card']} href={href()} data-picture>
        <span class={styles['picture']} aria-hidden="true">
          <Show
            when={current()}
            fallback={<Show when={props.body.image}>{image => <Glimpse image={image()} />}</Show>}
          >
            {image => <WorkImage place={place()} image={image()} alt="" />}
          </Show>
        </span>
        <span class={styles['words']}>
          <cite dir="auto">{title()}</cite>
          <span class="caption" dir="auto">
            {props.body.artist}
          </span>
        </span>
      </A>
      <Show when={props.body.text !== ''}>
        <MessageText text={props.body.text} />
      </Show>
    </>
  )
}
