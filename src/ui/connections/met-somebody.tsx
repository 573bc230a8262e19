import { Match, onMount, Switch } from 'solid-js'
import { conversationPath } from '../chat/paths.ts'
import { Button, LinkButton, PageHeading } from '../components/index.ts'
import { createRow } from '../primitives/index.ts'
import { personPath } from '../profiles/person-address.ts'
import { metWords } from '../strings/meeting.ts'
import { OwnCode } from './code/own-code.tsx'
import type { Met } from './create-taking.ts'

interface MetProps {
  /** Read once. */
  readonly met: Met
  readonly onAgain: () => void
}

/** After a scan: both know, or the other device still has to scan. It learns by the relay too. */
export const MetSomebody = (props: MetProps) => {
  // The address stays, so nothing else would bring the top into sight.
  onMount(() => window.scrollTo(0, 0))
  const person = createRow(() => ({ type: 'person', account: props.met.account }))
  const name = (): string => person()?.name || props.met.name
  const isConfirmed = (): boolean => {
    const connection = person()?.connection
    return props.met.confirmed || (connection?.kind === 'connected' && connection.confirmed)
  }
  return (
    <div class="page page-narrow">
      <Switch>
        <Match when={isConfirmed()}>
          <div class="stack">
            <PageHeading title={metWords.connectedTitle(name())} step="met">
              {metWords.connectedTitle(name())}
            </PageHeading>
            <p class="lead">{metWords.connected(name())}</p>
          </div>
        </Match>
        <Match when={true}>
          <div class="stack">
            <PageHeading title={metWords.answerTitle(name())} step="answer">
              {metWords.answerTitle(name())}
            </PageHeading>
            <p class="lead">{metWords.answer(name())}</p>
          </div>
          <OwnCode answers={props.met.account} />
          <p class="caption">{metWords.answerLater}</p>
        </Match>
      </Switch>
      <div class="row">
        <LinkButton look="primary" icon="messages" href={conversationPath(props.met.conversation)}>
          {metWords.write(name())}
        </LinkButton>
        <LinkButton href={personPath(props.met.account)}>{metWords.toPage}</LinkButton>
        <Button look="quiet" icon="scan" onPress={() => props.onAgain()}>
          {metWords.another}
        </Button>
      </div>
    </div>
  )
}
