import { Show } from 'solid-js'
import { LinkButton } from '../components/index.ts'
import { connectPath } from '../connections/paths.ts'
import { createRow } from '../primitives/index.ts'
import { sectionPath } from '../settings/sections.ts'
import { discoverWords } from '../strings/discovery.ts'

/** A device that knows nobody else yet: what one sees, and the two ways to see more. */
export const NothingHere = () => {
  const sync = createRow(() => ({ type: 'sync' }))
  return (
    <div class="stack">
      <p class="lead">{discoverWords.nothingHere}</p>
      <div class="row">
        <Show when={sync()?.state === 'off'}>
          <LinkButton href={sectionPath('relay')} icon="relay">
            {discoverWords.joinRelay}
          </LinkButton>
        </Show>
        <LinkButton href={connectPath} icon="scan" look="primary">
          {discoverWords.scan}
        </LinkButton>
      </div>
    </div>
  )
}
