/** Questions about how one stands with a person. Pure. */
import type { ConnectionState } from '../../core/api.ts'

type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { readonly kind: K }>

/** The state if it is of this kind, for a `Match`. */
export const whenStanding = <K extends ConnectionState['kind']>(
  state: ConnectionState,
  kind: K,
): StateOf<K> | undefined => (state.kind === kind ? (state as StateOf<K>) : undefined)

/** Whether anything was ever between the two, so that the person is more than a page. */
export const isKnown = (state: ConnectionState): boolean => state.kind !== 'self' && state.kind !== 'none'
