import type { Audience } from '../../../core/api.ts'
import { ChoiceGroup, Icon } from '../../components/index.ts'
import { audienceChoice } from '../../strings/network-writing.ts'
import { audienceIcons } from '../post/audience-icons.ts'

interface AudienceFieldProps {
  readonly audience: Audience
  /** Left out: all of them. */
  readonly choices?: readonly Audience[]
  readonly onChoose: (audience: Audience) => void
}

const all = ['connections', 'public', 'only-me'] as const

/** Who will be able to read it, with what that means. */
export const AudienceField = (props: AudienceFieldProps) => (
  <ChoiceGroup
    legend={audienceChoice.legend}
    hint={audienceChoice.meanings[props.audience]}
    value={props.audience}
    choices={(props.choices ?? all).map(value => ({ value, label: audienceChoice.names[value] }))}
    sample={audience => <Icon name={audienceIcons[audience]} />}
    onChoose={audience => props.onChoose(audience)}
  />
)
