import type { Accessor } from 'solid-js'
import type { ProfileState } from '../../core/api.ts'
import { createRow } from '../primitives/index.ts'

/** The profile of the account that is open here; undefined until the core has answered. */
export const createOwnProfile = (): Accessor<ProfileState | undefined> => {
  const session = createRow(() => ({ type: 'session' }))
  return createRow(() => {
    const state = session()
    return state?.kind === 'open' ? { type: 'profile', account: state.account } : undefined
  })
}

type StateOf<K extends ProfileState['kind']> = Extract<ProfileState, { readonly kind: K }>

/** The state if it is of this kind, for a `Match`. */
export const whenKind = <K extends ProfileState['kind']>(
  state: ProfileState | undefined,
  kind: K,
): StateOf<K> | undefined => (state?.kind === kind ? (state as StateOf<K>) : undefined)
