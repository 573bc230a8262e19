import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { postLimit, type PostDraft } from '../../../core/api.ts'
import { Button, Dialog, ErrorWords, PageHeading } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { savedWords } from '../../strings/profiles.ts'
import { composerPageWords as words } from '../../strings/network-writing.ts'
import { homePath } from '../paths.ts'
import { withMention } from '../writing/mention-rules.ts'
import { MentionArea } from '../writing/mention-area.tsx'
import { AudienceField } from './audience-field.tsx'
import styles from './composer.module.css'
import { createPostDraft, type PostDrafting } from './create-post-draft.ts'
import { isEmpty, mayPublish, publishable, roomIn } from './draft-rules.ts'
import { PicturesField } from './pictures-field.tsx'
import { WorksField } from './works-field.tsx'

/** Where a post is written. What is typed is kept as it is typed. */
export const ComposerPage = () => {
  const drafting = createPostDraft()
  return (
    <div class="page page-narrow">
      <PageHeading title={words.title} class={`${styles['title']}`}>
        {words.title}
      </PageHeading>
      <Show when={drafting.draft()}>{draft => <Writing drafting={drafting} draft={draft()} />}</Show>
    </div>
  )
}

interface WritingProps {
  readonly drafting: PostDrafting
  readonly draft: PostDraft
}

const Writing = (props: WritingProps) => {
  const navigate = useNavigate()
  const publish = createCommand('post.publish')
  const [wasAsked, setWasAsked] = createSignal(false)
  const change = (how: (draft: PostDraft) => PostDraft): void => props.drafting.change(how)
  const send = async (): Promise<void> => {
    const { draft, drafting } = props
    setWasAsked(true)
    if (publish.pending() || !mayPublish(draft)) return
    await drafting.flush()
    if (!(await publish.run(publishable(draft))).ok) return
    drafting.close()
    navigate(homePath, { replace: true })
  }
  return (
    <form
      class="stack stack-far"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <MentionArea
        label={words.text}
        hint={words.textHint}
        value={props.draft.text}
        limit={postLimit}
        status={savedWords[props.drafting.state()]}
        onInput={text => change(draft => ({ ...draft, text }))}
        onMention={person => change(draft => ({ ...draft, mentions: withMention(draft.mentions, person) }))}
        onBlur={() => void props.drafting.flush()}
      />
      <PicturesField draft={props.draft} onChange={change} />
      <WorksField
        works={props.draft.works}
        room={roomIn(props.draft)}
        onChange={works => change(draft => ({ ...draft, works }))}
      />
      <AudienceField
        audience={props.draft.audience}
        onChoose={audience => change(draft => ({ ...draft, audience }))}
      />
      <Show when={props.drafting.state() === 'failed'}>
        <p class="caption" role="status">
          {words.draftFailed}
        </p>
      </Show>
      <ErrorWords error={publish.error() ?? null} />
      <div class={styles['end']}>
        <Button type="submit" look="primary" busy={publish.pending() && words.publishing}>
          {words.publish}
        </Button>
        <Show when={!isEmpty(props.draft)}>
          <Discard drafting={props.drafting} />
        </Show>
        <p class="caption" role="status">
          {wasAsked() && isEmpty(props.draft) ? words.saysNothing : ''}
        </p>
      </div>
    </form>
  )
}

/** Says what is lost before it is. */
const Discard = (props: { readonly drafting: PostDrafting }) => {
  const navigate = useNavigate()
  const discard = createCommand('post.draft')
  const [isAsking, setAsking] = createSignal(false)
  const confirm = async (): Promise<void> => {
    const { drafting } = props
    await drafting.flush()
    if (!(await discard.run({ draft: null })).ok) return
    drafting.close()
    navigate(homePath, { replace: true })
  }
  return (
    <>
      <Button look="quiet" icon="bin" onPress={() => setAsking(true)}>
        {words.discard}
      </Button>
      <Dialog open={isAsking()} title={words.discardTitle} onClose={() => setAsking(false)}>
        <p>{words.discardMeaning}</p>
        <ErrorWords error={discard.error() ?? null} />
        <div class="row">
          <Button onPress={() => setAsking(false)}>{words.keepDraft}</Button>
          <Button look="danger" onPress={() => void confirm()}>
            {words.discardConfirm}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
