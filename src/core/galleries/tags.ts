/** Tags: shown as they were typed, equal whatever their case. */
import { tidyText } from '../profiles/rules.ts'

/** Without '#' in front and with single spaces. */
export const tidyTag = (typed: string): string =>
  tidyText(typed.normalize('NFC'))
    .replace(/^[#\s]+/u, '')
    .replace(/\s+/gu, ' ')

export const tagKey = (tag: string): string => tag.toLowerCase()
