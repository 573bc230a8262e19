import { Navigate, Route, Router } from '@solidjs/router'
import { createSignal, lazy, onCleanup, Show } from 'solid-js'
import type { JSX, ParentProps } from 'solid-js'
import type { CoreClient } from '../../worker/core-client.ts'
import { CoreContext } from '../primitives/core-context.ts'
import { createRelease } from '../primitives/create-release.ts'
import { Gate } from './gate.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Stopped } from './states.tsx'

const OwnProfilePage = lazy(async () => ({
  default: (await import('../profiles/own-profile-page.tsx')).OwnProfilePage,
}))
const EditProfilePage = lazy(async () => ({
  default: (await import('../profiles/edit-profile-page.tsx')).EditProfilePage,
}))
const AsOthersPage = lazy(async () => ({
  default: (await import('../profiles/as-others-page.tsx')).AsOthersPage,
}))
const PersonPage = lazy(async () => ({ default: (await import('../profiles/person-page.tsx')).PersonPage }))
const DiscoverPage = lazy(async () => ({
  default: (await import('../profiles/discover-page.tsx')).DiscoverPage,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('../settings/settings-page.tsx')).SettingsPage,
}))

/** The whole page, over one core for as long as it lives. */
export const createApp = (core: CoreClient) => (): JSX.Element => {
  const release = createRelease()
  const [stopped, setStopped] = createSignal(false)
  onCleanup(core.onFatal(() => setStopped(true)))
  const Root = (inside: ParentProps) => (
    <Show when={!stopped()} fallback={<Stopped />}>
      <Gate release={release}>{inside.children}</Gate>
    </Show>
  )
  return (
    <CoreContext.Provider value={core}>
      <Router root={Root}>
        <Route path="/" component={() => <Navigate href="/me" />} />
        <Route path="/me" component={OwnProfilePage} />
        <Route path="/me/edit" component={EditProfilePage} />
        <Route path="/me/as-others" component={AsOthersPage} />
        <Route path="/people/:account" component={PersonPage} />
        <Route path="/discover" component={DiscoverPage} />
        <Route path="/settings" component={SettingsPage} />
        <Route path="/settings/:section" component={SettingsPage} />
        <Route path="*" component={NotFoundPage} />
      </Router>
    </CoreContext.Provider>
  )
}
