import { Show } from 'solid-js'
import type { ParentProps } from 'solid-js'
import type { Release } from '../primitives/create-release.ts'
import './frame.css'
import { ReleaseNotices } from './release-notices.tsx'
import { Wordmark } from './wordmark.tsx'

/** A screen outside the frame: no account is open, so there are no places to go to. */
export const Alone = (props: ParentProps<{ readonly release?: Release }>) => (
  <div class="alone">
    <header class="topbar">
      <Wordmark />
    </header>
    <main class="alone-content">
      <Show when={props.release}>
        {release => (
          <div class="notices">
            <ReleaseNotices release={release()} />
          </div>
        )}
      </Show>
      {props.children}
    </main>
  </div>
)
