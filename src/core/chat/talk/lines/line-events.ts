/** What a conversation does with what its line says. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { Arrival, LineEvents, LineNews, Taken } from '../../chat-types.ts'
import { id16Of } from '../rows/keys.ts'
import { sentEntry, withoutEntry } from '../sending/outbox.ts'
import type { IsHidden } from '../rules/hidden.ts'
import type { Desk } from '../state/desk.ts'
import { noteOnRelay } from '../taking/chain-marks.ts'
import { beginTaking, type TakenNews, takeNews } from '../taking/take-news.ts'
import type { HeardWord, TakingDeps } from '../taking/taking-deps.ts'

export interface LineEventDeps extends TakingDeps {
  readonly isHiddenIn: (desk: Desk) => IsHidden
  readonly onHeard: (desk: Desk, heard: HeardWord) => Promise<void>
  /** Rows are written. */
  readonly onTaken: (desk: Desk, taken: TakenNews) => void
  /** `read` was changed from elsewhere while news was taken. */
  readonly onDoubt: (desk: Desk) => void
  readonly onPassing: (desk: Desk, author: AccountId, word: Parameters<LineEvents['onPassing']>[1]) => void
  readonly onStatus: (desk: Desk) => void
  readonly onChange: () => void
  readonly onFailure: (event: string, error: unknown) => void
}

export const lineEventsFor = (desk: Desk, deps: LineEventDeps): LineEvents => {
  const take = async (news: LineNews): Promise<Taken> => {
    desk.takings++
    desk.isTaking = true
    const { read } = desk
    const taken = await takeNews(desk.c, news, { read, isHidden: deps.isHiddenIn(desk) }, deps)
    for (const heard of taken.taking.heard) await deps.onHeard(desk, heard)
    if (news.kind === 'arrived') await noteElsewhere(taken, news.arrivals)
    const sent = news.kind === 'arrived' ? sentEntries(desk, news.arrivals, deps.device) : []
    return {
      changes: [...taken.taking.draft.changes(), ...sent.map(number => withoutEntry(desk, number))],
      committed() {
        desk.isTaking = false
        for (const number of sent) desk.outbox.delete(number)
        desk.card = taken.card ?? desk.card
        if (desk.read === read) desk.read = taken.read
        else deps.onDoubt(desk)
        deps.onTaken(desk, taken)
      },
    }
  }
  /** What another of one's devices wrote came by the relay. */
  const noteElsewhere = async ({ taking }: TakenNews, arrivals: readonly Arrival[]): Promise<void> => {
    for (const { author, header } of arrivals) {
      const isElsewhere = equalBytes(author, deps.self) && !equalBytes(header.device, deps.device)
      if (isElsewhere) await noteOnRelay(taking, header)
    }
  }
  const onRelay = async (ids: readonly Uint8Array[]): Promise<void> => {
    const taking = await beginTaking(desk.c, deps.isHiddenIn(desk), deps)
    for (const id of ids) {
      const envelope = await taking.placing.find(id16Of(id))
      if (envelope !== null) await noteOnRelay(taking, envelope)
    }
    const written = await deps.rows.write(taking.draft.changes())
    if (!written.ok) deps.onFailure('on-relay-not-noted', written.error)
    deps.onChange()
  }

  return {
    take,
    onRelay: ids => void onRelay(ids).catch((error: unknown) => deps.onFailure('on-relay-not-noted', error)),
    onPassing: (author, word) => deps.onPassing(desk, author, word),
    onStatus: () => deps.onStatus(desk),
  }
}

/** Of what this device has just sent: what waited in the outbox to be, each for one. */
const sentEntries = (desk: Desk, arrivals: readonly Arrival[], device: Uint8Array): readonly number[] => {
  const sent: number[] = []
  if (desk.outbox.size === 0) return sent
  for (const { header, content } of arrivals) {
    if (!content.ok || !equalBytes(header.device, device)) continue
    const number = sentEntry(desk, content.plain.body, sent)
    if (number !== null) sent.push(number)
  }
  return sent
}
