import { A } from '@solidjs/router'
import { createSignal, createUniqueId, Match, Show, Switch, untrack } from 'solid-js'
import {
  postLimit,
  type AlbumCard,
  type Audience,
  type EntryId,
  type IntakeItem,
  type PersonMention,
} from '../../../core/api.ts'
import { overLimit } from '../../chat/composer/writing-rules.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand, createKeptSignal } from '../../primitives/index.ts'
import { tellWords } from '../../strings/network-writing.ts'
import { AudienceField } from '../composer/audience-field.tsx'
import { postPath } from '../paths.ts'
import { MentionArea } from '../writing/mention-area.tsx'
import { mentionsLeft, withMention } from '../writing/mention-rules.ts'
import { readersOf, shownWorks, untold } from './tell-rules.ts'
import styles from './tell.module.css'

interface TellOfferProps {
  /** Read once: another album is another offer. */
  readonly album: AlbumCard
  readonly items: readonly IntakeItem[]
}

/** One post for what was just hung, offered once. Nobody is told unless it is published. */
export const TellOffer = (props: TellOfferProps) => {
  const titleId = createUniqueId()
  const { album } = untrack(() => props.album)
  const publish = createCommand('post.publish')
  const [settled, setSettled] = createKeptSignal(`tell.${album}`)
  const [text, setText, forgetText] = createKeptSignal(`tell.${album}.text`)
  const [mentions, setMentions] = createSignal<readonly PersonMention[]>([])
  const [wished, setWished] = createSignal<Audience>('connections')
  const [told, setTold] = createSignal<EntryId | null>(null)
  const works = () => untold(props.items, album, settled().split(' '))
  const readers = () => readersOf(props.album.audience)
  const audience = (): Audience => readers().find(one => one === wished()) ?? 'connections'
  const settle = (): void => {
    setSettled([settled(), ...works()].join(' ').trim())
    forgetText()
  }
  const send = async (): Promise<void> => {
    const said = text().trim()
    if (publish.pending() || overLimit(said, postLimit) > 0) return
    const result = await publish.run({
      text: said,
      audience: audience(),
      mentions: mentionsLeft(said, mentions()),
      images: [],
      works: shownWorks(props.album.account, album, works()),
      added: { album, total: works().length },
    })
    if (!result.ok) return
    setTold(result.value.post)
    settle()
  }
  return (
    <Switch>
      <Match when={works().length > 0 && readers().length > 0}>
        <section class={styles['tell']} aria-labelledby={titleId}>
          <h2 id={titleId}>{tellWords.titleFor[audience() === 'public' ? 'public' : 'connections']}</h2>
          <p class="caption">
            {tellWords.lead(works().length, props.album.title || tellWords.untitledAlbum)}
          </p>
          <MentionArea
            label={tellWords.text}
            value={text()}
            limit={postLimit}
            rows={2}
            onInput={setText}
            onMention={person => setMentions(now => withMention(now, person))}
          />
          <Show when={readers().length > 1}>
            <AudienceField audience={audience()} choices={readers()} onChoose={setWished} />
          </Show>
          <ErrorWords error={publish.error() ?? null} />
          <div class="row">
            <Button busy={publish.pending() && tellWords.publishing} onPress={() => void send()}>
              {tellWords.publish}
            </Button>
            <Button look="quiet" onPress={settle}>
              {tellWords.notNow}
            </Button>
          </div>
        </section>
      </Match>
      <Match when={told()}>
        {post => (
          <p role="status">
            {tellWords.told} <A href={postPath(props.album.account, post())}>{tellWords.see}</A>
          </p>
        )}
      </Match>
    </Switch>
  )
}
