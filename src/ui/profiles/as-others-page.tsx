import { Match, Switch } from 'solid-js'
import { LinkButton, PageHeading } from '../components/index.ts'
import { asOthers, ownProfile } from '../strings/profiles.ts'
import styles from './as-others-page.module.css'
import { Looking } from './looking.tsx'
import { MissingProfile } from './missing-profile.tsx'
import { createOwnProfile, whenKind } from './own-profile.ts'
import { PersonLabel } from './person-label.tsx'

/** One's own profile, drawn by the very same parts that draw anybody's. */
export const AsOthersPage = () => {
  const profile = createOwnProfile()
  return (
    <Switch
      fallback={
        <Looking title={asOthers.title} words={ownProfile.looking} longWords={ownProfile.lookingLong} />
      }
    >
      <Match when={whenKind(profile(), 'shown')}>
        {shown => (
          <>
            <div class={styles['notice']}>
              <p>{asOthers.notice}</p>
              <LinkButton href="/me" look="quiet" icon="back">
                {asOthers.back}
              </LinkButton>
            </div>
            <div class="page">
              <PersonLabel
                profile={shown().profile}
                heading={
                  <PageHeading title={asOthers.title}>
                    <bdi>{shown().profile.name}</bdi>
                  </PageHeading>
                }
              />
            </div>
          </>
        )}
      </Match>
      <Match when={whenKind(profile(), 'unreadable')}>
        {state => <MissingProfile state={state()} onTryAgain={() => location.reload()} />}
      </Match>
    </Switch>
  )
}
