import { createMemo } from 'solid-js'
import type { AccountIdText, FoundPeopleRow, FoundPerson } from '../../core/api.ts'
import { createRow } from '../primitives/index.ts'
import { among } from './directory-rules.ts'
import type { PeopleQuery } from './discover-search.ts'

export interface PeopleFoundHere {
  /** Undefined until the first answer; while another one is on its way, the one before. */
  readonly row: () => FoundPeopleRow | undefined
  readonly people: () => readonly FoundPerson[]
  readonly accounts: () => ReadonlySet<AccountIdText>
  /** Of all that fit, those that are no answer of the relay. */
  readonly count: () => number
}

/**
 * Who is found on this device. While the relay is asked the list stays as it was: whom the relay names is on this device
 * a moment later, and would else go over from one list to the other under the finger.
 */
export const createPeopleFound = (query: () => PeopleQuery, isRelayAsked: () => boolean): PeopleFoundHere => {
  const newest = createRow(() => ({ type: 'find-people', ...query() }))
  const row = createMemo<FoundPeopleRow | undefined>(before => newest() ?? before)
  const accountsNow = (): ReadonlySet<AccountIdText> => new Set((row()?.people ?? []).map(one => one.account))
  const whenAsked = createMemo<ReadonlySet<AccountIdText> | undefined>(before => {
    if (!isRelayAsked()) return undefined
    return before ?? (row() === undefined ? undefined : accountsNow())
  })
  const people = createMemo(() => {
    const shown = whenAsked()
    const all = row()?.people ?? []
    return shown === undefined ? all : among(all, shown)
  })
  return {
    row,
    people,
    accounts: () => whenAsked() ?? accountsNow(),
    count: () => (row()?.found ?? 0) - (row()?.people.length ?? 0) + people().length,
  }
}
