/** What people type under posts and works, checked before anything is done with it. */
import { err, ok, type Result } from '../../../../base/result.ts'
import { utf8ToBytes } from '../../../../base/bytes.ts'
import type { JournalMention } from '../../../../protocol/journal/journal-types.ts'
import { nameBytes } from '../../../../protocol/rooms/first-contact-types.ts'
import { commentLimit, type CoreError, mentionLimit, type PersonMention } from '../../../api.ts'
import { parseAccountIdText } from '../../../account/account-id.ts'
import { cutTo } from '../../../connections/names.ts'
import { emptyField, tooLong, wholeCharacters } from '../../../typed-text.ts'
import { mutedWordChars } from './muted-words.ts'

export const checkComment = (text: string): Result<string, CoreError> => {
  if (text.length > commentLimit) return err(tooLong('text'))
  return text.trim() === '' ? err(emptyField('text')) : ok(wholeCharacters(text))
}

export const checkMentions = (
  mentions: readonly PersonMention[],
): Result<readonly JournalMention[], CoreError> => {
  if (mentions.length > mentionLimit)
    return err({ type: 'invalid-input', field: 'mentions', reason: 'too-many' })
  const checked: JournalMention[] = []
  for (const { account: text, name } of mentions) {
    const account = parseAccountIdText(text)
    if (account === null) return err({ type: 'invalid-input', field: 'mentions', reason: 'unknown-value' })
    const whole = wholeCharacters(name.slice(0, nameBytes))
    checked.push({ account, name: utf8ToBytes(whole).length > nameBytes ? cutTo(whole, nameBytes) : whole })
  }
  return ok(checked)
}

export const checkMutedWord = (text: string): Result<string, CoreError> => {
  const word = wholeCharacters(text).trim()
  if (word === '') return err(emptyField('word'))
  return word.length > mutedWordChars ? err(tooLong('word')) : ok(word)
}
