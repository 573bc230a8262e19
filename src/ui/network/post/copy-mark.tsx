import type { PlaceOfCopy } from '../../../core/api.ts'
import { postWords } from '../../strings/network.ts'
import { Mark } from '../marks.tsx'

/** Where one's own words are, from acknowledgements alone. */
export const CopyMark = (props: { readonly copy: PlaceOfCopy }) => (
  <Mark icon={props.copy === 'on-relay' ? 'relay' : 'device'}>{postWords.copies[props.copy]}</Mark>
)
