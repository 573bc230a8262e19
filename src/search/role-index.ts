/** Who has which role of the vocabulary, found by what roles are called in any of the languages. */
import { createRoleLexicon } from './role-lexicon.ts'
import { roleWordsOf } from './role-words.ts'
import { notThere } from './word-index.ts'

export type IndexedRole =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'custom'; readonly text: string }

export interface RoleCosts {
  readonly whole: number
  readonly beginning: number
  readonly oneWrong: number
  readonly twoWrong: number
}

export interface RoleIndex {
  add(slot: number, roles: readonly IndexedRole[]): void
  remove(slot: number, roles: readonly IndexedRole[]): void
  /** Lowers `into`, by slot, to what `word` costs whoever has a role that is called so. */
  match(word: string, costs: RoleCosts, into: Uint8Array): void
  matchId(id: string, cost: number, into: Uint8Array): void
  /** Whoever has a role that several of the words lead to, and no other role more of them, costs one less. */
  preferTogether(words: readonly string[], costs: Uint8Array): void
}

/** The roles that no vocabulary has words for, as text. */
export const ownWordsOf = (roles: readonly IndexedRole[]): readonly string[] =>
  roles.flatMap(role => {
    if (role.kind === 'custom') return [role.text]
    return roleWordsOf(role.id).length > 0 ? [] : [role.id.replaceAll('-', ' ')]
  })

export const createRoleIndex = (): RoleIndex => {
  const lexicon = createRoleLexicon()
  const slotsById = new Map<string, Set<number>>()

  /** Somebody's own words for a role of the vocabulary count as that role. */
  const idsOf = (roles: readonly IndexedRole[]): readonly string[] =>
    roles.flatMap(role => (role.kind === 'known' ? [role.id] : lexicon.called(role.text)))

  const lower = (id: string, cost: number, into: Uint8Array): void => {
    for (const slot of slotsById.get(id) ?? []) if (cost < (into[slot] ?? 0)) into[slot] = cost
  }

  return {
    add(slot, roles) {
      for (const id of idsOf(roles)) {
        const slots = slotsById.get(id) ?? new Set()
        slotsById.set(id, slots.add(slot))
      }
    },
    remove(slot, roles) {
      for (const id of idsOf(roles)) {
        const slots = slotsById.get(id)
        slots?.delete(slot)
        if (slots?.size === 0) slotsById.delete(id)
      }
    },
    match(word, costs, into) {
      for (const id of lexicon.withWord(word)) lower(id, costs.whole, into)
      for (const id of lexicon.withBeginning(word)) lower(id, costs.beginning, into)
      for (const { id, errors } of lexicon.nearly(word))
        lower(id, errors < 2 ? costs.oneWrong : costs.twoWrong, into)
    },
    matchId: lower,
    preferTogether(words, costs) {
      const meant = new Set(
        togetherMeant(words.map(lexicon.withBeginning)).flatMap(id => [...(slotsById.get(id) ?? [])]),
      )
      for (const slot of meant) {
        const cost = costs[slot] ?? 0
        if (cost > 0 && cost < notThere) costs[slot] = cost - 1
      }
    },
  }
}

/** The ids that most of the lists name, when that is two and more. */
const togetherMeant = (idsByWord: readonly (readonly string[])[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const id of idsByWord.flat()) counts.set(id, (counts.get(id) ?? 0) + 1)
  const most = Math.max(2, ...counts.values())
  return [...counts].flatMap(([id, count]) => (count === most ? [id] : []))
}
