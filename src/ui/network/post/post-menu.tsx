import { A } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { PostRow } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, Icon } from '../../components/index.ts'
import { copyText, createCommand } from '../../primitives/index.ts'
import { nameOf, postMenuWords } from '../../strings/network.ts'
import { editPostPath, postPath } from '../paths.ts'
import { exactWhen } from '../times.ts'
import { createMute } from './create-mute.ts'
import styles from './post.module.css'

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
        fallback={<Deleting post={props.post} onKeep={close} onDeleted={props.onDeleted} />}
      >
        <p class="caption">
          <bdi>{nameOf(props.post.author.name)}</bdi>, {exactWhen(props.post.atMs)}
        </p>
        <ul class={styles['menu']}>
          <li>
            <CopyLink post={props.post} />
          </li>
          <Show when={props.post.author.isOwn} fallback={<Mute post={props.post} onDone={close} />}>
            <li>
              <A class={styles['choice']} href={editPostPath(props.post.id)}>
                <Icon name="edit" />
                {postMenuWords.edit}
              </A>
            </li>
            <li>
              <button type="button" class={styles['choice']} onClick={() => setDeleting(true)}>
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
      <button type="button" class={styles['choice']} onClick={() => void copyText(link()).then(setCopied)}>
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

const Mute = (props: { readonly post: PostRow; readonly onDone: () => void }) => {
  const mute = createMute()
  const act = async (): Promise<void> => {
    const { onDone, post } = props
    if (await mute.mute(post.author)) onDone()
  }
  return (
    <li>
      <button type="button" class={styles['choice']} onClick={() => void act()}>
        <Icon name="mute" />
        <span>
          <span>{postMenuWords.mute(props.post.author.name)}</span>
          <span class="caption">{postMenuWords.muteHint}</span>
        </span>
      </button>
      <ErrorWords error={mute.error() ?? null} />
    </li>
  )
}

interface DeletingProps {
  readonly post: PostRow
  readonly onKeep: () => void
  readonly onDeleted: () => void
}

/** Says what deleting can do and what it cannot, before it happens. */
const Deleting = (props: DeletingProps) => {
  const remove = createCommand('entry.delete')
  const confirm = async (): Promise<void> => {
    const { onDeleted, post } = props
    if ((await remove.run({ id: post.id })).ok) onDeleted()
  }
  return (
    <>
      <p>{postMenuWords.removeMeaning}</p>
      <ErrorWords error={remove.error() ?? null} />
      <div class="row">
        <Button onPress={() => props.onKeep()}>{postMenuWords.keep}</Button>
        <Button
          look="danger"
          busy={remove.pending() && postMenuWords.removing}
          onPress={() => void confirm()}
        >
          {postMenuWords.removeConfirm}
        </Button>
      </div>
    </>
  )
}
