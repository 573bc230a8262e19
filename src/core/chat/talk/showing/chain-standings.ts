/** Marks of the chains that are looked at, from rows, as long as one look takes. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { ConversationId } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { chainMarksPrefix, endOf, relayMark } from '../rows/keys.ts'
import { type Mark, noMark, parseMark } from '../rows/small-rows.ts'
import type { ChainStanding } from '../rules/delivery.ts'

export type StandingOf = (chain: Uint8Array) => Promise<ChainStanding>

const most = 10_000

/** `others`: whose marks count. */
export const createStandings = (
  rows: SealedRows,
  c: ConversationId,
  others: readonly AccountId[],
): StandingOf => {
  const known = new Map<string, Promise<ChainStanding>>()
  const load = async (chain: string): Promise<ChainStanding> => {
    const prefix = chainMarksPrefix(c, chain)
    const found = await rows.range({ from: prefix, to: endOf(prefix), limit: most })
    const marks = new Map(
      (found.ok ? found.value : []).map(([key, row]) => [key.slice(prefix.length), parseMark(row)]),
    )
    const of = (name: string): Mark => marks.get(name) ?? noMark
    return { relay: of(relayMark), others: others.map(account => of(bytesToHex(account))) }
  }
  return chain => {
    const name = bytesToHex(chain)
    const standing = known.get(name) ?? load(name)
    known.set(name, standing)
    return standing
  }
}
