import type { PlaceOfCopy } from '../../../core/api.ts'
import { Icon } from '../../components/index.ts'
import { postWords } from '../../strings/network.ts'
import styles from './post.module.css'

/** Where one's own words are, from acknowledgements alone. */
export const CopyMark = (props: { readonly copy: PlaceOfCopy }) => (
  <span class={styles['mark']}>
    <Icon name={props.copy === 'on-relay' ? 'relay' : 'device'} />
    {postWords.copies[props.copy]}
  </span>
)
