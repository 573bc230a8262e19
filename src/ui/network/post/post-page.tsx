import { useNavigate, useParams } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import type { PostState, PostVersion } from '../../../core/api.ts'
import { PageHeading } from '../../components/index.ts'
import { createRow } from '../../primitives/index.ts'
import { Looking } from '../../profiles/looking.tsx'
import { postPageWords } from '../../strings/network.ts'
import { homePath } from '../paths.ts'
import { Talk } from '../talk/talk.tsx'
import { exactWhen } from '../times.ts'
import { MissingPost } from './missing-post.tsx'
import { PostBody } from './post-body.tsx'
import { Added, PostHead } from './post-card.tsx'
import { PostFoot } from './post-foot.tsx'
import pageStyles from './post-page.module.css'
import styles from './post.module.css'

/** One post with everything that was said about it; also from a link, whether it is here or not. */
export const PostPage = () => {
  const params = useParams<{ account: string; post: string }>()
  const state = createRow(() => ({ type: 'post', account: params.account, post: params.post }))
  return (
    <Switch
      fallback={
        <Looking
          title={postPageWords.lookingTitle}
          words={postPageWords.looking}
          longWords={postPageWords.lookingLong}
        />
      }
    >
      <Match when={shown(state())}>{found => <Shown state={found()} />}</Match>
      <Match when={missing(state())}>
        {found => <MissingPost state={found()} account={params.account} />}
      </Match>
    </Switch>
  )
}

type ShownState = Extract<PostState, { readonly kind: 'shown' }>

const shown = (state: PostState | undefined): ShownState | undefined =>
  state?.kind === 'shown' ? state : undefined

const missing = (state: PostState | undefined) =>
  state === undefined || state.kind === 'shown' || state.kind === 'looking' ? undefined : state

const Shown = (props: { readonly state: ShownState }) => {
  const navigate = useNavigate()
  const post = () => props.state.post
  const target = () => ({ kind: 'post' as const, account: post().account, id: post().id })
  const title = (): string =>
    post().author.isOwn ? postPageWords.ownTitle : postPageWords.title(post().author.name)
  return (
    <div class={`page page-narrow ${pageStyles['page']}`}>
      <article class={styles['post']} aria-label={title()}>
        <PageHeading title={title()} step={post().id} class="visually-hidden">
          {title()}
        </PageHeading>
        <PostHead post={post()} />
        <Added post={post()} />
        <PostBody post={post()} body={post().body} whole />
        <Versions state={props.state} />
        <PostFoot post={post()} whole onDeleted={() => navigate(homePath, { replace: true })} />
      </article>
      <Show when={post().id} keyed>
        <Talk target={target()} />
      </Show>
    </div>
  )
}

/** What it said before, newest first. */
const Versions = (props: { readonly state: ShownState }) => {
  const earlier = (): readonly { readonly version: PostVersion; readonly untilMs: number }[] =>
    props.state.versions
      .map((version, at, all) => ({ version, untilMs: all[at + 1]?.atMs ?? version.atMs }))
      .slice(0, -1)
      .toReversed()
  return (
    <Show when={earlier().length > 0}>
      <details class={pageStyles['versions']}>
        <summary>{postPageWords.versions}</summary>
        <ol aria-label={postPageWords.versionsList}>
          <For each={earlier()}>
            {({ version, untilMs }) => (
              <li class={pageStyles['version']}>
                <p class="caption">{postPageWords.version(exactWhen(untilMs))}</p>
                <PostBody post={props.state.post} body={version.body} whole />
              </li>
            )}
          </For>
        </ol>
      </details>
    </Show>
  )
}
