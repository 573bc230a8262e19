/** Connections whose names look the same. */
import { foldName } from './names.ts'

export interface Named {
  /** The account, in one spelling for all. */
  readonly id: string
  readonly name: string
}

export interface Lookalikes {
  /** Others of `people` whose name looks like this one's. */
  of<T extends Named>(person: Named, people: readonly T[]): readonly T[]
  /** Ids of those of `people` who have one among `connections`. */
  among(people: readonly Named[], connections: readonly Named[]): ReadonlySet<string>
}

const foldsKept = 50_000

export const createLookalikes = (): Lookalikes => {
  const folds = new Map<string, string>()
  const foldOf = (name: string): string => {
    const known = folds.get(name)
    if (known !== undefined) return known
    if (folds.size >= foldsKept) folds.clear()
    const fold = foldName(name)
    folds.set(name, fold)
    return fold
  }
  return {
    of(person, people) {
      const fold = foldOf(person.name)
      return fold === '' ? [] : people.filter(one => one.id !== person.id && foldOf(one.name) === fold)
    },
    among(people, connections) {
      const idsByFold = new Map<string, Set<string>>()
      for (const { id, name } of connections) {
        const ids = idsByFold.get(foldOf(name)) ?? new Set()
        idsByFold.set(foldOf(name), ids.add(id))
      }
      const hasOther = ({ id, name }: Named): boolean => {
        const ids = idsByFold.get(foldOf(name))
        return foldOf(name) !== '' && ids !== undefined && (ids.size > 1 || !ids.has(id))
      }
      return new Set(people.filter(hasOther).map(({ id }) => id))
    },
  }
}
