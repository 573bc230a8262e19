/** Ledgers of the accounts that were last of use, read when somebody needs them; about 250 bytes of memory a row. */
import type { AccountName, BlobKey } from './places.ts'
import type { Ledger } from './ledger.ts'

export interface Ledgers {
  /** The ledger stays the account's only one while the task runs. */
  use<T>(account: AccountName, task: (ledger: Ledger) => Promise<T>): Promise<T>
  /** A blob came, or went (0 bytes). */
  noteSize(key: BlobKey, bytes: number): void
}

interface Kept {
  readonly loading: Promise<Ledger>
  loaded: Ledger | null
  users: number
}

/** So that accounts with next to nothing are bounded too. */
const leastRows = 400

const rowsOf = ({ loaded }: Kept): number => Math.max(leastRows, loaded?.rows() ?? 0)

export const createLedgers = (load: (account: AccountName) => Promise<Ledger>, maxRows: number): Ledgers => {
  /** Least recently used first. */
  const kept = new Map<AccountName, Kept>()

  const start = (account: AccountName): Kept => {
    const entry: Kept = { loading: load(account), loaded: null, users: 0 }
    entry.loading.then(
      ledger => (entry.loaded = ledger),
      () => kept.delete(account),
    )
    return entry
  }
  const take = (account: AccountName): Kept => {
    const entry = kept.get(account) ?? start(account)
    kept.delete(account)
    kept.set(account, entry)
    return entry
  }
  const rows = (): number => [...kept.values()].reduce((sum, entry) => sum + rowsOf(entry), 0)
  const dropUnused = (): void => {
    let over = rows() - maxRows
    for (const [account, entry] of kept) {
      if (over <= 0) return
      if (entry.users > 0) continue
      kept.delete(account)
      over -= rowsOf(entry)
    }
  }

  return {
    async use(account, task) {
      const entry = take(account)
      entry.users++
      try {
        return await task(await entry.loading)
      } finally {
        entry.users--
        dropUnused()
      }
    },
    noteSize(key, bytes) {
      for (const { loaded } of kept.values()) loaded?.noteSize(key, bytes)
    },
  }
}
