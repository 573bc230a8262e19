import { labelWords } from '../strings/profiles.ts'
import styles from './fingerprint.module.css'
import { shortFingerprint } from './person-address.ts'

/** The beginning of an id, in groups that can be compared aloud. */
export const Fingerprint = (props: { readonly account: string; readonly explained: string }) => (
  <div class={styles['fingerprint']}>
    <p class="label">{labelWords.id}</p>
    <p class={styles['groups']} dir="ltr" translate="no">
      {shortFingerprint(props.account)} …
    </p>
    <p class="caption">{props.explained}</p>
  </div>
)
