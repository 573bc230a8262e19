import { Match, Show, Switch } from 'solid-js'
import type { ProfileRow } from '../../core/api.ts'
import { Icon, LinkButton, Notice, PageHeading } from '../components/index.ts'
import { connectionsPath } from '../connections/paths.ts'
import { followingPath } from '../network-people/paths.ts'
import { OwnAlbums } from '../galleries/albums/profile-albums.tsx'
import { followLists } from '../strings/follows.ts'
import { PersonPosts } from '../network/person/person-posts.tsx'
import { copyNames, labelWords, ownProfile } from '../strings/profiles.ts'
import { shellStrings } from '../strings/shell.ts'
import { CopyButton } from './copy-button.tsx'
import { Fingerprint } from './fingerprint.tsx'
import { Looking } from './looking.tsx'
import { MissingProfile } from './missing-profile.tsx'
import { createOwnProfile, whenKind } from './own-profile.ts'
import { personPath } from './person-address.ts'
import { ProfileLabel } from './profile-label.tsx'
import styles from './profile-page.module.css'

export const OwnProfilePage = () => {
  const profile = createOwnProfile()
  return (
    <Switch
      fallback={
        <Looking title={ownProfile.title} words={ownProfile.looking} longWords={ownProfile.lookingLong} />
      }
    >
      <Match when={whenKind(profile(), 'shown')}>{shown => <OwnProfile profile={shown().profile} />}</Match>
      <Match when={whenKind(profile(), 'unreadable')}>
        {state => <MissingProfile state={state()} onTryAgain={() => location.reload()} />}
      </Match>
    </Switch>
  )
}

const OwnProfile = (props: { readonly profile: ProfileRow }) => (
  <div class="page">
    <Show when={props.profile.alternatives.length > 0}>
      <Notice icon="alert" actions={<LinkButton href="/me/edit">{ownProfile.edit}</LinkButton>}>
        {ownProfile.alternatives}
      </Notice>
    </Show>
    <ProfileLabel
      profile={props.profile}
      heading={
        <PageHeading title={ownProfile.title}>
          <bdi>{props.profile.name || labelWords.nameless}</bdi>
        </PageHeading>
      }
      actions={<Actions profile={props.profile} />}
      wall={<OwnAlbums account={props.profile.account} />}
      withoutRoles={
        <Invitation text={ownProfile.noRoles} action={ownProfile.addRoles} href="/me/edit#roles" />
      }
      withoutBio={<Invitation text={ownProfile.noBio} action={ownProfile.writeBio} href="/me/edit#bio" />}
      footer={<OwnFooter profile={props.profile} />}
    />
    <PersonPosts account={props.profile.account} isOwn />
  </div>
)

const Actions = (props: { readonly profile: ProfileRow }) => (
  <div class={styles['actions']}>
    <LinkButton href="/me/edit" look="primary" icon="edit">
      {ownProfile.edit}
    </LinkButton>
    <CopyButton
      text={`${location.origin}${personPath(props.profile.account)}`}
      label={ownProfile.copyLink}
      copied={ownProfile.linkCopied}
      failed={ownProfile.copyFailed}
    />
    <LinkButton href="/me/as-others" look="quiet" icon="eye">
      {ownProfile.viewAsOthers}
    </LinkButton>
    <LinkButton href={followingPath} look="quiet" icon="people">
      {followLists.door}
    </LinkButton>
    <span class="only-narrow">
      <LinkButton href={connectionsPath} look="quiet" icon="people">
        {shellStrings.connections}
      </LinkButton>
    </span>
    <span class="only-narrow">
      <LinkButton href="/settings" look="quiet" icon="settings">
        {shellStrings.settings}
      </LinkButton>
    </span>
  </div>
)

/** An empty place, said in one sentence with the one thing to do about it. */
const Invitation = (props: { readonly text: string; readonly action: string; readonly href: string }) => (
  <div class={styles['invitation']}>
    <p>{props.text}</p>
    <LinkButton href={props.href} icon="plus">
      {props.action}
    </LinkButton>
  </div>
)

const OwnFooter = (props: { readonly profile: ProfileRow }) => (
  <div class={styles['footer']}>
    <Fingerprint account={props.profile.account} explained={ownProfile.idExplained} />
    <div>
      <CopyButton
        look="quiet"
        text={props.profile.account}
        label={ownProfile.copyId}
        copied={ownProfile.idCopied}
        failed={ownProfile.copyFailed}
      />
    </div>
    <p class={styles['copy']}>
      <Icon name={props.profile.copy === 'on-relay' ? 'relay' : 'device'} />
      {copyNames[props.profile.copy]}
    </p>
  </div>
)
