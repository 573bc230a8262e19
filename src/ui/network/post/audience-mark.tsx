import type { Audience } from '../../../core/api.ts'
import { audienceText } from '../../strings/network.ts'
import { Mark } from '../marks.tsx'
import { audienceIcons } from './audience-icons.ts'

/** Who reads it: a glyph, and the same in words. */
export const AudienceMark = (props: { readonly audience: Audience; readonly isOwn: boolean }) => (
  <Mark icon={audienceIcons[props.audience]}>{audienceText(props.audience, props.isOwn)}</Mark>
)
