import { createSignal, Match, Show, Switch } from 'solid-js'
import type { AccountIdText, PersonRow } from '../../../core/api.ts'
import { conversationPath } from '../../chat/paths.ts'
import { Button, Icon, LinkButton, Notice } from '../../components/index.ts'
import { FollowButton, FollowStateLines, type FollowsOf } from '../../network-people/follow-state.tsx'
import { createRow } from '../../primitives/index.ts'
import { formatList } from '../../strings/format.ts'
import { named, personActions, verifiedNames } from '../../strings/people.ts'
import { whenStanding } from '../standing.ts'
import { AnswerRequest, CancelRequest, Unblock } from './answers.tsx'
import { BlockDialog, RemoveDialog } from './ending-dialogs.tsx'
import { MoreSheet } from './more-sheet.tsx'
import { Note } from './note.tsx'
import styles from './person.module.css'
import { RequestDialog } from './request-dialog.tsx'
import { SafetyDoor } from './safety-door.tsx'
import { TrustNotice } from './trust-notice.tsx'

/** How one stands with a person, and all that one can do about it. Nothing for oneself. */
export const PersonActions = (props: { readonly account: AccountIdText }) => {
  const person = createRow(() => ({ type: 'person', account: props.account }))
  const journal = createRow(() => ({ type: 'journal', account: props.account, count: 1 }))
  const someoneElse = (): PersonRow | undefined => {
    const row = person()
    return row?.connection.kind === 'self' ? undefined : row
  }
  return <Show when={someoneElse()}>{row => <Actions person={row()} follows={journal()} />}</Show>
}

type Overlay = 'request' | 'block' | 'remove' | 'safety' | 'more'

interface ActionsProps {
  readonly person: PersonRow
  /** Undefined until it is known. */
  readonly follows: FollowsOf | undefined
}

const Actions = (props: ActionsProps) => {
  const [said, setSaid] = createSignal('')
  const [overlay, setOverlay] = createSignal<Overlay | null>(null)
  let place: HTMLElement | undefined
  /** A dialog says that it closed a moment after the next one may have opened. */
  const close = (which: Overlay) => (): void => {
    setOverlay(now => (now === which ? null : now))
  }
  /** The button that was pressed is usually gone, so the focus stays near. */
  const done = (words: string): void => {
    setSaid(words)
    place?.focus()
  }
  return (
    <section
      ref={found => (place = found)}
      class={styles['actions']}
      tabindex="-1"
      aria-label={personActions.label}
    >
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={props.person.changes.length > 0}>
        <TrustNotice account={props.person.account} name={props.person.name} changes={props.person.changes} />
      </Show>
      <Show when={props.person.lookalikes.length > 0}>
        <Notice icon="alert">
          {personActions.lookalike(formatList(props.person.lookalikes.map(one => named(one.name))))}
        </Notice>
      </Show>
      <Standing person={props.person} follows={props.follows} onOpen={setOverlay} onDone={done} />
      <Show when={props.person.connection.kind !== 'blocked' && props.follows}>
        {follows => <FollowStateLines person={props.person} follows={follows()} onDone={done} />}
      </Show>
      <RequestDialog
        open={overlay() === 'request'}
        account={props.person.account}
        name={props.person.name}
        onClose={close('request')}
        onSent={() => {
          setOverlay(null)
          done(personActions.sentWaiting)
        }}
      />
      <BlockDialog
        open={overlay() === 'block'}
        person={props.person}
        onClose={close('block')}
        onDone={done}
      />
      <RemoveDialog
        open={overlay() === 'remove'}
        person={props.person}
        onClose={close('remove')}
        onDone={done}
      />
      <SafetyDoor open={overlay() === 'safety'} account={props.person.account} onClose={close('safety')} />
      <MoreSheet
        open={overlay() === 'more'}
        person={props.person}
        isMuted={props.follows?.muted ?? false}
        onDone={done}
        onClose={close('more')}
        onSafety={() => setOverlay('safety')}
        onRemove={() => setOverlay('remove')}
      />
    </section>
  )
}

interface StandingProps extends ActionsProps {
  readonly onOpen: (overlay: Overlay) => void
  readonly onDone: (words: string) => void
}

const Standing = (props: StandingProps) => (
  <Switch>
    <Match when={props.person.connection.kind === 'none'}>
      <Show when={!props.person.reachable}>
        <p class="caption">{personActions.unreachable}</p>
      </Show>
      <div class="row">
        <Button look="primary" icon="plus" onPress={() => props.onOpen('request')}>
          {personActions.connect}
        </Button>
        <Rest {...props} />
      </div>
    </Match>
    <Match when={whenStanding(props.person.connection, 'sent')}>
      {sent => (
        <>
          <p class={styles['state']}>
            <Icon name={sent().delivered ? 'check' : 'waiting'} />
            <span role="status">
              {sent().delivered ? personActions.sentDelivered : personActions.sentWaiting}
            </span>
          </p>
          <Note label={personActions.ownNoteLabel} text={sent().note} />
          <div class="row">
            <CancelRequest
              account={props.person.account}
              name={props.person.name}
              note={sent().note}
              onDone={props.onDone}
            />
            <Rest {...props} />
          </div>
        </>
      )}
    </Match>
    <Match when={whenStanding(props.person.connection, 'received')}>
      {received => (
        <>
          <p class={styles['state']}>
            <Icon name={received().via === 'code' ? 'scan' : 'people'} />
            <span role="status">
              {received().via === 'code'
                ? personActions.scanned(props.person.name)
                : personActions.asks(props.person.name)}
            </span>
          </p>
          <Note label={personActions.noteLabel} text={received().note} />
          <div class="row">
            <AnswerRequest account={props.person.account} name={props.person.name} onDone={props.onDone} />
            <Rest {...props} />
          </div>
        </>
      )}
    </Match>
    <Match when={whenStanding(props.person.connection, 'connected')}>
      {connected => (
        <>
          <p class={styles['state']}>
            <Icon name={connected().confirmed ? 'people' : 'waiting'} />
            <span role="status">
              {connected().confirmed
                ? personActions.connectedSince(connected().sinceMs)
                : personActions.unconfirmed(props.person.name)}
            </span>
          </p>
          <p class={styles['state']}>
            <Icon name={props.person.verified === 'no' ? 'info' : 'verified'} />
            <span>{verifiedNames[props.person.verified]}</span>
          </p>
          <div class="row">
            <LinkButton look="primary" icon="messages" href={conversationPath(connected().conversation)}>
              {personActions.message}
            </LinkButton>
            <Rest {...props} />
          </div>
        </>
      )}
    </Match>
    <Match when={whenStanding(props.person.connection, 'blocked')}>
      {blocked => (
        <>
          <p class={styles['state']}>
            <Icon name="block" />
            <span role="status">{personActions.blockedSince(blocked().sinceMs)}</span>
          </p>
          <div class="row">
            <Unblock account={props.person.account} name={props.person.name} onDone={props.onDone} />
          </div>
        </>
      )}
    </Match>
  </Switch>
)

/** What can be done about anybody who is not blocked. */
const Rest = (props: StandingProps) => (
  <>
    <Show when={props.follows}>
      {follows => <FollowButton person={props.person} follows={follows()} onDone={props.onDone} />}
    </Show>
    <Button look="quiet" icon="block" onPress={() => props.onOpen('block')}>
      {personActions.block}
    </Button>
    <Button look="quiet" icon="more" onPress={() => props.onOpen('more')}>
      {personActions.more}
    </Button>
  </>
)
