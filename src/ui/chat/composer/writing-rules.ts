/** When a text may go, and which key sends it. Pure. */
import { messageLimit } from '../../../core/api.ts'

/** How many characters too many; 0 when it fits. */
export const overLimit = (text: string, limit = messageLimit): number => Math.max(0, text.length - limit)

const tellFrom = 500

/** What is left, once it is worth telling. */
export const leftToTell = (text: string, limit = messageLimit): number | null => {
  const left = limit - text.length
  return left >= 0 && left <= tellFrom ? left : null
}

export const maySend = (text: string): boolean => text.trim() !== '' && overLimit(text) === 0

export interface EnterPress {
  readonly key: string
  readonly shift: boolean
  /** Ctrl or Meta: sends everywhere. */
  readonly modified: boolean
  /** An input method is still putting a word together. */
  readonly isComposing: boolean
  /** Fingers on glass: Enter is how one begins a new line there. */
  readonly isTouch: boolean
}

export const isSendKey = ({ key, shift, modified, isComposing, isTouch }: EnterPress): boolean =>
  key === 'Enter' && !isComposing && (modified || (!shift && !isTouch))

/** A typed message says "typing" at most this often. */
export const typingEveryMs = 3_000
