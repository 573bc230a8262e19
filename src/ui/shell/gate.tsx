import { ErrorBoundary, Match, Switch } from 'solid-js'
import type { ParentProps } from 'solid-js'
import type { SessionState } from '../../core/api.ts'
import { Onboarding } from '../onboarding/onboarding.tsx'
import { Unlock } from '../onboarding/unlock.tsx'
import { createAppearance } from '../primitives/create-appearance.ts'
import type { Release } from '../primitives/create-release.ts'
import { createRow } from '../primitives/create-row.ts'
import { Frame } from './frame.tsx'
import { Broken, Crashed, Elsewhere, Starting } from './states.tsx'

type StateOf<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>

/**
 * What this device holds decides what is drawn. The address stays as it is meanwhile, so that a link leads
 * to its place once the account is open.
 */
export const Gate = (props: ParentProps<{ readonly release: Release }>) => {
  const session = createRow(() => ({ type: 'session' }))
  createAppearance(createRow(() => ({ type: 'settings' })))
  const when = <K extends SessionState['kind']>(kind: K): StateOf<K> | undefined => {
    const state = session()
    return state?.kind === kind ? (state as StateOf<K>) : undefined
  }
  return (
    <ErrorBoundary fallback={(error: unknown) => <Crashed error={error} alone />}>
      <Switch fallback={<Starting />}>
        <Match when={when('elsewhere')}>
          <Elsewhere />
        </Match>
        <Match when={when('empty')}>
          <Onboarding release={props.release} />
        </Match>
        <Match when={when('locked')}>
          {locked => <Unlock release={props.release} name={locked().name} protection={locked().protection} />}
        </Match>
        <Match when={when('broken')}>{broken => <Broken problem={broken().problem} />}</Match>
        <Match when={when('open')}>
          {open => (
            <Frame release={props.release} revoked={open().revoked}>
              {props.children}
            </Frame>
          )}
        </Match>
      </Switch>
    </ErrorBoundary>
  )
}
