import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { foundPeopleLimit, type FoundPeopleRow } from '../../core/api.ts'
import { Button } from '../components/index.ts'
import { createKeptScroll } from '../galleries/wall/kept-scroll.ts'
import { SlowWords } from '../shell/states.tsx'
import { discoverWords, findPeopleWords } from '../strings/discovery.ts'
import { createPeopleFound } from './create-people-found.ts'
import type { Search } from './create-search.ts'
import styles from './discover-page.module.css'
import {
  isLookingFor,
  isSameSearch,
  relayPagesOf,
  searchable,
  type DiscoverParams,
  type PeopleQuery,
} from './discover-search.ts'
import { Indexing } from './indexing.tsx'
import { ListingCard } from './listing-card.tsx'
import { NothingHere } from './nothing-here.tsx'
import { PeopleFound } from './people-found.tsx'
import { PeopleSearch } from './people-search.tsx'
import { RelayPart } from './relay-part.tsx'

/** Everybody this device knows, found as one types; and under them, when it is asked, the relay's directory. */
export const PeoplePart = (props: { readonly search: Search }) => {
  const [params] = useSearchParams<DiscoverParams & Record<string, string>>()
  const query = createMemo(() => cut(props.search.typed()), undefined, { equals: isSameSearch })
  /** What the relay was asked was what the address says. */
  const relayPages = (): number =>
    isLookingFor(query()) && isSameSearch(query(), props.search.settled()) ? relayPagesOf(params) : 0
  const found = createPeopleFound(query, () => relayPages() > 0)
  const isNobodyElseHere = (): boolean =>
    !isLookingFor(query()) && found.row()?.indexing === null && found.people().every(one => one.isOwn)
  const [isDrawn, setDrawn] = createSignal(false)
  createKeptScroll(isDrawn)
  return (
    <Show when={found.row()} fallback={<SlowWords words={discoverWords.looking} />}>
      {row => (
        <>
          <PeopleSearch search={props.search} />
          <Show when={!isLookingFor(query())}>
            <ListingCard />
          </Show>
          <section class={styles['part']} aria-label={findPeopleWords.list}>
            <div class={styles['summary']}>
              <Count row={row()} found={found.count()} isNarrowed={isLookingFor(query())} />
              <Show when={isLookingFor(props.search.typed())}>
                <Button look="quiet" onPress={() => props.search.clear()}>
                  {findPeopleWords.clear}
                </Button>
              </Show>
            </div>
            <Switch>
              <Match when={isNobodyElseHere()}>
                <NothingHere />
              </Match>
              <Match when={found.people().length > 0}>
                <PeopleFound
                  people={found.people()}
                  label={findPeopleWords.list}
                  onDrawn={() => setDrawn(true)}
                />
                <Show when={row().found > row().people.length}>
                  <p class="caption">{findPeopleWords.limited(foundPeopleLimit, row().found)}</p>
                </Show>
              </Match>
              <Match when={isLookingFor(query())}>
                <p class="lead">{findPeopleWords.nothingFound}</p>
              </Match>
            </Switch>
          </section>
          <RelayPart wanted={props.search.settled()} pages={relayPages()} here={found.accounts()} />
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

interface CountProps {
  readonly row: FoundPeopleRow
  readonly found: number
  readonly isNarrowed: boolean
}

/** How many, and whether everything was read yet; said politely as one types. */
const Count = (props: CountProps) => (
  <div role="status">
    <p class="caption">
      {props.isNarrowed ? findPeopleWords.found(props.found) : findPeopleWords.count(props.found)}
    </p>
    <Indexing state={props.row.indexing} />
  </div>
)
