import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { foundPeopleLimit, type DiscoverRow, type FoundPeopleRow } from '../../core/api.ts'
import { Button } from '../components/index.ts'
import { createKeptScroll } from '../galleries/wall/kept-scroll.ts'
import { Wall } from '../galleries/wall/wall.tsx'
import { createRow } from '../primitives/index.ts'
import { SlowWords } from '../shell/states.tsx'
import { discoverWords, findPeopleWords } from '../strings/discovery.ts'
import type { Search } from './create-search.ts'
import styles from './discover-page.module.css'
import { discoverPath, searchable } from './discover-search.ts'
import { NothingHere } from './nothing-here.tsx'
import { PeopleFound } from './people-found.tsx'
import { SearchField } from './search-tools.tsx'
import { hungWork } from './works-part.tsx'

const mostPeople = 6
const mostWorks = 24

/** One question about everything on this device: a few of the people, a few of the works, and the way to all. */
export const ResultsPart = (props: { readonly search: Search }) => {
  const text = createMemo(() => searchable(props.search.typed().text))
  const settled = createMemo(() => props.search.settled().text)
  const newestPeople = createRow(() => ({ type: 'find-people', text: text(), role: '', place: '' }))
  const newestWorks = createRow(() => ({ type: 'discover', sort: 'new', tag: '', text: settled() }))
  const people = createMemo<FoundPeopleRow | undefined>(before => newestPeople() ?? before)
  const works = createMemo<DiscoverRow | undefined>(before => newestWorks() ?? before)
  const both = (): Found | undefined => {
    const [foundPeople, foundWorks] = [people(), works()]
    return foundPeople && foundWorks ? { people: foundPeople, works: foundWorks } : undefined
  }
  const [isHung, setHung] = createSignal(false)
  createKeptScroll(() => isHung() || works()?.works.length === 0)
  return (
    <Show when={both()} fallback={<SlowWords words={discoverWords.looking} />}>
      {found => (
        <>
          <SearchField
            label={discoverWords.searchAll}
            hint={discoverWords.searchAllHint}
            text={props.search.typed().text}
            onSearch={typed => props.search.type({ text: typed })}
          />
          <Switch>
            <Match when={text().trim() === '' && isNothingHere(found())}>
              <NothingHere />
            </Match>
            <Match when={found().people.found + found().works.found > 0}>
              <People row={found().people} text={text()} />
              <Works row={found().works} text={settled()} onHung={() => setHung(true)} />
            </Match>
            <Match when={found().people.found + found().works.found === 0}>
              <div class="stack">
                <p class="lead" role="status">
                  {discoverWords.nothingFound}
                </p>
                <div>
                  <Button onPress={() => props.search.clear()}>{discoverWords.clearSearch}</Button>
                </div>
              </div>
            </Match>
          </Switch>
        </>
      )}
    </Show>
  )
}

interface Found {
  readonly people: FoundPeopleRow
  readonly works: DiscoverRow
}

/** Nobody but oneself, and no works. */
const isNothingHere = ({ people, works }: Found): boolean =>
  people.indexing === null && works.found === 0 && people.people.every(one => one.isOwn)

const People = (props: { readonly row: FoundPeopleRow; readonly text: string }) => (
  <section class={styles['part']} aria-labelledby="found-people">
    <div class={styles['summary']}>
      <h2 id="found-people">{findPeopleWords.title}</h2>
      <p class="caption" role="status">
        {findPeopleWords.count(props.row.found)}
      </p>
    </div>
    <Show when={props.row.people.length > 0}>
      <PeopleFound people={props.row.people.slice(0, mostPeople)} label={findPeopleWords.list} />
    </Show>
    <Show when={props.row.found > mostPeople}>
      <p>
        <a class={styles['all']} href={discoverPath('people', { text: props.text })}>
          {discoverWords.allPeople(Math.min(props.row.found, foundPeopleLimit))}
        </a>
      </p>
    </Show>
  </section>
)

interface WorksProps {
  readonly row: DiscoverRow
  readonly text: string
  readonly onHung: () => void
}

const Works = (props: WorksProps) => (
  <section class={styles['part']} aria-labelledby="found-works">
    <div class={styles['summary']}>
      <h2 id="found-works">{discoverWords.partNames.works}</h2>
      <p class="caption" role="status">
        {discoverWords.fromFiltered(props.row.found)}
      </p>
    </div>
    <Show when={props.row.works.length > 0}>
      <Wall
        works={props.row.works.slice(0, mostWorks)}
        hung={hungWork}
        layout="wall"
        label={discoverWords.works}
        onHung={() => props.onHung()}
      />
    </Show>
    <Show when={props.row.found > mostWorks}>
      <p>
        <a class={styles['all']} href={discoverPath('works', { text: props.text })}>
          {discoverWords.allWorks(props.row.found)}
        </a>
      </p>
    </Show>
  </section>
)
