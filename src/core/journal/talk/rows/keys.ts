/**
 * Where the talk of journals keeps its rows. Accounts are 64 hex digits, entries 32, a `place` 14. A `folder` is 32 hex
 * digits of what something is said about; of an entry that is not for everyone, then a dot and the thread's tag, 32 more.
 *
 *   jt/e/<account>/<id>                     entries, each as it stands now
 *   jt/x/<account>/<id>/<id>                what the second does to the first: edit, deletion
 *   jt/f/<place>/<account>/<id>             posts, in their order
 *   jt/j/<account>/<place>/<id>             the same, of each person
 *   jt/c/<folder>/<place>/<account>/<id>    comments, in their order
 *   jt/u/<tag>/<place>/<account>/<id>       entries of a thread that cannot be read
 *   jt/a/<folder>/<account>                 who appreciates it
 *   jt/o/<account>/<account>                the first is followed in public by the second
 *   jt/g/<account>                          whom one follows in public oneself
 *   jt/h/<account>/<id>/<account>           the third hides that comment of the first
 *   jt/n/<place>/<kind>/<account>/<id>      notices, by the entry that they come from
 *   jt/b/<account>/<segment>/<id>           images that an entry refers to
 *   jt/p/<account>                          how far their journal has been placed
 *   jt/k/<account>                          a connection that is no news: one made it oneself
 *   jt/r                                    how far this device has read notices
 */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { JournalTarget } from '../../../../protocol/journal/journal-types.ts'
import { targetKeyOf } from '../../../../protocol/journal/target.ts'
import { placeText } from '../../../chat/talk/rows/keys.ts'

export { endOf, placeText } from '../../../chat/talk/rows/keys.ts'

/** An entry by its author's account and its id, both in hex. */
export interface EntryRef {
  readonly account: string
  readonly id: string
}

export const feedPrefix = 'jt/f/'
export const ownFollowsPrefix = 'jt/g/'
export const noticesPrefix = 'jt/n/'
export const blobsPrefix = 'jt/b/'
export const progressPrefix = 'jt/p/'
export const acceptedPrefix = 'jt/k/'
export const readMarkKey = 'jt/r'

export const entryKey = ({ account, id }: EntryRef): string => `jt/e/${account}/${id}`
export const allEffectsPrefix = (account: string): string => `jt/x/${account}/`
export const effectsPrefix = ({ account, id }: EntryRef): string => `jt/x/${account}/${id}/`
export const feedKey = (place: number, { account, id }: EntryRef): string =>
  `${feedPrefix}${placeText(place)}/${account}/${id}`
export const postsPrefix = (account: string): string => `jt/j/${account}/`
export const postKey = (place: number, { account, id }: EntryRef): string =>
  `${postsPrefix(account)}${placeText(place)}/${id}`
export const commentsPrefix = (folder: string): string => `jt/c/${folder}/`
export const commentKey = (folder: string, place: number, { account, id }: EntryRef): string =>
  `${commentsPrefix(folder)}${placeText(place)}/${account}/${id}`
export const sealedPrefix = (tag: string): string => `jt/u/${tag}/`
export const sealedKey = (tag: string, place: number, { account, id }: EntryRef): string =>
  `${sealedPrefix(tag)}${placeText(place)}/${account}/${id}`
export const appreciationsPrefix = (folder: string): string => `jt/a/${folder}/`
export const appreciationKey = (folder: string, account: string): string =>
  `${appreciationsPrefix(folder)}${account}`
export const followersPrefix = (followed: string): string => `jt/o/${followed}/`
export const followerKey = (followed: string, follower: string): string =>
  `${followersPrefix(followed)}${follower}`
export const ownFollowKey = (followed: string): string => `${ownFollowsPrefix}${followed}`
export const hiddenKey = ({ account, id }: EntryRef, by: string): string => `jt/h/${account}/${id}/${by}`
export const noticeKey = (place: number, kind: string, { account, id }: EntryRef): string =>
  `${noticesPrefix}${placeText(place)}/${kind}/${account}/${id}`
export const blobKey = (account: string, segment: number, id: string): string =>
  `${blobsPrefix}${account}/${segment.toString(16).padStart(8, '0')}/${id}`
export const progressKey = (account: string): string => `${progressPrefix}${account}`
export const acceptedKey = (account: string): string => `${acceptedPrefix}${account}`

/** `tag`: of what is said where not everyone can read it. */
export const folderOf = (target: JournalTarget, tag: Uint8Array | null): string => {
  const key = bytesToHex(targetKeyOf(target))
  return tag === null ? key : `${key}.${bytesToHex(tag)}`
}

export interface Placed extends EntryRef {
  readonly place: number
}

const placedForm = /([0-9a-f]{14})\/([0-9a-f]{64})\/([0-9a-f]{32})$/

/** Of a key that ends in <place>/<account>/<id>. */
export const placedOf = (key: string): Placed | null => {
  const [, place, account, id] = placedForm.exec(key) ?? []
  if (place === undefined || account === undefined || id === undefined) return null
  return { place: Number.parseInt(place, 16), account, id }
}

/** What a page calls an item of the feed by. */
export const isFeedItemKey = (text: string): boolean => new RegExp(`^${placedForm.source}`).test(text)

/** The last part: of a key that ends in an account or an id. */
export const lastOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
