/** Keeps the line at the journals of one's circle, and reads all that one wrote oneself. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { JournalDeps } from '../journal-deps.ts'
import type { Circle } from './circle.ts'

export interface Keeping {
  /** Whoever is in the circle now is kept from now on. */
  follow(): void
  /** Something is known of how far a journal goes. */
  onReach(account: AccountId): void
}

const againMs = 60_000

export const createKeeping = (
  { self, line, ports }: Pick<JournalDeps, 'self' | 'line' | 'ports'>,
  circle: Circle,
): Keeping => {
  let kept = ''
  let lookedAtMs = -againMs

  /** What one said and did long ago counts as much: who is hidden, what one appreciates, which images are one's own. */
  const readOwn = async (): Promise<void> => {
    const { segments } = line.reach(self)
    for (let segment = segments - 1; segment >= 0; segment--) await line.look(self, segment)
  }
  return {
    follow() {
      const accounts = circle.kept()
      const names = accounts.map(bytesToHex).toSorted().join()
      if (names === kept) return
      kept = names
      line.keep(accounts)
    },
    onReach(account) {
      if (!equalBytes(account, self)) return
      const { segments, read } = line.reach(self)
      if (segments < 2 || read >= segments || ports.clock.nowMs() - lookedAtMs < againMs) return
      lookedAtMs = ports.clock.nowMs()
      readOwn().catch((error: unknown) =>
        ports.log({
          event: 'own-journal-not-read',
          detail: error instanceof Error ? error.message : 'unknown',
        }),
      )
    },
  }
}
