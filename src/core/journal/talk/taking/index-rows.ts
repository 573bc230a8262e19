/** By which rows an entry is found: where posts, comments and the like stand. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { targetKeyOf } from '../../../../protocol/journal/target.ts'
import type { JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { isLive, type StoredEntry } from '../rows/entry-row.ts'
import {
  appreciationKey,
  blobKey,
  commentKey,
  type EntryRef,
  feedKey,
  followerKey,
  folderOf,
  hiddenKey,
  noticeKey,
  ownFollowKey,
  postKey,
  sealedKey,
} from '../rows/keys.ts'
import { blobsToRow, commentToRow } from '../rows/small-rows.ts'
import { noticeKindOf } from '../rules/addressing.ts'

type IndexRow = readonly [key: string, value: Item]

/** A row that is nothing but its key. */
const present = 1

/** Of an entry that counts; `isHidden`: of a comment, by the owner of what it is about. */
export const indexRowsOf = (
  ref: EntryRef,
  entry: StoredEntry,
  isOwn: boolean,
  isHidden: boolean,
): readonly IndexRow[] => {
  const { plain, place, segment } = entry
  if (plain === null && !entry.isGone) return sealedRowsOf(ref, entry, isOwn)
  if (plain === null || !isLive(entry)) return []
  if (plain.kind === 'comment')
    return [[commentKey(folderOf(plain.target, entry.tag), place, ref), commentToRow(isHidden)]]
  if (plain.kind !== 'post') return []
  const { images } = plain.body
  return [
    [feedKey(place, ref), present],
    [postKey(place, ref), present],
    ...(images.length === 0 ? [] : [[blobKey(ref.account, segment, ref.id), blobsToRow(images)] as const]),
  ]
}

/** What cannot be read may refer to images all the same. */
const sealedRowsOf = (
  ref: EntryRef,
  { tag, place, segment }: StoredEntry,
  isOwn: boolean,
): readonly IndexRow[] => [
  ...(tag === null ? [] : [[sealedKey(bytesToHex(tag), place, ref), present] as const]),
  ...(isOwn ? [[blobKey(ref.account, segment, ref.id), blobsToRow(null)] as const] : []),
]

/** Where it is noted that its author says this; null of what may be said more than once. */
export const markKeyOf = (
  { account }: EntryRef,
  { plain, tag }: StoredEntry,
  isOwn: boolean,
): string | null => {
  switch (plain?.kind) {
    case 'appreciate':
      return appreciationKey(folderOf(plain.target, tag), account)
    case 'follow':
      return isOwn ? ownFollowKey(bytesToHex(plain.account)) : followerKey(bytesToHex(plain.account), account)
    case 'hide':
      return hiddenKey(hiddenRef(plain), account)
    default:
      return null
  }
}

export const hiddenRef = ({ account, id }: Extract<JournalPlain, { readonly kind: 'hide' }>): EntryRef => ({
  account: bytesToHex(account),
  id: bytesToHex(id),
})

export interface NoticePlan {
  readonly key: string
  readonly place: number
  readonly about: string
}

/** Null when it is no news for oneself. */
export const noticeOf = (
  ref: EntryRef,
  { plain, place, edit }: StoredEntry,
  author: AccountId,
  self: AccountId,
): NoticePlan | null => {
  const isOthers = plain !== null && !equalBytes(author, self)
  const kind = isOthers ? noticeKindOf(plain, edit?.plain ?? null, self) : null
  if (!isOthers || kind === null) return null
  return { key: noticeKey(place, kind, ref), place, about: aboutOf(plain, ref) }
}

const aboutOf = (plain: JournalPlain, { id }: EntryRef): string => {
  switch (plain.kind) {
    case 'comment':
    case 'appreciate':
      return bytesToHex(targetKeyOf(plain.target))
    case 'post':
      return id
    default:
      return ''
  }
}
