import { Match, Show, Switch } from 'solid-js'
import type { AccountIdText, PostState } from '../../../core/api.ts'
import { Button, ErrorWords, LinkButton, PageHeading } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { personPath } from '../../profiles/person-address.ts'
import { missingPostWords, postPageWords } from '../../strings/network.ts'

type Missing = Exclude<PostState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>

interface MissingPostProps {
  readonly state: Missing
  /** Whose post it would be. */
  readonly account: AccountIdText | undefined
}

/** Why there is nothing to read, and the one thing that may help. */
export const MissingPost = (props: MissingPostProps) => {
  const retry = createCommand('sync.retry')
  const unmute = createCommand('mute.person')
  const words = () => missingPostWords(props.state)
  const muted = () =>
    props.state.kind === 'hidden' && props.state.because === 'muted' ? props.state.author : undefined
  return (
    <div class="page page-narrow">
      <PageHeading title={words().title} step={props.state.kind}>
        {words().title}
      </PageHeading>
      <p class="lead">{words().text}</p>
      <ErrorWords error={unmute.error() ?? null} />
      <div class="row">
        <Switch>
          <Match when={props.state.kind === 'not-held'}>
            <Button look="primary" onPress={() => void retry.run({})}>
              {postPageWords.tryAgain}
            </Button>
          </Match>
          <Match when={props.state.kind === 'unreadable' && props.state.reason === 'newer-version'}>
            <Button look="primary" onPress={() => location.reload()}>
              {postPageWords.reload}
            </Button>
          </Match>
          <Match when={muted()}>
            {author => (
              <Button onPress={() => void unmute.run({ account: author().account, muted: false })}>
                {postPageWords.unmute(author().name)}
              </Button>
            )}
          </Match>
        </Switch>
        <Show when={props.state.kind !== 'bad-address' && props.account}>
          {account => (
            <LinkButton href={personPath(account())} look="quiet">
              {postPageWords.toAuthor}
            </LinkButton>
          )}
        </Show>
      </div>
    </div>
  )
}
