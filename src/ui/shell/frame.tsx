import { A } from '@solidjs/router'
import { ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import type { ParentProps } from 'solid-js'
import { LinkButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { connectionsPath } from '../connections/paths.ts'
import { homePath } from '../network/paths.ts'
import { NoticesDoor } from '../notices/notices-door.tsx'
import type { Release } from '../primitives/create-release.ts'
import { shellStrings } from '../strings/shell.ts'
import { AddPlace } from './add-place.tsx'
import './frame.css'
import './places.css'
import { MessagesLink } from './messages-link.tsx'
import { ReleaseNotices } from './release-notices.tsx'
import { Crashed, SlowWords } from './states.tsx'
import { SyncChip } from './sync-chip.tsx'
import { Wordmark } from './wordmark.tsx'

const Tray = lazy(async () => ({ default: (await import('./tray.tsx')).Tray }))

interface PlaceProps {
  readonly href: string
  readonly icon: IconName
  readonly label: string
  /** On a phone there is no room for it; Me leads there. */
  readonly onlyWide?: boolean
}

const Place = (props: PlaceProps) => (
  <A href={props.href} class="place" classList={{ 'only-wide': props.onlyWide ?? false }}>
    <Icon name={props.icon} />
    <span>{props.label}</span>
  </A>
)

/** What stays while places change: the name and the chip above, the places below or beside. */
export const Frame = (props: ParentProps<{ readonly release: Release; readonly revoked: boolean }>) => (
  <div class="frame">
    <a class="skip-link" href="#content" onClick={skipToContent}>
      {shellStrings.skip}
    </a>
    <header class="topbar">
      <A href="/" class="topbar-home" aria-label={shellStrings.home}>
        <Wordmark />
      </A>
      <NoticesDoor at="bar" />
      <SyncChip />
    </header>
    <nav class="places" aria-label={shellStrings.places}>
      <Place href={homePath} icon="home" label={shellStrings.homePlace} />
      <Place href="/discover" icon="discover" label={shellStrings.discover} />
      <AddPlace />
      <MessagesLink />
      <NoticesDoor at="rail" />
      <Place href={connectionsPath} icon="people" label={shellStrings.connections} onlyWide />
      <Place href="/me" icon="me" label={shellStrings.me} />
      <Place href="/settings" icon="settings" label={shellStrings.settings} onlyWide />
    </nav>
    <main class="content" id="content" tabindex="-1">
      <div class="notices">
        <ReleaseNotices release={props.release} />
        <Show when={props.revoked}>
          <Notice
            icon="alert"
            actions={<LinkButton href="/settings/devices">{shellStrings.revokedAction}</LinkButton>}
          >
            {shellStrings.revoked}
          </Notice>
        </Show>
      </div>
      <ErrorBoundary
        fallback={(error: unknown, again: () => void) => <Crashed error={error} again={again} />}
      >
        <Suspense fallback={<SlowWords words={shellStrings.opening} />}>{props.children}</Suspense>
      </ErrorBoundary>
    </main>
    <Suspense>
      <Tray />
    </Suspense>
  </div>
)

/** The router would take the fragment for a navigation, so the focus is moved by hand. */
const skipToContent = (event: MouseEvent): void => {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
