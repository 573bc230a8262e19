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

const rightToLeft = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const fewChars = 1_000

/**
 * The direction a text control is given. Browsers that find it out by themselves take many seconds over a megabyte, so
 * for more than fits a message it is that of the first letter.
 */
export const directionOf = (text: string, limit = messageLimit): 'auto' | 'ltr' | 'rtl' => {
  if (text.length <= limit) return 'auto'
  const letter = /\p{L}/u.exec(text.slice(0, fewChars))?.[0] ?? ''
  return rightToLeft.test(letter) ? 'rtl' : 'ltr'
}

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
