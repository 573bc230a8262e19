import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import type { CoreApi, FoundPeopleRow, FoundPerson, QueryOf } from '../../../../src/core/api.ts'
import { createPeopleFound, type PeopleFoundHere } from '../../../../src/ui/discovery/create-people-found.ts'
import type { PeopleQuery } from '../../../../src/ui/discovery/discover-search.ts'
import { CoreContext } from '../../../../src/ui/primitives/core-context.ts'

const person = (account: string): FoundPerson => ({
  account,
  name: account,
  roles: [],
  place: '',
  availability: 'unset',
  isOwn: false,
  connection: 'none',
  follow: 'no',
  source: 'device',
  heardAtMs: 0,
  fingerprint: '',
  knownBy: [],
  knownByCount: 0,
  isLookalike: false,
})

const answer = (...accounts: string[]): FoundPeopleRow => ({
  people: accounts.map(person),
  found: accounts.length,
  of: 9,
  indexing: null,
})

const nobody: PeopleQuery = { text: '', role: '', place: '' }

/** Finding over a core that answers when it is told to. */
const finding = () => {
  const asked: QueryOf<'find-people'>[] = []
  let push: (row: FoundPeopleRow) => void = () => undefined
  const core = {
    run: () => Promise.reject(new Error('nothing is commanded here')),
    watch: (query: QueryOf<'find-people'>, onRow: (row: FoundPeopleRow) => void) => {
      asked.push(query)
      push = onRow
      return () => undefined
    },
  } as unknown as CoreApi
  const [query, setQuery] = createSignal(nobody)
  const [isRelayAsked, setRelayAsked] = createSignal(false)
  const found = createRoot(() => {
    let made: PeopleFoundHere | undefined
    const tree = CoreContext.Provider({
      value: core,
      get children() {
        made = createPeopleFound(query, isRelayAsked)
        return null
      },
    })
    if (typeof tree === 'function') (tree as () => unknown)()
    return made!
  })
  const shown = () => found.people().map(one => one.account)
  return { asked, found, shown, setQuery, setRelayAsked, push: (row: FoundPeopleRow) => push(row) }
}

describe('who is found on this device', () => {
  it('is asked at every change of what is typed, and stays until the next answer', () => {
    const { asked, shown, setQuery, push } = finding()
    push(answer('ana', 'bo'))
    setQuery({ ...nobody, text: 'a' })
    expect(asked.map(one => one.text)).toEqual(['', 'a'])
    expect(shown()).toEqual(['ana', 'bo'])
    push(answer('ana'))
    expect(shown()).toEqual(['ana'])
  })

  it('stays as it was while the relay is asked, although its answers are on this device by then', () => {
    const { found, shown, setRelayAsked, push } = finding()
    push(answer('ana'))
    setRelayAsked(true)
    push(answer('ana', 'stranger'))
    expect(shown()).toEqual(['ana'])
    expect(found.count()).toBe(1)
    expect([...found.accounts()]).toEqual(['ana'])
    setRelayAsked(false)
    expect(shown()).toEqual(['ana', 'stranger'])
    expect(found.count()).toBe(2)
  })

  it('begins with the first answer, when the address says that the relay was asked', () => {
    const { found, shown, setRelayAsked, push } = finding()
    setRelayAsked(true)
    expect(found.row()).toBeUndefined()
    push(answer('ana'))
    push(answer('ana', 'stranger'))
    expect(shown()).toEqual(['ana'])
  })

  it('lets go of somebody who was blocked meanwhile', () => {
    const { shown, setRelayAsked, push } = finding()
    push(answer('ana', 'bo'))
    setRelayAsked(true)
    push(answer('bo'))
    expect(shown()).toEqual(['bo'])
  })
})
