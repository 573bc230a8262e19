/** Connections that are no news, because one made them oneself by saying yes. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { Contact, ContactState } from '../../../connections/connection-types.ts'
import { acceptedKey, acceptedPrefix, lastOf } from '../rows/keys.ts'
import { readAll } from '../rows/reading.ts'
import { acceptedToRow, parseAccepted } from '../rows/small-rows.ts'
import type { JournalDeps } from '../journal-deps.ts'

export interface Accepted {
  has(contact: Contact): boolean
  /** Looks at how one stands with everybody now. */
  follow(): Promise<void>
}

export const loadAccepted = async ({
  people,
  rows,
  ports,
}: Pick<JournalDeps, 'people' | 'rows' | 'ports'>): Promise<Accepted> => {
  const accepted = new Map(
    (await readAll(rows, acceptedPrefix)).map(([key, row]) => [lastOf(key), parseAccepted(row)]),
  )
  const states = new Map<string, ContactState>()
  return {
    has: ({ account, sinceMs }) => accepted.get(bytesToHex(account)) === sinceMs,
    async follow() {
      const made: { readonly id: string; readonly sinceMs: number }[] = []
      for (const { account, state, sinceMs } of people.contacts()) {
        const id = bytesToHex(account)
        if (state === 'connected' && states.get(id) === 'received') made.push({ id, sinceMs })
        states.set(id, state)
      }
      if (made.length === 0) return
      for (const { id, sinceMs } of made) accepted.set(id, sinceMs)
      const written = await rows.write(
        made.map(({ id, sinceMs }) => rows.seal(acceptedKey(id), acceptedToRow(sinceMs))),
      )
      if (!written.ok) ports.log({ event: 'connections-not-noted', reason: written.error.type })
    },
  }
}
