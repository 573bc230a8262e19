import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { foundPeopleLimit, type FoundPeopleRow } from '../../core/api.ts'
import { Button } from '../components/index.ts'
import { createKeptScroll } from '../galleries/wall/kept-scroll.ts'
import { createRow } from '../primitives/index.ts'
import { SlowWords } from '../shell/states.tsx'
import { discoverWords, findPeopleWords } from '../strings/discovery.ts'
import type { Search } from './create-search.ts'
import styles from './discover-page.module.css'
import { isLookingFor, searchable, type PeopleQuery } from './discover-search.ts'
import { ListingCard } from './listing-card.tsx'
import { NothingHere } from './nothing-here.tsx'
import { PeopleFound } from './people-found.tsx'
import { PeopleSearch } from './people-search.tsx'
import { RelayPart } from './relay-part.tsx'

/** Everybody this device knows, found as one types; and under them, when it is asked, the relay's directory. */
export const PeoplePart = (props: { readonly search: Search }) => {
  const query = createMemo(() => cut(props.search.typed()))
  const newest = createRow(() => ({ type: 'find-people', ...query() }))
  const found = createMemo<FoundPeopleRow | undefined>(before => newest() ?? before)
  const [isDrawn, setDrawn] = createSignal(false)
  createKeptScroll(isDrawn)
  return (
    <Show when={found()} fallback={<SlowWords words={discoverWords.looking} />}>
      {row => (
        <>
          <PeopleSearch search={props.search} />
          <Show when={!isLookingFor(query())}>
            <ListingCard />
          </Show>
          <section class={styles['part']} aria-label={findPeopleWords.list}>
            <div class={styles['summary']}>
              <Count row={row()} query={query()} />
              <Show when={isLookingFor(props.search.typed())}>
                <Button look="quiet" onPress={() => props.search.clear()}>
                  {findPeopleWords.clear}
                </Button>
              </Show>
            </div>
            <Switch>
              <Match when={row().people.length > 0}>
                <PeopleFound
                  people={row().people}
                  label={findPeopleWords.list}
                  onDrawn={() => setDrawn(true)}
                />
                <Show when={row().found > row().people.length}>
                  <p class="caption">{findPeopleWords.limited(foundPeopleLimit, row().found)}</p>
                </Show>
              </Match>
              <Match when={!isLookingFor(query())}>
                <NothingHere />
              </Match>
              <Match when={row().people.length === 0}>
                <p class="lead">{findPeopleWords.nothingFound}</p>
              </Match>
            </Switch>
          </section>
          <RelayPart wanted={props.search.settled()} here={row().people} />
        </>
      )}
    </Show>
  )
}

const cut = ({ text, role, place }: PeopleQuery): PeopleQuery => ({
  text: searchable(text),
  role,
  place: searchable(place),
})

/** How many, and whether everything was read yet; said politely as one types. */
const Count = (props: { readonly row: FoundPeopleRow; readonly query: PeopleQuery }) => (
  <div role="status">
    <p class="caption">
      {isLookingFor(props.query)
        ? findPeopleWords.found(props.row.found)
        : findPeopleWords.count(props.row.found)}
    </p>
    <Show when={props.row.indexing}>
      {state => <p class="caption">{discoverWords.indexing(state().done, state().of)}</p>}
    </Show>
  </div>
)
