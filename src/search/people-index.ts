/**
 * People by name, role and place, as one types. What is found, and in which order, follows from who is in the index
 * alone, never from how they came there: two indexes over the same people answer the same.
 *
 * Every word of `text` must be in the name, a role or the place, of `place` in the place; a role is found by what it is
 * called in any of the languages. Order: how well it fits (`anywhere`), then the folded name, then the id.
 */
import { firstOf } from './first-of.ts'
import { foldText } from './fold.ts'
import { createRoleIndex, type IndexedRole, ownWordsOf } from './role-index.ts'
import { createSlots } from './slots.ts'
import { createWordIndex, type MatchCosts, notThere } from './word-index.ts'
import { keptWords, wordsAsked } from './words.ts'

export interface IndexedPerson {
  readonly id: string
  readonly name: string
  readonly roles: readonly IndexedRole[]
  readonly place: string
}

export interface PeopleAsked {
  /** As typed; the first 200 characters of it count. */
  readonly text: string
  /** The id of a known role, or empty. */
  readonly role: string
  readonly place: string
}

export interface PeopleIndex {
  /** Adds them, or replaces who has that id. */
  set(person: IndexedPerson): void
  remove(id: string): void
  size(): number
  /** The best first, at most `most`; `found` is how many there are. Nothing asked: everybody, by name. */
  search(asked: PeopleAsked, most: number): { readonly ids: readonly string[]; readonly found: number }
}

export const createPeopleIndex = (): PeopleIndex => {
  const people = createSlots<KeptPerson>()
  const words = createWordIndex()
  const roles = createRoleIndex()
  /** By slot: numbers are compared much faster than names, and mostly tell. */
  const leads: number[] = []

  const takeOut = (id: string): void => {
    const known = people.free(id)
    if (known === null) return
    for (const [field, kept] of wordsByField(known.thing)) words.remove(known.slot, field, kept)
    roles.remove(known.slot, known.thing.roles)
  }

  /** What the asked words cost each person together, by slot. */
  const costsOf = ({ text, role, place }: PeopleAsked): Uint8Array => {
    const total = new Uint8Array(people.end())
    const cost = new Uint8Array(people.end())
    const alsoMust = (fill: () => void): void => {
      cost.fill(notThere)
      fill()
      addUp(total, cost)
    }
    const inText = wordsAsked(text)
    for (const word of inText) {
      alsoMust(() => {
        words.match(word, anywhere, cost)
        words.matchNearly(word, anywhere, cost)
        roles.match(word, roleCosts, cost)
      })
    }
    for (const word of wordsAsked(place)) {
      alsoMust(() => {
        words.match(word, inPlace, cost)
        words.matchNearly(word, inPlace, cost)
      })
    }
    roles.preferTogether(inText, total)
    if (role !== '') alsoMust(() => roles.matchId(role, 0, cost))
    return total
  }

  const slotsIn = (costs: Uint8Array, key: string): readonly number[] => {
    const slots: number[] = []
    const lead = leadOf(key)
    for (let slot = 0; slot < costs.length; slot++) {
      const person = people.at(slot)
      const cost = costs[slot] ?? notThere
      if (person === null || cost === notThere) continue
      costs[slot] = leads[slot] === lead && person.key === key ? 0 : cost + 1
      slots.push(slot)
    }
    return slots
  }
  const fitsBetter =
    (costs: Uint8Array) =>
    (a: number, b: number): boolean => {
      const difference = (costs[a] ?? 0) - (costs[b] ?? 0) || (leads[a] ?? 0) - (leads[b] ?? 0)
      if (difference !== 0) return difference < 0
      const [one, other] = [people.at(a), people.at(b)]
      if (one === null || other === null) return other === null
      return one.key === other.key ? one.id < other.id : one.key < other.key
    }

  return {
    set(person) {
      takeOut(person.id)
      const kept = keptOf(person)
      const slot = people.take(kept)
      leads[slot] = leadOf(kept.key)
      for (const [field, added] of wordsByField(kept)) words.add(slot, field, added)
      roles.add(slot, kept.roles)
    },
    remove: takeOut,
    size: people.size,
    search(asked, most) {
      const costs = costsOf(asked)
      const slots = slotsIn(costs, keyOf(asked.text))
      const first = firstOf(slots, most, fitsBetter(costs))
      return { ids: first.flatMap(slot => people.at(slot)?.id ?? []), found: slots.length }
    },
  }
}

interface KeptPerson extends IndexedPerson {
  /** The folded name. */
  readonly key: string
}

/** Past these nothing is searched. */
const keptChars = 200
const keptRoles = 24

const keyOf = (text: string): string => foldText(text.slice(0, keptChars)).trim()

/** The first three units of a text as one number, in the order of texts as far as it goes. */
const leadOf = (key: string): number => {
  const unit = (at: number): number => (at < key.length ? key.charCodeAt(at) : 0)
  return (unit(0) * 0x10000 + unit(1)) * 0x10000 + unit(2)
}

const keptOf = ({ id, name, roles, place }: IndexedPerson): KeptPerson => ({
  id,
  name: name.slice(0, keptChars),
  roles: roles.slice(0, keptRoles),
  place: place.slice(0, keptChars),
  key: keyOf(name),
})

const wordsByField = ({
  name,
  roles,
  place,
}: KeptPerson): readonly (readonly [number, readonly string[]])[] => [
  [0, keptWords(name)],
  [1, keptWords(ownWordsOf(roles).join(' '))],
  [2, keptWords(place)],
]

/** By field: the name, the roles in people's own words, the place. */
const anywhere: MatchCosts = {
  whole: [0, 2, 2],
  beginning: [1, 3, 3],
  oneWrong: [6, 7, 7],
  twoWrong: [8, 9, 9],
}
const inPlace: MatchCosts = {
  whole: [notThere, notThere, 0],
  beginning: [notThere, notThere, 1],
  oneWrong: [notThere, notThere, 6],
  twoWrong: [notThere, notThere, 8],
}
const roleCosts = { whole: 2, beginning: 3, oneWrong: 7, twoWrong: 9 }

/** Who lacks one of the words is out. */
const addUp = (total: Uint8Array, cost: Uint8Array): void => {
  for (let slot = 0; slot < total.length; slot++) {
    const before = total[slot] ?? notThere
    const more = cost[slot] ?? notThere
    total[slot] = before === notThere || more === notThere ? notThere : Math.min(before + more, notThere - 2)
  }
}
