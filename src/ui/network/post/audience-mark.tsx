import type { Audience } from '../../../core/api.ts'
import { Icon } from '../../components/index.ts'
import { audienceText } from '../../strings/network.ts'
import { audienceIcons } from './audience-icons.ts'
import styles from './post.module.css'

/** Who reads it: a glyph, and the same in words. */
export const AudienceMark = (props: { readonly audience: Audience; readonly isOwn: boolean }) => (
  <span class={styles['mark']}>
    <Icon name={audienceIcons[props.audience]} />
    {audienceText(props.audience, props.isOwn)}
  </span>
)
