/** One's own chain, which is read a moment after the account was made or opened. */
import type { AccountEntry } from '../../protocol/accounts/account-book.ts'
import type { ConnectionDeps } from './connection-deps.ts'

export type OwnChain = () => Promise<AccountEntry | null>

const patienceMs = 2_000

/** Null when it is not there, and does not come soon. */
export const createOwnChain =
  ({ self, store, book, ports }: Pick<ConnectionDeps, 'self' | 'store' | 'book' | 'ports'>): OwnChain =>
  async () =>
    book.entryOf(self) ??
    new Promise(resolve => {
      const answer = (): void => {
        stopListening()
        stopWaiting()
        resolve(book.entryOf(self))
      }
      const stopListening = store.onAccountChange(() => {
        if (book.entryOf(self) !== null) answer()
      })
      const stopWaiting = ports.clock.after(patienceMs, answer)
    })
