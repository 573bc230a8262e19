/** The body of each type of message: its shape, and how it is written (plain-types.ts). */
import { ok, type Result } from '../../base/result.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesOf, list, nullable, oneOf, parseItem, type Shape, text, tuple } from '../codec/shape.ts'
import type { Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { recordToItem, type SignedRecord } from '../records/record.ts'
import { nameBytes } from './first-contact-types.ts'
import { plainImage, plainImageToItem } from './plain-image.ts'
import type { ChainMarks, PlainBody, PlainImage, PlainType } from './plain-types.ts'
import { parseRoom } from './room.ts'
import type { EnvelopeId, EpochId } from './room-types.ts'
import { bytesSet, chainMarks, signedRecord, sortedByBytes, sortedBytes } from './shapes.ts'

const envelopeId: Shape<EnvelopeId> = (item, at) => {
  const parsed = bytesOf(32)(item, at)
  return parsed.ok ? ok(parsed.value as EnvelopeId) : parsed
}
const words = text(limits.messageBytes)

const textShape = tuple<[string, EnvelopeId | null]>(words, nullable(envelopeId))
const imageShape = tuple<[string, string, EnvelopeId | null, PlainImage]>(
  words,
  text(limits.altBytes),
  nullable(envelopeId),
  plainImage,
)
const workShape = tuple<[Uint8Array, Uint8Array, Uint8Array, string, string, string, PlainImage | null]>(
  bytesOf(32),
  bytesOf(32),
  bytesOf(16),
  text(limits.altBytes),
  text(limits.altBytes),
  words,
  nullable(plainImage),
)
const editShape = tuple<[EnvelopeId, string]>(envelopeId, words)
const targetShape = tuple<[EnvelopeId]>(envelopeId)
const reactShape = tuple<[EnvelopeId, string | null]>(envelopeId, nullable(text(limits.emojiBytes)))
const gotShape = tuple<['delivered' | 'read', ChainMarks]>(oneOf('delivered', 'read'), chainMarks)
const nothingShape = tuple<[]>()
const inviteShape = tuple<
  [SignedRecord, string, readonly Uint8Array[], readonly (readonly [Uint8Array, Uint8Array])[]]
>(
  signedRecord,
  text(nameBytes),
  bytesSet(32, limits.roomMembers),
  list(tuple<[Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(32)), limits.handedKeys),
)
const nameShape = tuple<[string]>(text(nameBytes))

const what = 'message'

export const parseBody = (type: PlainType, body: Item): Result<PlainBody, Malformed> => {
  switch (type) {
    case 'text':
      return parsedAs(textShape, body, ([said, replyTo]) => ({ type, text: said, replyTo }))
    case 'image':
      return parsedAs(imageShape, body, ([said, alt, replyTo, image]) => ({
        type,
        text: said,
        alt,
        replyTo,
        image,
      }))
    case 'work':
      return parsedAs(workShape, body, toWork)
    case 'edit':
      return parsedAs(editShape, body, ([target, said]) => ({ type, target, text: said }))
    case 'delete':
    case 'ask':
      return parsedAs(targetShape, body, ([target]) => ({ type, target }))
    case 'react':
      return parsedAs(reactShape, body, ([target, emoji]) => ({ type, target, emoji }))
    case 'got':
      return parsedAs(gotShape, body, ([kind, marks]) => ({ type, kind, marks }))
    case 'accept':
    case 'goodbye':
    case 'joined':
    case 'late':
      return parsedAs(nothingShape, body, () => ({ type }))
    case 'invite':
      return parseInvite(body)
    case 'name':
      return parsedAs(nameShape, body, ([name]) => ({ type, name }))
  }
}

const parsedAs = <T>(
  shape: Shape<T>,
  body: Item,
  toBody: (fields: T) => PlainBody,
): Result<PlainBody, Malformed> => {
  const parsed = parseItem(shape, body, what)
  return parsed.ok ? ok(toBody(parsed.value)) : parsed
}

const toWork = ([account, albumTag, work, title, artist, said, image]: readonly [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  string,
  string,
  string,
  PlainImage | null,
]): PlainBody => ({
  type: 'work',
  account: account as AccountId,
  albumTag,
  work,
  title,
  artist,
  text: said,
  image,
})

const parseInvite = (body: Item): Result<PlainBody, Malformed> => {
  const parsed = parseItem(inviteShape, body, what)
  if (!parsed.ok) return parsed
  const [room, name, members, keys] = parsed.value
  const isRoom = parseRoom(room)
  if (!isRoom.ok) return isRoom
  return ok({
    type: 'invite',
    room,
    name,
    members: members.map(account => account as AccountId),
    keys: keys.map(([epoch, secret]) => [epoch as EpochId, secret]),
  })
}

export const bodyToItem = (body: PlainBody): Item => {
  switch (body.type) {
    case 'text':
      return [body.text, body.replyTo]
    case 'image':
      return [body.text, body.alt, body.replyTo, plainImageToItem(body.image)]
    case 'work': {
      const image = body.image === null ? null : plainImageToItem(body.image)
      return [body.account, body.albumTag, body.work, body.title, body.artist, body.text, image]
    }
    case 'edit':
      return [body.target, body.text]
    case 'delete':
    case 'ask':
      return [body.target]
    case 'react':
      return [body.target, body.emoji]
    case 'got':
      return [body.kind, sortedByBytes(body.marks)]
    case 'accept':
    case 'goodbye':
    case 'joined':
    case 'late':
      return []
    case 'invite':
      return [recordToItem(body.room), body.name, sortedBytes(body.members), body.keys]
    case 'name':
      return [body.name]
  }
}
