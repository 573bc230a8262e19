/** News of a line into rows: everything that follows from it, as changes that are written with the line's own. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { ConversationId } from '../../../api.ts'
import type { LineNews } from '../../chat-types.ts'
import { createRowDraft } from '../rows/row-draft.ts'
import {
  blobKey,
  blobsPrefix,
  cardKey,
  effectsPrefix,
  id16Of,
  placedKey,
  readKey,
  standingKey,
} from '../rows/keys.ts'
import {
  cardToRow,
  parseStanding,
  readToRow,
  type StoredCard,
  type StoredRead,
  standingToRow,
} from '../rows/small-rows.ts'
import { parseTalkItem } from '../rows/talk-item.ts'
import type { IsHidden } from '../rules/hidden.ts'
import { newestCard } from './card-of.ts'
import { lookAgain } from './look-again.ts'
import { putDeviceNews } from './notices.ts'
import { createPlacing, rowKeyOf } from './placing.ts'
import { takeArrival } from './take-arrival.ts'
import type { Taking, TakingDeps } from './taking-deps.ts'
import { unreadChange } from './unread-change.ts'

export interface TakenNews {
  readonly taking: Taking
  readonly card: StoredCard | null
  readonly read: StoredRead
  /** What open documents refer to has changed. */
  readonly hasOtherBlobs: boolean
}

export const takeNews = async (
  c: ConversationId,
  news: LineNews,
  state: { readonly read: StoredRead; readonly isHidden: IsHidden },
  deps: TakingDeps,
): Promise<TakenNews> => {
  const taking = await beginTaking(c, state.isHidden, deps)
  const before = taking.standing
  if (news.kind === 'arrived') for (const arrival of news.arrivals) await takeArrival(taking, arrival)
  if (news.kind === 'gone') for (const id of news.ids) await takeAway(taking, id)
  if (news.kind === 'devices') await putDeviceNews(c, taking.draft, news.news, deps)
  await taking.placing.settle(taking.moves, target => taking.targets.add(target))
  for (const target of taking.targets) await lookAgain(taking, target)
  if (taking.standing !== before) taking.draft.put(standingKey(c), standingToRow(taking.standing))
  return finishTaking(taking, state.read)
}

export const beginTaking = async (
  c: ConversationId,
  isHidden: IsHidden,
  deps: TakingDeps,
): Promise<Taking> => {
  const draft = createRowDraft(deps.rows)
  return {
    c,
    deps,
    draft,
    placing: createPlacing(c, draft),
    isHidden,
    moves: [],
    targets: new Set(),
    heard: [],
    answered: new Set(),
    wrote: [],
    standing: parseStanding(await draft.get(standingKey(c))),
  }
}

/** The rows that sum up the thread, after everything else. */
export const finishTaking = async (taking: Taking, read: StoredRead): Promise<TakenNews> => {
  const { c, draft, isHidden } = taking
  const hasOtherBlobs = draft.changed().some(key => key.startsWith(blobsPrefix))
  const unread = Math.max(0, read.unread + (await unreadChange(taking, read.key)))
  const card = await newestCard(c, draft, isHidden)
  if (card !== null) draft.put(cardKey(c), cardToRow(card))
  if (unread !== read.unread) draft.put(readKey(c), readToRow({ ...read, unread }))
  return { taking, card, read: { ...read, unread }, hasOtherBlobs }
}

const takeAway = async ({ c, draft, placing, moves, targets }: Taking, id: Uint8Array): Promise<void> => {
  const id16 = id16Of(id)
  const envelope = await placing.find(id16)
  if (envelope === null) return
  const key = rowKeyOf(c, envelope)
  const row = await draft.get(key)
  const item = row === null ? null : parseTalkItem(row)
  if (item?.kind === 'said') draft.put(blobKey(bytesToHex(item.doc), id), null)
  draft.put(key, null)
  draft.put(placedKey(c, id16), null)
  moves.push({ id16, from: envelope.place, to: null })
  if (envelope.target === null) return
  draft.put(`${effectsPrefix(c, envelope.target)}${bytesToHex(id)}`, null)
  targets.add(envelope.target)
}
