/** The commands on messages of words: send, edit, delete, react, ask for again. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { CoreError } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { storageFailure } from '../../../storage-failure.ts'
import type { ChatService } from '../../chat-types.ts'
import { askedKey } from '../rows/keys.ts'
import { localMessageId } from '../rows/outbox-entry.ts'
import type { SaidItem } from '../rows/talk-item.ts'
import { cannotWrite, unknownMessage } from '../rules/failures.ts'
import { canEdit, isEditable } from '../rules/effects.ts'
import { checkEmoji, checkReply, checkText, parseMessageId } from '../rules/input.ts'
import { wordsOf } from '../rules/words-of.ts'
import type { Outbox } from '../sending/outbox.ts'
import type { Desk } from '../state/desk.ts'
import type { CommandDeps } from './command-deps.ts'

type MessageCommands = Pick<ChatService, 'send' | 'edit' | 'remove' | 'react' | 'askAgain' | 'sendAgain'>

interface Deps extends CommandDeps {
  readonly rows: SealedRows
  readonly outbox: Outbox
}

export const createMessageCommands = (deps: Deps): MessageCommands => {
  const { self, rows, outbox, writable, findItem } = deps
  const post = async (desk: Desk, body: PlainBody): Promise<Result<null, CoreError>> => {
    const posted = await outbox.post(desk, body)
    return posted.ok ? ok(null) : posted
  }
  /** A message that is here, with the conversation one may write to. */
  const target = async (
    conversation: string,
    message: string,
  ): Promise<
    Result<{ readonly desk: Desk; readonly id: EnvelopeId; readonly item: SaidItem }, CoreError>
  > => {
    const desk = writable(conversation)
    if (!desk.ok) return desk
    const id = parseMessageId(message)
    const item = id === null ? null : await findItem(conversation, id)
    return id === null || item === null ? err(unknownMessage) : ok({ desk: desk.value, id, item })
  }
  const ownTarget: typeof target = async (conversation, message) => {
    const found = await target(conversation, message)
    return found.ok && !equalBytes(found.value.item.author, self) ? err(cannotWrite('not-author')) : found
  }
  const noteAsked = async (desk: Desk, id: EnvelopeId, count: number): Promise<Result<null, CoreError>> => {
    const written = await rows.write([rows.seal(askedKey(desk.c, bytesToHex(id)), count)])
    deps.onChange()
    return written.ok ? ok(null) : err(storageFailure(written.error))
  }

  return {
    async send(conversation, text, replyTo) {
      const desk = writable(conversation)
      if (!desk.ok) return desk
      const checked = checkText(text, false)
      if (!checked.ok) return checked
      const reply = checkReply(replyTo)
      if (!reply.ok) return reply
      const sent = await outbox.post(desk.value, { type: 'text', text: checked.value, replyTo: reply.value })
      return sent.ok ? ok({ message: sent.value }) : sent
    },
    async edit(conversation, message, text) {
      const desk = writable(conversation)
      if (!desk.ok) return desk
      const waiting = waitingBody(desk.value, message)
      const found = waiting === null ? await ownTarget(conversation, message) : null
      if (found?.ok === false) return found
      const item = found?.value.item ?? null
      const body = waiting ?? (item?.content.kind === 'said' ? item.content.body : null)
      if (body === null || !isEditable(body)) return err(unknownMessage)
      const checked = checkText(text, body.type !== 'text')
      if (!checked.ok) return checked
      const edited = await outbox.change(desk.value, message, () => ({ ...body, text: checked.value }))
      if (edited !== null || found === null || item === null) return edited ?? err(unknownMessage)
      if (wordsOf(item) === checked.value) return ok(null)
      return post(desk.value, { type: 'edit', target: found.value.id, text: checked.value })
    },
    async remove(conversation, message) {
      const desk = writable(conversation)
      if (!desk.ok) return desk
      const waiting = await outbox.change(desk.value, message, () => null)
      if (waiting !== null) return waiting
      const found = await ownTarget(conversation, message)
      if (!found.ok) return found
      const { id, item } = found.value
      return item.content.kind === 'deleted' ? ok(null) : post(desk.value, { type: 'delete', target: id })
    },
    async react(conversation, message, emoji) {
      const found = await target(conversation, message)
      if (!found.ok) return found
      const { desk, id, item } = found.value
      const checked = emoji === null ? ok(null) : checkEmoji(emoji)
      if (!checked.ok) return checked
      const own = item.reactions.find(({ account }) => equalBytes(account, self))?.emoji ?? null
      if (item.content.kind === 'deleted') return err(unknownMessage)
      return own === checked.value
        ? ok(null)
        : post(desk, { type: 'react', target: id, emoji: checked.value })
    },
    async askAgain(conversation, message) {
      const found = await target(conversation, message)
      if (!found.ok) return found
      const { desk, id, item } = found.value
      if (item.content.kind !== 'unreadable') return err(unknownMessage)
      const posted = await post(desk, { type: 'ask', target: id })
      return posted.ok ? noteAsked(desk, id, 1) : posted
    },
    async sendAgain(conversation, message) {
      const found = await ownTarget(conversation, message)
      if (!found.ok) return found
      const { desk, id, item } = found.value
      if (item.content.kind !== 'said' || !canEdit(item.content)) return err(unknownMessage)
      const { body } = item.content
      const sent = await outbox.post(
        desk,
        'text' in body ? { ...body, text: item.edit?.text ?? body.text } : body,
      )
      if (!sent.ok) return sent
      const noted = await noteAsked(desk, id, item.askedBy.length)
      return noted.ok ? ok({ message: sent.value }) : noted
    },
  }
}

const waitingBody = (desk: Desk, message: string): PlainBody | null =>
  [...desk.outbox.values()].find(entry => localMessageId(entry) === message)?.body ?? null
