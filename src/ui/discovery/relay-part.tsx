import { useSearchParams } from '@solidjs/router'
import { createMemo, Match, Show, Switch } from 'solid-js'
import type { AccountIdText, DirectoryRow } from '../../core/api.ts'
import { Button, LinkButton } from '../components/index.ts'
import { createRow } from '../primitives/index.ts'
import { sectionPath } from '../settings/sections.ts'
import { directoryWords, discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { canAskMore, isLookingFor, type DiscoverParams, type PeopleQuery } from './discover-search.ts'
import { directoryText, notAmong } from './directory-rules.ts'
import { PeopleFound } from './people-found.tsx'

interface RelayPartProps {
  readonly wanted: PeopleQuery
  /** How many pages of the answer are wanted; 0 until the relay is asked. */
  readonly pages: number
  /** Who is shown above. */
  readonly here: ReadonlySet<AccountIdText>
}

/** The relay learns what it is asked, so it is asked when somebody presses the button, and not as they type. */
export const RelayPart = (props: RelayPartProps) => {
  const [, setParams] = useSearchParams<DiscoverParams & Record<string, string>>()
  const ask = (count: number): void => setParams({ relay: String(count) }, { replace: true, scroll: false })
  return (
    <section class="section" aria-labelledby="at-the-relay">
      <h2 id="at-the-relay">{directoryWords.title}</h2>
      <Show
        when={props.pages > 0}
        fallback={<NotAsked canAsk={isLookingFor(props.wanted)} onAsk={() => ask(1)} />}
      >
        <Answers {...props} onMore={() => ask(props.pages + 1)} />
      </Show>
    </section>
  )
}

const NotAsked = (props: { readonly canAsk: boolean; readonly onAsk: () => void }) => (
  <div class="stack">
    <p class="caption">{directoryWords.hint}</p>
    <Show when={props.canAsk} fallback={<p class="caption">{directoryWords.nothingTyped}</p>}>
      <div>
        <Button icon="relay" onPress={() => props.onAsk()}>
          {directoryWords.ask}
        </Button>
      </div>
    </Show>
  </div>
)

interface AnswersProps extends RelayPartProps {
  readonly onMore: () => void
}

const Answers = (props: AnswersProps) => {
  const newest = createRow(() => ({ type: 'directory', ...props.wanted, pages: props.pages }))
  // While a further page is on its way, what came before stays.
  const row = createMemo<DirectoryRow | undefined>(before => newest() ?? before)
  const others = createMemo(() => notAmong(row()?.people ?? [], props.here))
  const repeated = (): number => (row()?.people.length ?? 0) - others().length
  return (
    <Show when={row()}>
      {now => (
        <div class={styles['part']}>
          <div role="status">
            <p class="caption">{directoryText(now())}</p>
            <Show when={repeated() > 0}>
              <p class="caption">{directoryWords.alreadyAbove(repeated())}</p>
            </Show>
            <Show when={now().refused > 0}>
              <p class="caption">{directoryWords.leftOut(now().refused)}</p>
            </Show>
          </div>
          <Show when={others().length > 0}>
            <PeopleFound people={others()} label={directoryWords.list} />
          </Show>
          <Switch>
            <Match when={now().state === 'off'}>
              <div>
                <LinkButton href={sectionPath('relay')}>{discoverWords.joinRelay}</LinkButton>
              </div>
            </Match>
            <Match when={now().state === 'answered' && now().hasMore && canAskMore(props.pages)}>
              <div>
                <Button onPress={() => props.onMore()}>{directoryWords.more}</Button>
              </div>
            </Match>
          </Switch>
        </div>
      )}
    </Show>
  )
}
