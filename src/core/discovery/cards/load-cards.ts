/** Cards from rows, a slice at a time. */
import type { Clock } from '../../../base/clock.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { FoundPeopleRow } from '../../api.ts'
import type { Ports } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { cardKey, cardRange, type KeptCard, parseCard } from './card-row.ts'

export interface CardLoading {
  readonly take: (card: KeptCard) => void
  /** Null once all are read, or cannot be. */
  readonly onProgress: (progress: FoundPeopleRow['indexing']) => void
  readonly isClosed: () => boolean
}

export interface CardLoader {
  all(): Promise<void>
  /** This one before its turn. */
  load(account: AccountId): Promise<void>
}

/** About ten milliseconds of work. */
const sliceRows = 200

export const loadCards = (
  rows: SealedRows,
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  { take, onProgress, isClosed }: CardLoading,
): CardLoader => ({
  async all() {
    const counted = await rows.count(cardRange.from, cardRange.to)
    const of = counted.ok ? counted.value : 0
    let from: string = cardRange.from
    for (let done = 0; !isClosed(); done += sliceRows) {
      if (of > sliceRows) onProgress({ done: Math.min(done, of), of })
      const slice = await rows.range({ from, to: cardRange.to, limit: sliceRows })
      if (!slice.ok) {
        log({ event: 'cards-not-read', reason: slice.error.type })
        break
      }
      for (const [key, item] of slice.value) {
        const card = parseCard(key, item)
        if (card !== null) take(card)
      }
      const last = slice.value.at(-1)
      // Rows that cannot be opened are left out; a slice of nothing else is of another vault, and so is the rest.
      if (last === undefined) break
      from = `${last[0]}.`
      await turn(clock)
    }
    onProgress(null)
  },
  async load(account) {
    const key = cardKey(account)
    const row = await rows.get(key)
    const card = row.ok && row.value !== null ? parseCard(key, row.value) : null
    if (card !== null) take(card)
  },
})

/** Lets others work. */
const turn = (clock: Clock): Promise<void> =>
  new Promise(resolve => {
    clock.after(0, resolve)
  })
