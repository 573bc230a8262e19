/** What can be done with a message, and what it says in a few words. Pure. */
import type { MessageRow } from '../../../core/api.ts'
import { previewWords } from '../../strings/chat.ts'

export type MessageAction = 'reply' | 'react' | 'copy' | 'edit' | 'remove' | 'ask-again' | 'send-again'

/** What its author wrote, alone or beside something; empty for what cannot be shown. */
export const textOf = ({ body }: Pick<MessageRow, 'body'>): string =>
  body.kind === 'deleted' || body.kind === 'unreadable' ? '' : body.text

const isThere = ({ body }: Pick<MessageRow, 'body'>): boolean =>
  body.kind !== 'deleted' && body.kind !== 'unreadable'

/** In the order in which they are offered. */
export const actionsOf = (message: MessageRow, mayWrite: boolean): readonly MessageAction[] => {
  const { author, body } = message
  const there = isThere(message)
  const offered: readonly (readonly [MessageAction, boolean])[] = [
    ['react', mayWrite && there],
    ['reply', mayWrite && there],
    ['copy', textOf(message) !== ''],
    ['ask-again', mayWrite && !author.isOwn && body.kind === 'unreadable' && !body.asked],
    ['send-again', mayWrite && author.isOwn && there && message.askedAgainBy.length > 0],
    ['edit', mayWrite && author.isOwn && there && message.delivery !== null],
    ['remove', mayWrite && author.isOwn && there],
  ]
  return offered.flatMap(([action, isOffered]) => (isOffered ? [action] : []))
}

const excerptChars = 140

/** One line of it, for a reply, a result or whoever hears it. */
export const excerptOf = (message: Pick<MessageRow, 'body'>): string => {
  const { body } = message
  const said = body.kind === 'work' && body.text === '' ? body.title : textOf(message)
  const line = said.replaceAll(/\s+/gu, ' ').trim()
  const cut = line.length > excerptChars ? `${line.slice(0, excerptChars).trimEnd()}…` : line
  return previewWords({ preview: cut, previewKind: body.kind })
}

/** The reaction of this device's person, or null. */
export const ownReaction = (message: Pick<MessageRow, 'reactions'>): string | null =>
  message.reactions.find(one => one.by.some(person => person.isOwn))?.emoji ?? null
