import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { discoverLimit, type DiscoverRow, type FoundWork } from '../../core/api.ts'
import { Button } from '../components/index.ts'
import { workPath } from '../galleries/paths.ts'
import { createKeptScroll } from '../galleries/wall/kept-scroll.ts'
import { Wall, type HungWork } from '../galleries/wall/wall.tsx'
import { createRow } from '../primitives/index.ts'
import { SlowWords } from '../shell/states.tsx'
import { discoverWords } from '../strings/discovery.ts'
import type { Search } from './create-search.ts'
import styles from './discover-page.module.css'
import { isNarrowed, worksQueryOf, type DiscoverParams, type WorksQuery } from './discover-search.ts'
import { Indexing } from './indexing.tsx'
import { NothingHere } from './nothing-here.tsx'
import { Order, SearchField } from './search-tools.tsx'
import { TagChips } from './tag-chips.tsx'

/** Everything that hangs on this device. */
export const WorksPart = (props: { readonly search: Search }) => {
  const [params, setParams] = useSearchParams<DiscoverParams & Record<string, string>>()
  const query = (): WorksQuery => worksQueryOf(params)
  const newest = createRow(() => ({ type: 'discover', ...query() }))
  // While another search is under way, what was found before stays.
  const found = createMemo<DiscoverRow | undefined>(before => newest() ?? before)
  const [isHung, setHung] = createSignal(false)
  createKeptScroll(isHung)
  const showAll = (): void => {
    setParams({ tag: '' }, { replace: true, scroll: false })
    props.search.clear()
  }
  const isEmpty = (row: DiscoverRow): boolean => row.found === 0 && !isNarrowed(query())
  return (
    <Show when={found()} fallback={<SlowWords words={discoverWords.looking} />}>
      {row => (
        <Show when={!isEmpty(row())} fallback={<NothingHere />}>
          <div class={styles['tools']}>
            <SearchField
              label={discoverWords.search}
              hint={discoverWords.searchHint}
              text={props.search.typed().text}
              onSearch={text => props.search.type({ text })}
            />
            <TagChips tags={row().tags} query={query()} />
            <div class={styles['summary']}>
              <div role="status">
                <p class="caption">
                  {isNarrowed(query())
                    ? discoverWords.fromFiltered(row().found)
                    : discoverWords.from(row().found, row().people)}
                </p>
                <Indexing state={row().indexing} />
                <Show when={query().sort === 'appreciated'}>
                  <p class="caption">{discoverWords.appreciatedHint}</p>
                </Show>
              </div>
              <Order
                sort={query().sort}
                onSort={sort =>
                  setParams({ sort: sort === 'new' ? '' : sort }, { replace: true, scroll: false })
                }
              />
            </div>
          </div>
          <Switch>
            <Match when={row().works.length > 0}>
              <Wall
                works={row().works}
                hung={hungWork}
                layout="wall"
                label={discoverWords.works}
                onHung={() => setHung(true)}
              />
              <Show when={row().found > row().works.length}>
                <p class="caption">{discoverWords.limited(discoverLimit, row().found)}</p>
              </Show>
            </Match>
            <Match when={row().works.length === 0}>
              <div class="stack">
                <p class="lead">{discoverWords.nothingFound}</p>
                <div>
                  <Button onPress={showAll}>{discoverWords.showAll}</Button>
                </div>
              </div>
            </Match>
          </Switch>
        </Show>
      )}
    </Show>
  )
}

export const hungWork = (work: FoundWork): HungWork => ({
  place: { account: work.account, album: work.album, work: work.tile.id },
  tile: work.tile,
  href: workPath(work, work.tile.id),
  artist: work.artist,
})
