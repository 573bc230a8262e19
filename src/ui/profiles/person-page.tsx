import { Navigate, useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { PersonRow, ProfileState } from '../../core/api.ts'
import { Notice, PageHeading } from '../components/index.ts'
import { PersonActions } from '../connections/person/person-actions.tsx'
import { isKnown } from '../connections/standing.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { personActions } from '../strings/people.ts'
import { labelWords, personPage } from '../strings/profiles.ts'
import { Looking } from './looking.tsx'
import { MissingProfile } from './missing-profile.tsx'
import { whenKind } from './own-profile.ts'
import { PersonLabel } from './person-label.tsx'

export const PersonPage = () => {
  const params = useParams<{ account: string }>()
  const profile = createRow(() => ({ type: 'profile', account: params.account }))
  const person = createRow(() => ({ type: 'person', account: params.account }))
  const retry = createCommand('sync.retry')
  /** Whoever was met where there was no relay has a name and no page yet. */
  const metBefore = (): PersonRow | undefined => {
    const row = person()
    const isWithoutPage = profile()?.kind === 'looking' || profile()?.kind === 'not-held'
    return isWithoutPage && row !== undefined && isKnown(row.connection) ? row : undefined
  }
  return (
    <Switch
      fallback={
        <Looking title={personPage.title} words={personPage.looking} longWords={personPage.lookingLong} />
      }
    >
      <Match when={whenKind(profile(), 'shown')?.profile.isOwn}>
        <Navigate href="/me" />
      </Match>
      <Match when={whenKind(profile(), 'shown')}>{shown => <Person state={shown()} />}</Match>
      <Match when={metBefore()}>{row => <WithoutPage person={row()} />}</Match>
      <Match when={missing(profile())}>
        {state => <MissingProfile state={state()} onTryAgain={() => void retry.run({})} />}
      </Match>
    </Switch>
  )
}

type Shown = Extract<ProfileState, { readonly kind: 'shown' }>
type Missing = Exclude<ProfileState, { readonly kind: 'shown' } | { readonly kind: 'looking' }>

const missing = (state: ProfileState | undefined): Missing | undefined =>
  state === undefined || state.kind === 'shown' || state.kind === 'looking' ? undefined : state

const Person = (props: { readonly state: Shown }) => (
  <div class="page">
    <Show when={props.state.freshness === 'held'}>
      <Notice icon="device">{personPage.held}</Notice>
    </Show>
    <PersonLabel
      profile={props.state.profile}
      heading={
        <PageHeading
          title={props.state.profile.name || labelWords.nameless}
          step={props.state.profile.account}
        >
          <bdi>{props.state.profile.name || labelWords.nameless}</bdi>
        </PageHeading>
      }
      actions={<PersonActions account={props.state.profile.account} />}
    />
  </div>
)

const WithoutPage = (props: { readonly person: PersonRow }) => (
  <div class="page">
    <PageHeading title={props.person.name || labelWords.nameless} step={props.person.account}>
      <bdi>{props.person.name || labelWords.nameless}</bdi>
    </PageHeading>
    <PersonActions account={props.person.account} />
    <p class="muted">{personActions.notHere}</p>
  </div>
)
