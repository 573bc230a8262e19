/** What is kept of intros, found by whom it concerns. The store is written first, and then this. */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Result } from '../../src/base/result.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import {
  type IntroChanges,
  introRowName,
  type IntroRow,
  type IntroRowKey,
  type IntroRowKind,
  type IntroStore,
} from '../stores/intro-store.ts'
import type { StoreError } from '../stores/store.ts'

export interface Registry {
  find(key: IntroRowKey): IntroRow | null
  /** open and blocked: by `to`. delivered: by `from`. In the order they were last put. */
  of(kind: IntroRowKind, account: AccountId): readonly IntroRow[]
  all(): Iterable<IntroRow>
  count(kind: IntroRowKind): number
  write(changes: IntroChanges): Promise<Result<null, StoreError>>
}

const partyOf = ({ kind, to, from }: IntroRowKey): string =>
  `${kind} ${bytesToHex(kind === 'delivered' ? from : to)}`

export const createRegistry = (store: IntroStore): Registry => {
  const rows = new Map<string, IntroRow>()
  const byParty = new Map<string, Map<string, IntroRow>>()
  const counts = { open: 0, delivered: 0, blocked: 0 }

  const remove = (key: IntroRowKey): void => {
    const name = introRowName(key)
    if (!rows.delete(name)) return
    const party = byParty.get(partyOf(key))
    party?.delete(name)
    if (party?.size === 0) byParty.delete(partyOf(key))
    counts[key.kind]--
  }
  const put = (row: IntroRow): void => {
    remove(row)
    const name = introRowName(row)
    rows.set(name, row)
    const party = byParty.get(partyOf(row)) ?? new Map<string, IntroRow>()
    byParty.set(partyOf(row), party.set(name, row))
    counts[row.kind]++
  }
  for (const row of store.rows()) put(row)

  return {
    find: key => rows.get(introRowName(key)) ?? null,
    of: (kind, account) => [...(byParty.get(`${kind} ${bytesToHex(account)}`)?.values() ?? [])],
    all: () => rows.values(),
    count: kind => counts[kind],
    async write(changes) {
      const written = await store.write(changes)
      if (!written.ok) return written
      for (const key of changes.remove ?? []) remove(key)
      for (const row of changes.put ?? []) put(row)
      return written
    },
  }
}
