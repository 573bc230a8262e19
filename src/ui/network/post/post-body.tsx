import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { PostBody as Body, PostRow } from '../../../core/api.ts'
import { textParts, unnamedIn } from '../../components/text-parts.ts'
import { WrittenText } from '../../components/written-text.tsx'
import { albumPath } from '../../galleries/paths.ts'
import { nameOf, postWords } from '../../strings/network.ts'
import { pathOf, postPath } from '../paths.ts'
import { isLong } from './long-text.ts'
import { PostWall } from './post-wall.tsx'
import styles from './post.module.css'

interface PostBodyProps {
  readonly post: Pick<PostRow, 'account' | 'id' | 'author' | 'added'>
  /** Of the post, or of an earlier version of it. */
  readonly body: Body
  /** All of a long text, not only its beginning. */
  readonly whole?: boolean
}

/** What a post shows and says: the pictures first. */
export const PostBody = (props: PostBodyProps) => {
  const isCut = (): boolean => props.whole !== true && isLong(props.body.text)
  return (
    <>
      <Show when={props.body.images.length + props.body.works.length > 0}>
        <PostWall post={props.post} images={props.body.images} works={props.body.works} />
      </Show>
      <MoreWorks {...props} />
      <Show when={props.body.text !== ''}>
        <div class={styles['words']}>
          <p class={styles['text']} dir="auto" data-cut={isCut() ? '' : undefined}>
            <WrittenText text={props.body.text} mentions={props.body.mentions} />
          </p>
          <Show when={isCut()}>
            <A class={styles['read-on']} href={postPath(props.post.account, props.post.id)}>
              {postWords.readOn}
            </A>
          </Show>
        </div>
      </Show>
      <Mentions body={props.body} />
    </>
  )
}

const MoreWorks = (props: PostBodyProps) => {
  const more = (): number => (props.post.added?.total ?? 0) - props.body.works.length
  return (
    <Show when={more() > 0 && props.post.added}>
      {added => (
        <p class="caption">
          <A
            href={albumPath({
              account: props.post.account,
              album: added().album,
              isOwn: props.post.author.isOwn,
            })}
          >
            {postWords.moreWorks(more())}
          </A>
        </p>
      )}
    </Show>
  )
}

/** Whoever is meant and not named in the text as they are called now. */
const Mentions = (props: { readonly body: Body }) => {
  const unnamed = createMemo(() =>
    unnamedIn(textParts(props.body.text, props.body.mentions), props.body.mentions),
  )
  return (
    <Show when={unnamed().length > 0}>
      <p class="caption">
        {postWords.with}{' '}
        <For each={unnamed()}>
          {(person, at) => (
            <>
              <A href={pathOf(person)}>{nameOf(person.name)}</A>
              <Show when={at() < unnamed().length - 1}>, </Show>
            </>
          )}
        </For>
      </p>
    </Show>
  )
}
