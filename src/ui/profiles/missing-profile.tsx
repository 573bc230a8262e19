import { Match, Switch, type JSX } from 'solid-js'
import type { ProfileState } from '../../core/api.ts'
import { Button, LinkButton, PageHeading } from '../components/index.ts'
import { personPage } from '../strings/profiles.ts'

type Missing = Exclude<ProfileState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>

interface Sentence {
  readonly title: string
  readonly text: string
}

/** Why there is nothing to see, and the one thing that may help. */
export const MissingProfile = (props: { readonly state: Missing; onTryAgain(): void }) => {
  const words = (): Sentence => sentenceFor(props.state)
  return (
    <div class="page page-narrow">
      <PageHeading title={words().title} step={props.state.kind}>
        {words().title}
      </PageHeading>
      <p class="lead">{words().text}</p>
      <div class="row">{nextStep(props.state, () => props.onTryAgain())}</div>
    </div>
  )
}

const sentenceFor = (state: Missing): Sentence => {
  switch (state.kind) {
    case 'not-held':
      return state.reason === 'offline'
        ? { title: personPage.offlineTitle, text: personPage.offline }
        : { title: personPage.unknownTitle, text: personPage.unknown }
    case 'unreadable':
      return state.reason === 'newer-version'
        ? { title: personPage.newerTitle, text: personPage.newer }
        : { title: personPage.brokenTitle, text: personPage.broken }
    case 'bad-address':
      return { title: personPage.badTitle, text: personPage.bad }
  }
}

const nextStep = (state: Missing, onTryAgain: () => void): JSX.Element => (
  <Switch fallback={<LinkButton href="/discover">{personPage.toDiscover}</LinkButton>}>
    <Match when={state.kind === 'not-held'}>
      <Button onPress={onTryAgain}>{personPage.tryAgain}</Button>
    </Match>
    <Match when={state.kind === 'unreadable' && state.reason === 'newer-version'}>
      <Button look="primary" onPress={() => location.reload()}>
        {personPage.reload}
      </Button>
    </Match>
  </Switch>
)
