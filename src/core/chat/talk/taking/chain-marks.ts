/** How far everybody says to have the chains of everybody: from receipts, and from what a message says it answers. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { Arrival } from '../../chat-types.ts'
import { chainMarksPrefix, id16Of, relayMark, waitersPrefix } from '../rows/keys.ts'
import type { PlacedEnvelope } from '../rows/placed-envelope.ts'
import { type Mark, markToRow, parseMark } from '../rows/small-rows.ts'
import type { ChainPlace } from '../rows/talk-item.ts'
import type { Taking } from './taking-deps.ts'

const withMark = (mark: Mark, kind: keyof Mark, n: number): Mark => ({
  ...mark,
  [kind]: Math.max(mark[kind] ?? 0, n),
})

/** What is read was delivered. */
const raise = async (
  { c, draft }: Pick<Taking, 'c' | 'draft'>,
  by: string,
  { chain, n }: ChainPlace,
  kind: keyof Mark,
): Promise<void> => {
  const key = `${chainMarksPrefix(c, bytesToHex(chain))}${by}`
  const mark = parseMark(await draft.get(key))
  const delivered = withMark(mark, 'delivered', n)
  const next = kind === 'read' ? withMark(delivered, 'read', n) : delivered
  if (next.delivered !== mark.delivered || next.read !== mark.read) draft.put(key, markToRow(next))
}

export const noteGot = async (
  taking: Taking,
  author: AccountId,
  { kind, marks }: Extract<PlainBody, { readonly type: 'got' }>,
): Promise<void> => {
  for (const [chain, n] of marks) await raise(taking, bytesToHex(author), { chain, n }, kind)
}

/** Somebody who answers a message has it. */
export const noteSeen = async (taking: Taking, { author, header }: Arrival): Promise<void> => {
  for (const id of header.seen) {
    const seen = await taking.placing.find(bytesToHex(id))
    if (seen !== null && !equalBytes(seen.author, author))
      await raise(taking, bytesToHex(author), seen, 'delivered')
  }
}

/** The same for what was answered before it came. */
export const noteSeenBy = async (taking: Taking, envelope: PlacedEnvelope): Promise<void> => {
  const id16 = id16Of(envelope.id)
  for (const [key] of await taking.draft.within(waitersPrefix(taking.c, id16))) {
    const child = await taking.placing.find(key.slice(-id16.length))
    if (child !== null && !equalBytes(child.author, envelope.author)) {
      await raise(taking, bytesToHex(child.author), envelope, 'delivered')
    }
  }
}

export const noteOnRelay = (taking: Pick<Taking, 'c' | 'draft'>, at: ChainPlace): Promise<void> =>
  raise(taking, relayMark, at, 'delivered')
