import type { JSX } from 'solid-js'
import type { ProfileRow } from '../../core/api.ts'
import { PersonAlbums } from '../galleries/albums/profile-albums.tsx'
import { PersonPosts } from '../network/person/person-posts.tsx'
import { personPage } from '../strings/profiles.ts'
import { CopyButton } from './copy-button.tsx'
import { Fingerprint } from './fingerprint.tsx'
import styles from './profile-page.module.css'
import { ProfileLabel } from './profile-label.tsx'

/** A profile as anybody but its owner sees it. */
export const PersonLabel = (props: {
  readonly profile: ProfileRow
  readonly heading: JSX.Element
  readonly actions?: JSX.Element
}) => (
  <>
    <ProfileLabel
      profile={props.profile}
      heading={props.heading}
      actions={props.actions}
      wall={<PersonAlbums account={props.profile.account} publicOnly={props.profile.isOwn} />}
      footer={
        <div class={styles['footer']}>
          <Fingerprint account={props.profile.account} explained={personPage.idExplained} />
          <div>
            <CopyButton
              look="quiet"
              text={props.profile.account}
              label={personPage.copyId}
              copied={personPage.idCopied}
              failed={personPage.copyFailed}
            />
          </div>
        </div>
      }
    />
    <PersonPosts account={props.profile.account} publicOnly={props.profile.isOwn} />
  </>
)
