/** What people type, checked before anything is done with it. */
import { base64UrlToBytes, utf8ToBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import { type CoreError, messageLimit, roomNameLimit } from '../../../api.ts'
import { emptyField, tooLong, wholeCharacters } from '../../../typed-text.ts'
import { unknownMessage } from './failures.ts'

export const checkText = (text: string, mayBeEmpty: boolean): Result<string, CoreError> => {
  if (text.length > messageLimit) return err(tooLong('text'))
  return text.trim() === '' && !mayBeEmpty ? err(emptyField('text')) : ok(wholeCharacters(text))
}

export const checkRoomName = (name: string): Result<string, CoreError> => {
  const trimmed = wholeCharacters(name).trim()
  if (trimmed === '') return err(emptyField('name'))
  const isLong = trimmed.length > roomNameLimit || utf8ToBytes(trimmed).length > limits.deviceNameBytes
  return isLong ? err(tooLong('name')) : ok(trimmed)
}

export const checkEmoji = (emoji: string): Result<string, CoreError> => {
  if (emoji.trim() === '') return err(emptyField('emoji'))
  const bytes = utf8ToBytes(wholeCharacters(emoji)).length
  return bytes > limits.emojiBytes ? err(tooLong('emoji')) : ok(wholeCharacters(emoji))
}

/** An envelope's id, or what is not one: of something that waits, or of nothing. */
export const parseMessageId = (message: string): EnvelopeId | null => {
  const bytes = message.length === 43 ? base64UrlToBytes(message) : null
  return bytes?.length === 32 ? (bytes as EnvelopeId) : null
}

export const checkReply = (replyTo: string | null): Result<EnvelopeId | null, CoreError> => {
  const id = replyTo === null ? null : parseMessageId(replyTo)
  return replyTo !== null && id === null ? err(unknownMessage) : ok(id)
}
