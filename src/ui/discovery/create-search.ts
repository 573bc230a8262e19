import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import {
  isSameSearch,
  peopleQueryOf,
  searchable,
  type DiscoverParams,
  type PeopleQuery,
} from './discover-search.ts'

/** Typing faster than this is one change of the address. */
const pauseMs = 140

export interface Search {
  /** As typed, ahead of the address and as long as it was pasted. */
  readonly typed: () => PeopleQuery
  /** As the address says: a pause behind. */
  readonly settled: () => PeopleQuery
  type(change: Partial<PeopleQuery>): void
  clear(): void
}

/** What is typed stands in the address a moment later, so that back and reload bring it back. */
export const createSearch = (): Search => {
  const [params, setParams] = useSearchParams<DiscoverParams & Record<string, string>>()
  const settled = createMemo(() => peopleQueryOf(params), undefined, { equals: isSameSearch })
  const [ahead, setAhead] = createSignal<PeopleQuery | null>(null)
  const typed = (): PeopleQuery => ahead() ?? settled()
  let written = untrack(settled)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const write = (): void => {
    const { text, role, place } = typed()
    written = { text: searchable(text), role, place: searchable(place) }
    // What the relay was asked was something else.
    setParams({ q: written.text, role, place: written.place, relay: '' }, { replace: true, scroll: false })
  }
  const type = (change: Partial<PeopleQuery>): void => {
    setAhead({ ...typed(), ...change })
    clearTimeout(timer)
    timer = setTimeout(write, pauseMs)
  }
  createEffect(
    on(
      settled,
      now => {
        if (!isSameSearch(now, written)) setAhead(null)
        written = now
      },
      { defer: true },
    ),
  )
  return { typed, settled, type, clear: () => type({ text: '', role: '', place: '' }) }
}
