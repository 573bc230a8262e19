import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, For, Match, Show, Switch, untrack } from 'solid-js'
import {
  postLimit,
  postPictures,
  type PersonMention,
  type PostBody,
  type PostImage,
  type PostRow,
  type PostState,
} from '../../../core/api.ts'
import { overLimit } from '../../chat/composer/writing-rules.ts'
import { Button, ErrorWords, PageHeading } from '../../components/index.ts'
import { WorkImage } from '../../galleries/images/work-image.tsx'
import { createCommand, createKeptSignal, createRow } from '../../primitives/index.ts'
import { Looking } from '../../profiles/looking.tsx'
import { composerPageWords as words } from '../../strings/network-writing.ts'
import { postPageWords } from '../../strings/network.ts'
import { postPath } from '../paths.ts'
import { MissingPost } from '../post/missing-post.tsx'
import { AudienceMark } from '../post/audience-mark.tsx'
import { MentionArea } from '../writing/mention-area.tsx'
import { mentionsLeft, withMention } from '../writing/mention-rules.ts'
import styles from './composer.module.css'
import { WorksField } from './works-field.tsx'

/** One's own post, changed: a new version beside those before. */
export const EditPostPage = () => {
  const params = useParams<{ post: string }>()
  const session = createRow(() => ({ type: 'session' }))
  const account = (): string | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.account : undefined
  }
  const state = createRow(() => {
    const own = account()
    return own === undefined ? undefined : { type: 'post', account: own, post: params.post }
  })
  return (
    <Switch
      fallback={
        <Looking
          title={words.editTitle}
          words={postPageWords.looking}
          longWords={postPageWords.lookingLong}
        />
      }
    >
      <Match when={shown(state())}>{post => <Editing post={post()} />}</Match>
      <Match when={missing(state())}>{found => <MissingPost state={found()} account={account()} />}</Match>
    </Switch>
  )
}

const shown = (state: PostState | undefined): PostRow | undefined =>
  state?.kind === 'shown' ? state.post : undefined

const missing = (state: PostState | undefined) =>
  state === undefined || state.kind === 'shown' || state.kind === 'looking' ? undefined : state

const Editing = (props: { readonly post: PostRow }) => {
  const navigate = useNavigate()
  const edit = createCommand('post.edit')
  const before: PostBody = untrack(() => props.post.body)
  const [text, setText, forget] = createKeptSignal(
    untrack(() => `post.edit.${props.post.id}`),
    before.text,
  )
  const [mentions, setMentions] = createSignal<readonly PersonMention[]>(before.mentions)
  const [kept, setKept] = createSignal<readonly number[]>(before.images.map((_, at) => at))
  const [works, setWorks] = createSignal(before.works)
  const [wasAsked, setWasAsked] = createSignal(false)
  const saysNothing = (): boolean => text().trim() === '' && kept().length === 0 && works().length === 0
  const toPost = (): void => {
    forget()
    navigate(postPath(props.post.account, props.post.id), { replace: true })
  }
  const save = async (): Promise<void> => {
    setWasAsked(true)
    if (edit.pending() || saysNothing() || overLimit(text(), postLimit) > 0) return
    const result = await edit.run({
      post: props.post.id,
      text: text().trim(),
      mentions: mentionsLeft(text(), mentions()),
      keepImages: kept(),
      works: works().map(({ account, album, work }) => ({ account, album, work })),
    })
    if (result.ok) toPost()
  }
  return (
    <div class="page page-narrow">
      <PageHeading title={words.editTitle} class={`${styles['title']}`}>
        {words.editTitle}
      </PageHeading>
      <form
        class="stack stack-far"
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <MentionArea
          label={words.text}
          hint={words.textHint}
          value={text()}
          limit={postLimit}
          onInput={setText}
          onMention={person => setMentions(now => withMention(now, person))}
        />
        <Show when={before.images.length > 0}>
          <KeptPictures post={props.post} images={before.images} kept={kept()} onKeep={setKept} />
        </Show>
        <WorksField
          works={works()}
          room={Math.max(0, postPictures - kept().length - works().length)}
          onChange={setWorks}
        />
        <p class={`caption ${styles['fixed']}`}>
          <AudienceMark audience={props.post.audience} isOwn />
          <span>{words.versionsKept}</span>
        </p>
        <ErrorWords error={edit.error() ?? null} />
        <div class={styles['end']}>
          <Button type="submit" look="primary" busy={edit.pending() && words.saving}>
            {words.save}
          </Button>
          <Button look="quiet" onPress={toPost}>
            {words.cancel}
          </Button>
          <p class="caption" role="status">
            {wasAsked() && saysNothing() ? words.saysNothing : ''}
          </p>
        </div>
      </form>
    </div>
  )
}

interface KeptPicturesProps {
  readonly post: PostRow
  readonly images: readonly PostImage[]
  readonly kept: readonly number[]
  readonly onKeep: (kept: readonly number[]) => void
}

/** Pictures that were published can be taken out of the new version, and put back while it is written. */
const KeptPictures = (props: KeptPicturesProps) => {
  const isKept = (at: number): boolean => props.kept.includes(at)
  const toggle = (at: number): void =>
    props.onKeep(
      isKept(at) ? props.kept.filter(one => one !== at) : [...props.kept, at].toSorted((a, b) => a - b),
    )
  return (
    <section class="stack" aria-label={words.pictures}>
      <ol class={styles['pictures']} aria-label={words.pictures}>
        <For each={props.images}>
          {(image, at) => (
            <li class={styles['picture']} data-out={isKept(at()) ? undefined : ''}>
              <span class={styles['preview']}>
                <WorkImage
                  place={{ account: props.post.account, post: props.post.id }}
                  image={image.image}
                  alt=""
                  fit="whole"
                />
              </span>
              <div class={styles['about']}>
                <p dir="auto">{image.alt || words.noAlt}</p>
                <div>
                  <Button look="quiet" icon={isKept(at()) ? 'bin' : 'plus'} onPress={() => toggle(at())}>
                    {isKept(at()) ? words.takeOut(at() + 1) : words.putBack(at() + 1)}
                  </Button>
                </div>
              </div>
            </li>
          )}
        </For>
      </ol>
      <p class="caption">{words.keptPictures}</p>
    </section>
  )
}
