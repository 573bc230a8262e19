/** A line that hands over what people wrote, without a network. */
import { bytesToHex, equalBytes } from '../../../../../src/base/bytes.ts'
import { ok, type Result } from '../../../../../src/base/result.ts'
import type { CoreError } from '../../../../../src/core/api.ts'
import type {
  JournalLine,
  JournalNews,
  JournalReach,
  ReadEntry,
} from '../../../../../src/core/journal/journal-types.ts'
import type { EntryId16 } from '../../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Author } from './authors.ts'
import { bytes16 } from './entries.ts'

export const createTestLine = (own: Author, reachable: readonly Author[]) => {
  let listener: ((news: JournalNews) => Promise<void>) | null = null
  let kept: readonly string[] = []
  const told = new Set<ReadEntry>()
  const looks: string[] = []
  const reaches = new Map<string, JournalReach>()
  const reachListeners = new Set<(account: AccountId) => void>()

  const tell = async (news: Partial<JournalNews> & Pick<JournalNews, 'account'>): Promise<void> => {
    await listener?.({ segment: 0, added: [], changed: [], gone: [], ...news })
  }
  const hearOf = async ({ account, entries }: Author, segment: number | null): Promise<void> => {
    const unheard = entries.filter(one => !told.has(one) && (segment === null || one.segment === segment))
    for (const one of unheard) told.add(one)
    for (const number of new Set(unheard.map(one => one.segment))) {
      await tell({ account, segment: number, added: unheard.filter(one => one.segment === number) })
    }
  }
  const authorOf = (account: AccountId): Author | undefined =>
    [own, ...reachable].find(one => equalBytes(one.account, account))
  const reach = (account: AccountId): JournalReach => {
    const entries = authorOf(account)?.entries ?? []
    const segments = Math.max(-1, ...entries.map(one => one.segment)) + 1
    const read = new Set(entries.filter(one => told.has(one)).map(one => one.segment)).size
    return reaches.get(bytesToHex(account)) ?? { segments, read, state: segments === 0 ? 'nothing' : 'held' }
  }
  const line: JournalLine = {
    keep(accounts) {
      kept = accounts.map(bytesToHex)
    },
    async look(account, segment) {
      const author = authorOf(account)
      const { segments, state } = reach(account)
      looks.push(`${author?.name ?? '?'} ${segment ?? 'newest'}`)
      if (author !== undefined && state !== 'offline') await hearOf(author, segment ?? segments - 1)
      return reach(account)
    },
    reach,
    async write(
      entries,
    ): Promise<Result<readonly { readonly id: EntryId16; readonly segment: number }[], CoreError>> {
      const written = entries.map(({ plain, audience, about }) =>
        own.write(plain, {
          audience,
          tag: audience === 'thread' ? (about?.threadTag ?? about?.tag ?? null) : null,
        }),
      )
      void hearOf(own, null)
      return ok(written.map(({ id, segment }) => ({ id, segment })))
    },
    onNews(one) {
      listener = one
      return () => {
        listener = null
      }
    },
    onReach(one) {
      reachListeners.add(one)
      return () => reachListeners.delete(one)
    },
    docOf: (account, segment) => bytesToHex(bytes16('doc', bytesToHex(account), segment)),
    isAcknowledged: () => true,
    close: async () => undefined,
  }
  return {
    line,
    tell,
    looks,
    kept: () => kept,
    async hear(...authors: readonly Author[]) {
      for (const author of authors) await hearOf(author, null)
    },
    setReach(author: Author, next: JournalReach) {
      reaches.set(author.hex, next)
      for (const one of reachListeners) one(author.account)
    },
  }
}
