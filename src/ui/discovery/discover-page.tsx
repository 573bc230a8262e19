import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import { discoverLimit, type DiscoverRow, type FoundWork } from '../../core/api.ts'
import { Button, PageHeading } from '../components/index.ts'
import { workPath } from '../galleries/paths.ts'
import { createKeptScroll } from '../galleries/wall/kept-scroll.ts'
import { Wall, type HungWork } from '../galleries/wall/wall.tsx'
import { createRow } from '../primitives/index.ts'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { isNarrowed, queryOf } from './discover-search.ts'
import { OpenPerson } from './open-person.tsx'
import { Order, SearchField } from './search-tools.tsx'
import { TagChips } from './tag-chips.tsx'

/** Typing faster than this is one search. */
const pauseMs = 140

/** Everything that hangs on this device, and the way to people who are not on it yet. */
export const DiscoverPage = () => {
  const [params, setParams] = useSearchParams<{ q?: string; tag?: string; sort?: string }>()
  const query = () => queryOf(params)
  const newest = createRow(() => ({ type: 'discover', ...query() }))
  // While another search is under way, what was found before stays.
  const found = createMemo<DiscoverRow | undefined>(before => newest() ?? before)
  const [isHung, setHung] = createSignal(false)
  createKeptScroll(isHung)

  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const change = (next: { q?: string; tag?: string; sort?: string }): void =>
    setParams(next, { replace: true, scroll: false })
  const search = (text: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => change({ q: text }), pauseMs)
  }
  let clearField = (): void => undefined
  const showAll = (): void => {
    clearTimeout(timer)
    clearField()
    change({ q: '', tag: '' })
  }
  const isEmpty = (row: DiscoverRow): boolean => row.found === 0 && !isNarrowed(query())

  return (
    <div class={`page ${styles['page']}`}>
      <PageHeading title={discoverWords.title}>{discoverWords.title}</PageHeading>
      <Show when={found()}>
        {row => (
          <Show when={!isEmpty(row())} fallback={<p class="lead">{discoverWords.empty}</p>}>
            <div class={styles['tools']}>
              <SearchField text={query().text} onSearch={search} onReady={clear => (clearField = clear)} />
              <TagChips tags={row().tags} chosen={query().tag} onChoose={tag => change({ tag })} />
              <div class={styles['summary']}>
                <p class="caption" role="status">
                  {isNarrowed(query())
                    ? discoverWords.fromFiltered(row().found)
                    : discoverWords.from(row().found, row().people)}
                </p>
                <Order sort={query().sort} onSort={sort => change({ sort: sort === 'new' ? '' : sort })} />
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
      <section class="section" aria-labelledby="open-person">
        <h2 id="open-person">{discoverWords.person}</h2>
        <OpenPerson />
      </section>
    </div>
  )
}

const hungWork = (work: FoundWork): HungWork => ({
  place: { account: work.account, album: work.album, work: work.tile.id },
  tile: work.tile,
  href: workPath(work, work.tile.id),
  artist: work.artist,
})
