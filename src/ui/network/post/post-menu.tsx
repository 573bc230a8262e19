import { A } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { PostRow } from '../../../core/api.ts'
import { Dialog, Icon } from '../../components/index.ts'
import { copyText } from '../../primitives/index.ts'
import { nameOf, postMenuWords } from '../../strings/network.ts'
import menu from '../menu.module.css'
import { editPostPath, postPath } from '../paths.ts'
import { exactWhen } from '../times.ts'
import { Deleting } from './deleting.tsx'
import { MuteChoice } from './mute-choice.tsx'

interface PostMenuProps {
  readonly post: PostRow
  readonly open: boolean
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** All that can be done with one post, and exactly when it was written. */
export const PostMenu = (props: PostMenuProps) => {
  const [isDeleting, setDeleting] = createSignal(false)
  const close = (): void => {
    setDeleting(false)
    props.onClose()
  }
  return (
    <Dialog
      shape={matchMedia('(min-width: 64rem)').matches ? 'dialog' : 'sheet'}
      open={props.open}
      title={isDeleting() ? postMenuWords.removeTitle : postMenuWords.title}
      onClose={close}
    >
      <Show
        when={!isDeleting()}
        fallback={<Deleting id={props.post.id} onKeep={close} onDeleted={() => props.onDeleted()} />}
      >
        <p class="caption">
          <bdi>{nameOf(props.post.author.name)}</bdi>, {exactWhen(props.post.atMs)}
        </p>
        <ul class={menu['menu']}>
          <li>
            <CopyLink post={props.post} />
          </li>
          <Show
            when={props.post.author.isOwn}
            fallback={<MuteChoice person={props.post.author} onDone={close} />}
          >
            <li>
              <A class={menu['choice']} href={editPostPath(props.post.id)}>
                <Icon name="edit" />
                {postMenuWords.edit}
              </A>
            </li>
            <li>
              <button type="button" class={menu['choice']} onClick={() => setDeleting(true)}>
                <Icon name="bin" />
                {postMenuWords.remove}
              </button>
            </li>
          </Show>
        </ul>
      </Show>
    </Dialog>
  )
}

const CopyLink = (props: { readonly post: PostRow }) => {
  const [copied, setCopied] = createSignal<boolean>()
  const link = (): string => `${location.origin}${postPath(props.post.account, props.post.id)}`
  const words = (): string => {
    if (copied() === undefined) return ''
    return copied() ? postMenuWords.copied : postMenuWords.copyFailed
  }
  return (
    <>
      <button type="button" class={menu['choice']} onClick={() => void copyText(link()).then(setCopied)}>
        <Icon name="copy" />
        {copied() === true ? postMenuWords.copied : postMenuWords.copyLink}
      </button>
      <p class="caption" classList={{ 'visually-hidden': copied() !== false }} role="status">
        {words()}
      </p>
      <Show when={copied() === false}>
        <p class="mono">{link()}</p>
      </Show>
    </>
  )
}
