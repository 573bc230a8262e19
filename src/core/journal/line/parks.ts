/** Segments that are kept in step without being open. */
import { journalGenesis } from '../../../protocol/journal/journal-genesis.ts'
import { docIdOf } from '../../documents/index.ts'
import type { Journal } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import { accountKey, segmentName } from './row-keys.ts'

export interface Parks {
  has(journal: Journal, segment: number): boolean
  /** `onWake`: the relay has something that is not here. */
  park(journal: Journal, segment: number): void
  /** It was opened, which ends parking. */
  forget(journal: Journal, segment: number): void
  /** Lets go of what is parked of a journal, but for `wanted`. */
  keepOnly(journal: Journal, wanted: ReadonlySet<number>): void
}

export const createParks = (
  { engine }: Pick<LineDeps, 'engine'>,
  onWake: (journal: Journal, segment: number) => void,
): Parks => {
  const parked = new Map<string, Set<number>>()
  const of = (journal: Journal): Set<number> => {
    const name = accountKey(journal.account)
    const known = parked.get(name) ?? new Set()
    parked.set(name, known)
    return known
  }
  return {
    has: (journal, segment) => of(journal).has(segment),
    park(journal, segment) {
      of(journal).add(segment)
      engine.park(journalGenesis(journal.account, segment), () => {
        if (of(journal).has(segment)) onWake(journal, segment)
      })
    },
    forget: (journal, segment) => void of(journal).delete(segment),
    keepOnly(journal, wanted) {
      for (const segment of of(journal)) {
        if (wanted.has(segment)) continue
        of(journal).delete(segment)
        engine.untrack(docIdOf(journalGenesis(journal.account, segment)))
      }
    },
  }
}

/** What was looked at and is not kept: the newest few looks go on hearing of it. */
export interface Looked {
  note(journal: Journal, segment: number): void
  segmentsOf(journal: Journal): ReadonlySet<number>
}

const mostLooked = 256

/** `onPast`: it was looked at so long ago that it is let go of. */
export const createLooked = (onPast: (journal: Journal) => void): Looked => {
  const looked = new Map<string, { readonly journal: Journal; readonly segment: number }>()
  return {
    note(journal, segment) {
      const name = segmentName(journal.account, segment)
      looked.delete(name)
      looked.set(name, { journal, segment })
      const [oldest] = looked
      if (looked.size <= mostLooked || oldest === undefined) return
      looked.delete(oldest[0])
      onPast(oldest[1].journal)
    },
    segmentsOf: journal =>
      new Set([...looked.values()].filter(one => one.journal === journal).map(({ segment }) => segment)),
  }
}
