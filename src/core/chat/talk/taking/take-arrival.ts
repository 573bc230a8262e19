/** One envelope into the rows: where it stands, what it shows, what it does, what it says of the chains of others. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { Plain } from '../../../../protocol/rooms/plain-types.ts'
import type { Arrival } from '../../chat-types.ts'
import { blobKey, effectsPrefix, id16Of, placedKey, receivedKey } from '../rows/keys.ts'
import { effectToRow, type PlacedEnvelope, placedToRow } from '../rows/placed-envelope.ts'
import { parseReceived, receivedToRow } from '../rows/small-rows.ts'
import { itemToRow, type SaidItem } from '../rows/talk-item.ts'
import { withNumber } from '../rules/received.ts'
import { withJoined, withSaid } from '../rules/standing.ts'
import { blobsToRow } from '../rows/blob-row.ts'
import { noteSeen, noteSeenBy, noteGot } from './chain-marks.ts'
import { contentOf, effectOf, isWorthAnswering, itemOf, targetOf } from './item-of.ts'
import { rowKeyOf } from './placing.ts'
import type { Taking } from './taking-deps.ts'

export const takeArrival = async (taking: Taking, arrival: Arrival): Promise<void> => {
  const { c, draft, placing } = taking
  const id16 = id16Of(arrival.id)
  const known = await placing.find(id16)
  if (known !== null && (known.isReadable || !arrival.content.ok)) return
  if (known !== null) draft.put(rowKeyOf(c, known), null)
  const envelope = await placedEnvelopeOf(taking, arrival)
  draft.put(placedKey(c, id16), placedToRow(envelope))
  taking.moves.push({ id16, from: known?.place ?? null, to: envelope.place })
  putRows(taking, arrival, envelope)
  await noteNumber(taking, arrival)
  await noteSeen(taking, arrival)
  await noteSeenBy(taking, envelope)
  if (arrival.content.ok) await takeWords(taking, arrival, arrival.content.plain, envelope.place)
}

const placedEnvelopeOf = async ({ placing, deps }: Taking, arrival: Arrival): Promise<PlacedEnvelope> => {
  const { id, author, header, content } = arrival
  const unplaced = {
    id,
    author,
    chain: header.chain,
    n: header.n,
    sentAtMs: content.ok ? content.plain.sentAtMs : deps.nowMs(),
    isReadable: content.ok,
    slot: contentOf(arrival) === null ? 'e' : 'm',
    parents: parentsOf(arrival),
    target: targetOf(arrival),
  } as const
  return { ...unplaced, place: await placing.place(unplaced) }
}

const parentsOf = ({ header }: Arrival): readonly string[] => {
  const parents = header.seen.map(bytesToHex)
  return header.prev === null ? parents : [id16Of(header.prev), ...parents]
}

const putRows = ({ c, deps, draft, targets }: Taking, arrival: Arrival, envelope: PlacedEnvelope): void => {
  const id = bytesToHex(arrival.id)
  const key = rowKeyOf(c, envelope)
  const times = { sentAtMs: envelope.sentAtMs, receivedAtMs: deps.nowMs() }
  const content = contentOf(arrival)
  const aimed = effectOf(arrival, envelope.place, times)
  if (aimed !== null) {
    draft.put(`${effectsPrefix(c, aimed.target)}${id}`, effectToRow(aimed.effect))
    targets.add(aimed.target)
  }
  if (content === null) {
    draft.put(key, 1)
    return
  }
  const item = itemOf(arrival, content, times)
  draft.put(key, itemToRow(item))
  putBlobs(draft, item)
  targets.add(id)
}

const putBlobs = (draft: Taking['draft'], item: SaidItem): void => {
  const image = item.content.kind === 'said' && 'image' in item.content.body ? item.content.body.image : null
  if (image !== null && image.renditions.length > 0) {
    draft.put(blobKey(bytesToHex(item.doc), item.id), blobsToRow(item.author, image))
  }
}

const noteNumber = async ({ c, draft, answered, wrote, deps }: Taking, arrival: Arrival): Promise<void> => {
  const { author, header } = arrival
  const [account, chain] = [bytesToHex(author), bytesToHex(header.chain)]
  const key = receivedKey(c, account, chain)
  const known = parseReceived(await draft.get(key))
  const isWorth = isWorthAnswering(arrival)
  const worth = isWorth ? Math.max(header.n, known.worth ?? 0) : known.worth
  draft.put(key, receivedToRow({ runs: withNumber(known.runs, header.n), worth }))
  if (!isWorth || equalBytes(author, deps.self)) return
  answered.add(`${account}/${chain}`)
  wrote.push(author)
}

const takeWords = async (
  taking: Taking,
  arrival: Arrival,
  { body, sentAtMs }: Plain,
  place: number,
): Promise<void> => {
  const { author } = arrival
  const isOwn = equalBytes(author, taking.deps.self)
  const { standing } = taking
  switch (body.type) {
    case 'got':
      await noteGot(taking, author, body)
      return
    case 'accept':
    case 'goodbye': {
      const words = withSaid(standing.words, { account: author, said: body.type, place })
      if (words !== standing.words && !isOwn)
        taking.heard.push({ author, body: { type: body.type }, sentAtMs })
      taking.standing = { ...standing, words }
      return
    }
    case 'invite':
      if (!isOwn) taking.heard.push({ author, body, sentAtMs })
      return
    case 'name':
      taking.standing = {
        ...standing,
        names: withSaid(standing.names, { account: author, said: body.name, place }),
      }
      return
    case 'joined':
      taking.standing = withJoined(standing, author)
      return
    default:
  }
}
