/** What things are said about, as pages name them and as entries do. */
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import type { JournalTarget } from '../../../../protocol/journal/journal-types.ts'
import { entryIdToText, parseEntryIdText } from '../../../../protocol/journal/target.ts'
import { accountIdToText, parseAccountIdText } from '../../../account/account-id.ts'
import type { Target } from '../../../api.ts'
import { parseAlbumIdText, parseImageId } from '../../../galleries/ids.ts'

/** Null for what names nothing. Its segment is 0: it is not known yet, and no key depends on it. */
export const parseTarget = (target: Target): JournalTarget | null => {
  const account = parseAccountIdText(target.account)
  if (account === null) return null
  if (target.kind !== 'work') {
    const id = parseEntryIdText(target.id)
    return id === null ? null : { kind: target.kind, account, id, segment: 0 }
  }
  const [album, id] = [parseAlbumIdText(target.album), parseImageId(target.work)]
  return album === null || id === null ? null : { kind: 'work', account, id, album }
}

export const targetToPage = (target: JournalTarget): Target => {
  const account = accountIdToText(target.account)
  return target.kind === 'work'
    ? { kind: 'work', account, album: bytesToBase64Url(target.album), work: bytesToBase64Url(target.id) }
    : { kind: target.kind, account, id: entryIdToText(target.id) }
}
