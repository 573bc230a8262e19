import type { Audience } from '../../../core/api.ts'
import type { IconName } from '../../components/index.ts'

export const audienceIcons: { readonly [A in Audience]: IconName } = {
  public: 'globe',
  connections: 'people',
  'only-me': 'lock',
}
