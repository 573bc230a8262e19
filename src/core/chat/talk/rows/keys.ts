/**
 * Where talk keeps its rows. `c` is a conversation's id, `place` fourteen hex digits, `id` an envelope's 64, `id16` the
 * first 32 of them, `chain` 32, `account` 64.
 *
 *   talk/p                       privacy of this device
 *   talk/c/<c>                   card: what the list of conversations shows
 *   talk/u/<c>                   how far one has read, and how much one has not
 *   talk/d/<c>                   draft
 *   talk/s/<c>                   standing: the last words about being connected, names, notices that are due
 *   talk/k/<c>                   keys that came with an invitation and were not handed on yet
 *   talk/o/<c>/<number>          outbox: what waits to be encrypted
 *   talk/b/<doc>/<id>            blobs that an envelope refers to, by the document it is in
 *   talk/t/<c>/m/<place>/<id>    items of the thread, in their order
 *   talk/t/<c>/e/<place>/<id>    envelopes that are no items, in the same order
 *   talk/t/<c>/i/<id16>          every envelope: where it stands, and after what
 *   talk/t/<c>/w/<id16>/<id16>   the second is to be placed again when the first comes or changes
 *   talk/t/<c>/x/<id>/<id>       what the second does to the first: edit, delete, reaction, question
 *   talk/t/<c>/g/<chain>/<account>  how far somebody says to have a chain; `relay` in place of the account
 *   talk/t/<c>/r/<account>/<chain>  what has come of a chain
 *   talk/t/<c>/q/<id>            how many askings for it were dealt with here: one's own, or others' answered
 *   talk/t/<c>/n/<id>            a control record was noticed in the thread
 */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { ConversationId } from '../../../api.ts'
import type { DocId } from '../../../../protocol/relay/frames.ts'

export const privacyKey = 'talk/p'
export const cardsPrefix = 'talk/c/'
export const readsPrefix = 'talk/u/'
export const draftsPrefix = 'talk/d/'
export const blobsPrefix = 'talk/b/'
export const outboxPrefix = 'talk/o/'
export const cardKey = (c: ConversationId): string => `${cardsPrefix}${c}`
export const readKey = (c: ConversationId): string => `${readsPrefix}${c}`
export const draftKey = (c: ConversationId): string => `${draftsPrefix}${c}`
export const standingKey = (c: ConversationId): string => `talk/s/${c}`
export const handedKeysKey = (c: ConversationId): string => `talk/k/${c}`
/** `number` counts up, in twelve hex digits. */
export const outboxKey = (c: ConversationId, number: number): string =>
  `${outboxPrefix}${c}/${number.toString(16).padStart(12, '0')}`
export const blobKey = (doc: DocId, id: Uint8Array): string => `${blobsPrefix}${doc}/${bytesToHex(id)}`

const thread = (c: ConversationId, part: string): string => `talk/t/${c}/${part}/`
export const itemsPrefix = (c: ConversationId): string => thread(c, 'm')
export const silentPrefix = (c: ConversationId): string => thread(c, 'e')
export const placedKey = (c: ConversationId, id16: string): string => `${thread(c, 'i')}${id16}`
export const allWaitersPrefix = (c: ConversationId): string => thread(c, 'w')
export const waitersPrefix = (c: ConversationId, parent16: string): string =>
  `${allWaitersPrefix(c)}${parent16}/`
export const waiterKey = (c: ConversationId, parent16: string, child16: string): string =>
  `${waitersPrefix(c, parent16)}${child16}`
export const effectsPrefix = (c: ConversationId, target: string): string => `${thread(c, 'x')}${target}/`
export const chainMarksPrefix = (c: ConversationId, chain: string): string => `${thread(c, 'g')}${chain}/`
export const receivedPrefix = (c: ConversationId): string => thread(c, 'r')
export const receivedKey = (c: ConversationId, account: string, chain: string): string =>
  `${receivedPrefix(c)}${account}/${chain}`
export const askedKey = (c: ConversationId, id: string): string => `${thread(c, 'q')}${id}`
export const stepsPrefix = (c: ConversationId): string => thread(c, 'n')

export const relayMark = 'relay'

/** The first key after all that begin with `prefix`, which ends in a slash. */
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`

const placeDigits = 14

/** Orders as the place does: 14 digits hold any safe integer. */
export const placeText = (place: number): string => place.toString(16).padStart(placeDigits, '0')

/** What a page calls an item by: its row's key without the conversation. */
export const itemKey = (place: number, id: string): string => `${placeText(place)}/${id}`

export const idOfItemKey = (key: string): string => key.slice(placeDigits + 1)
export const placeOfItemKey = (key: string): number => Number.parseInt(key.slice(0, placeDigits), 16)

export const isItemKey = (text: string): boolean => /^[0-9a-f]{14}\/[0-9a-f]{64}$/.test(text)

/** Sixteen bytes name an envelope well enough to find it, as `seen` does. */
export const id16Of = (id: Uint8Array): string => bytesToHex(id.subarray(0, 16))
