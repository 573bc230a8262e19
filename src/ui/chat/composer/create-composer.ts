import { createMemo, createSignal } from 'solid-js'
import type { ConversationId, MessageRow } from '../../../core/api.ts'
import { createCommand, createDraft, createKeptSignal } from '../../primitives/index.ts'
import { useCore } from '../../primitives/core-context.ts'
import { editOf, intentToText, parseIntent, plainMessage, replyTo, type Intent } from './intent.ts'
import { maySend, typingEveryMs } from './writing-rules.ts'

export type Composer = ReturnType<typeof createComposer>

/** What is being written in one conversation. The draft outlives everything; so does the change of an older message. */
export const createComposer = (
  conversation: ConversationId,
  savedDraft: () => string,
  onSent: () => void,
) => {
  const core = useCore()
  const sendText = createCommand('message.send')
  const sendEdit = createCommand('message.edit')
  const [kept, keep] = createKeptSignal(`chat.intent.${conversation}`)
  const [focusWish, setFocusWish] = createSignal(0)
  const intent = createMemo(() => parseIntent(kept()))
  const draft = createDraft({
    value: savedDraft,
    save: text => core.run({ type: 'conversation.draft', conversation, text }),
    key: `chat.${conversation}`,
    delayMs: 300,
  })
  const become = (next: Intent): void => keep(next === plainMessage ? '' : intentToText(next))
  const begin = (next: Intent): void => {
    sendText.forget()
    sendEdit.forget()
    become(next)
    setFocusWish(count => count + 1)
  }
  const text = (): string => {
    const now = intent()
    return now.kind === 'edit' ? now.text : draft.text()
  }

  let typingToldMs = 0
  const tellTyping = (): void => {
    const nowMs = Date.now()
    if (nowMs - typingToldMs < typingEveryMs) return
    typingToldMs = nowMs
    // Nothing depends on it: a word that is lost is followed by another.
    void core.run({ type: 'conversation.typing', conversation })
  }
  const input = (next: string): void => {
    const now = intent()
    if (now.kind === 'edit') return become({ ...now, text: next })
    draft.input(next)
    if (next !== '') tellTyping()
  }
  const finishEdit = async (edit: Extract<Intent, { readonly kind: 'edit' }>): Promise<void> => {
    const changed = edit.text.trim()
    const isSame = changed === edit.was
    if (isSame || (await sendEdit.run({ conversation, message: edit.message, text: changed })).ok)
      become(plainMessage)
  }
  const finishMessage = async (now: Intent): Promise<void> => {
    const sent = draft.text()
    const answers = now.kind === 'reply' ? now.message : null
    if (!(await sendText.run({ conversation, text: sent.trim(), replyTo: answers })).ok) return
    // What was typed while it was being saved stays.
    draft.input(draft.text().startsWith(sent) ? draft.text().slice(sent.length) : draft.text())
    draft.flush()
    become(plainMessage)
    onSent()
  }
  const isSending = (): boolean => sendText.pending() || sendEdit.pending()
  return {
    text,
    input,
    intent,
    isSending,
    error: () => sendText.error() ?? sendEdit.error() ?? null,
    draftFailed: () => draft.state() === 'failed',
    blur: draft.blur,
    /** Grows by one whenever the place to write in should take the focus. */
    focusWish,
    focus: () => void setFocusWish(count => count + 1),
    reply: (message: MessageRow) => begin(replyTo(message)),
    edit: (message: MessageRow) => begin(editOf(message)),
    /** Answers or changes nothing any more. */
    stop: () => begin(plainMessage),
    answered: () => become(plainMessage),
    send: (): void => {
      const now = intent()
      if (isSending() || !maySend(text())) return
      void (now.kind === 'edit' ? finishEdit(now) : finishMessage(now))
    },
  }
}
