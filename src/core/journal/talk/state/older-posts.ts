/** Fetches older segments of somebody's journal, one after another, while somebody reads on. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { JournalLine } from '../../journal-types.ts'

export interface OlderPosts {
  /** The next older segment, unless one is on its way. */
  fetch(account: AccountId): void
  /** One is on its way. */
  isFetching(account: AccountId): boolean
}

interface OlderDeps {
  readonly line: Pick<JournalLine, 'look' | 'reach'>
  readonly onChange: () => void
  readonly onFailure: (error: unknown) => void
}

export const createOlderPosts = ({ line, onChange, onFailure }: OlderDeps): OlderPosts => {
  const fetching = new Set<string>()
  /** The oldest that was asked for, of each. */
  const asked = new Map<string, number>()

  const fetchNext = async (account: AccountId, id: string): Promise<void> => {
    const { segments, read } = line.reach(account)
    const next = (asked.get(id) ?? segments - 1) - 1
    if (segments === 0 || read >= segments || next < 0) return
    fetching.add(id)
    const { state } = await line.look(account, next)
    if (state !== 'offline') asked.set(id, next)
  }
  return {
    fetch(account) {
      const id = bytesToHex(account)
      if (fetching.has(id)) return
      fetchNext(account, id)
        .catch(onFailure)
        .finally(() => {
          if (fetching.delete(id)) onChange()
        })
    },
    isFetching: account => fetching.has(bytesToHex(account)),
  }
}
