/** What the relay's answer amounts to. Pure. */
import type { AccountIdText, DirectoryRow, FoundPerson } from '../../core/api.ts'
import { directoryWords } from '../strings/discovery.ts'

/** Where the question stands, in one or two sentences. */
export const directoryText = (row: DirectoryRow): string => {
  switch (row.state) {
    case 'off':
      return directoryWords.off
    case 'offline':
      return directoryWords.offline
    case 'too-often':
      return directoryWords.tooOften
    case 'refused':
      return directoryWords.refused
    case 'asking':
      return row.checking > 0 ? checkingText(row) : directoryWords.asking
    case 'answered':
      return row.checking > 0 ? checkingText(row) : directoryWords.answered(row.found)
  }
}

const checkingText = (row: DirectoryRow): string => {
  const done = row.people.length + row.refused
  return directoryWords.checking(done, done + row.checking)
}

/** Whoever is in both lists is shown once, where they were first. */
export const notAmong = (
  people: readonly FoundPerson[],
  shown: ReadonlySet<AccountIdText>,
): readonly FoundPerson[] => people.filter(one => !shown.has(one.account))

/** Whom the relay named is on this device a moment later; under its own heading they stay in their place. */
export const among = (
  people: readonly FoundPerson[],
  shown: ReadonlySet<AccountIdText>,
): readonly FoundPerson[] => people.filter(one => shown.has(one.account))
