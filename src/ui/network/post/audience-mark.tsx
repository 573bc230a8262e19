import type { Audience } from '../../../core/api.ts'
import { Icon, type IconName } from '../../components/index.ts'
import { audienceText } from '../../strings/network.ts'
import styles from './post.module.css'

export const audienceIcons: { readonly [A in Audience]: IconName } = {
  public: 'globe',
  connections: 'people',
  'only-me': 'lock',
}

/** Who reads it: a glyph, and the same in words. */
export const AudienceMark = (props: { readonly audience: Audience; readonly isOwn: boolean }) => (
  <span class={styles['mark']}>
    <Icon name={audienceIcons[props.audience]} />
    {audienceText(props.audience, props.isOwn)}
  </span>
)
