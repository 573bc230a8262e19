import { Route, Router } from '@solidjs/router'
import { createSignal, lazy, onCleanup, Show } from 'solid-js'
import type { JSX, ParentProps } from 'solid-js'
import type { CoreClient } from '../../worker/core-client.ts'
import { CoreContext } from '../primitives/core-context.ts'
import { createRelease } from '../primitives/create-release.ts'
import { Gate } from './gate.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { StartPage } from './start-page.tsx'
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
  default: (await import('../discovery/discover-page.tsx')).DiscoverPage,
}))
const NoticesPage = lazy(async () => ({
  default: (await import('../notices/notices-page.tsx')).NoticesPage,
}))
const FollowsPage = lazy(async () => ({
  default: (await import('../network-people/follows-page.tsx')).FollowsPage,
}))
const AlbumPage = lazy(async () => ({ default: (await import('../galleries/album-page.tsx')).AlbumPage }))
const OwnAlbumPage = lazy(async () => ({
  default: (await import('../galleries/albums/own-album-page.tsx')).OwnAlbumPage,
}))
const EditAlbumPage = lazy(async () => ({
  default: (await import('../galleries/editing/edit-album-page.tsx')).EditAlbumPage,
}))
const AddPage = lazy(async () => ({ default: (await import('../galleries/adding/add-page.tsx')).AddPage }))
const BinPage = lazy(async () => ({ default: (await import('../galleries/bin/bin-page.tsx')).BinPage }))
const SettingsPage = lazy(async () => ({
  default: (await import('../settings/settings-page.tsx')).SettingsPage,
}))
const ConnectPage = lazy(async () => ({
  default: (await import('../connections/connect-page.tsx')).ConnectPage,
}))
const ConnectionsPage = lazy(async () => ({
  default: (await import('../connections/lists/connections-page.tsx')).ConnectionsPage,
}))
const MessagesPlace = lazy(async () => ({
  default: (await import('../chat/messages-place.tsx')).MessagesPlace,
}))
const NoConversation = lazy(async () => ({
  default: (await import('../chat/messages-place.tsx')).NoConversation,
}))
const ThreadPage = lazy(async () => ({
  default: (await import('../chat/thread/thread-page.tsx')).ThreadPage,
}))
const NewConversationPage = lazy(async () => ({
  default: (await import('../chat/rooms/new-page.tsx')).NewConversationPage,
}))
const RequestsPage = lazy(async () => ({
  default: (await import('../chat/requests-page.tsx')).RequestsPage,
}))
const SearchMessagesPage = lazy(async () => ({
  default: (await import('../chat/search/search-page.tsx')).SearchMessagesPage,
}))
const InfoPage = lazy(async () => ({ default: (await import('../chat/rooms/info-page.tsx')).InfoPage }))

const HomePage = lazy(async () => ({ default: (await import('../network/feed/home-page.tsx')).HomePage }))
const ComposerPage = lazy(async () => ({
  default: (await import('../network/composer/composer-page.tsx')).ComposerPage,
}))
const EditPostPage = lazy(async () => ({
  default: (await import('../network/composer/edit-post-page.tsx')).EditPostPage,
}))
const PostPage = lazy(async () => ({ default: (await import('../network/post/post-page.tsx')).PostPage }))

/** One route for both, so that the wall stays as it is under the viewer. */
const withWorks = (album: string): string[] => [album, `${album}/works/:work`]

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
        <Route path="/" component={StartPage} />
        <Route path="/home" component={HomePage} />
        <Route path="/me" component={OwnProfilePage} />
        <Route path="/me/edit" component={EditProfilePage} />
        <Route path="/me/as-others" component={AsOthersPage} />
        <Route path="/me/bin" component={BinPage} />
        <Route path="/me/albums/:album/edit" component={EditAlbumPage} />
        <Route path={withWorks('/me/albums/:album')} component={OwnAlbumPage} />
        <Route path="/add" component={AddPage} />
        <Route path="/people/:account" component={PersonPage} />
        <Route path={withWorks('/people/:account/albums/:album')} component={AlbumPage} />
        <Route path="/people/:account/posts/:post" component={PostPage} />
        <Route path="/post/new" component={ComposerPage} />
        <Route path="/post/:post/edit" component={EditPostPage} />
        <Route path="/discover" component={DiscoverPage} />
        <Route path="/notifications" component={NoticesPage} />
        <Route path="/me/following" component={FollowsPage} />
        <Route path="/connect" component={ConnectPage} />
        <Route path="/connections" component={ConnectionsPage} />
        <Route path="/messages" component={MessagesPlace}>
          <Route path="/" component={NoConversation} />
          <Route path="/new" component={NewConversationPage} />
          <Route path="/requests" component={RequestsPage} />
          <Route path="/search" component={SearchMessagesPage} />
          <Route path="/:conversation" component={ThreadPage} />
          <Route path="/:conversation/info" component={InfoPage} />
        </Route>
        <Route path="/settings" component={SettingsPage} />
        <Route path="/settings/:section" component={SettingsPage} />
        <Route path="*" component={NotFoundPage} />
      </Router>
    </CoreContext.Provider>
  )
}
