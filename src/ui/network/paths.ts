/** Where posts are read and written. */
import type { AccountIdText, EntryId, Target } from '../../core/api.ts'
import { workPath } from '../galleries/paths.ts'
import { personPath } from '../profiles/person-address.ts'

export const homePath = '/home'
export const newPostPath = '/post/new'

export const editPostPath = (post: EntryId): string => `/post/${post}/edit`

export const postPath = (account: AccountIdText, post: EntryId): string =>
  `${personPath(account)}/posts/${post}`

/** Where the comments begin on the page of a post. */
export const commentsAnchor = 'comments'

/** What something is said about, where it is read: comments stand under it. */
export const targetPath = (target: Exclude<Target, { readonly kind: 'comment' }>): string =>
  target.kind === 'work'
    ? workPath({ ...target, isOwn: false }, target.work)
    : postPath(target.account, target.id)

/** Whoever one is has an address of one's own. */
export const pathOf = (person: { readonly account: AccountIdText; readonly isOwn: boolean }): string =>
  person.isOwn ? '/me' : personPath(person.account)
