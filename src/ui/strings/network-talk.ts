/** Every sentence of what people say about a post or a work. */
import type { CommentRow, EntryProblem, PersonMention, TalkRow } from '../../core/api.ts'
import { formatList, formatNumber, plural } from './format.ts'
import { nameOf, postWords } from './network.ts'

export const talkWords = {
  title: 'Comments',
  list: 'Comments, oldest first',
  none: 'No comments from the people you hold.',
  more: 'Show more comments',
  looking: 'Opening what was said about it.',
  comment: (name: string, when: string): string => `Comment by ${nameOf(name)}, ${when}`,
  inReplyTo: (name: string): string => `Answers ${nameOf(name)}`,
  showReplied: (name: string, excerpt: string): string => `Show what ${nameOf(name)} said: ${excerpt}`,
  edited: 'Edited',
  fromRelay: 'Found through the relay: you do not follow them.',
  hidden: 'You hid this. Others do not see it under what you made.',
  appreciate: (name: string): string => `Appreciate the comment by ${nameOf(name)}`,
  appreciations: (count: number): string =>
    plural(count, { one: '# person appreciates this', other: '# people appreciate this' }),
  reply: 'Reply',
  replyTo: (name: string): string => `Reply to ${nameOf(name)}`,
  box: 'Your comment',
  boxReply: (name: string): string => `Your answer to ${nameOf(name)}`,
  stopReply: 'Do not answer this comment',
  send: 'Comment',
  sending: 'Saving',
  said: 'Your comment is saved on this device.',
  readers: {
    post: 'Whoever can read the post can read it.',
    work: 'Everyone who can see the work can read it.',
  },
  save: 'Save the change',
  saving: 'Saving',
  cancel: 'Leave it as it was',
  deleted: 'The comment is deleted.',
} as const

export const commentProblems: { readonly [Problem in EntryProblem]: string } = {
  'not-for-you': 'Somebody said something here that this device cannot read.',
  'newer-version': 'This was written with a newer Gesso. Update to read it.',
  broken: 'What arrived here is damaged, so it is not shown.',
}

/** Why one cannot write under it. */
export const cannotComment: { readonly [Why in Exclude<TalkRow['canComment'], 'yes'>]: string } = {
  revoked: 'This device was removed from your devices, so it cannot comment.',
  'not-for-you': 'You cannot comment on what this device cannot read.',
  gone: 'It was taken down, so nothing more can be said about it.',
  blocked: 'You blocked whoever made this. Unblock them to comment.',
}

export const commentMenuWords = {
  open: (name: string, when: string): string => `More about the comment by ${nameOf(name)}, ${when}`,
  title: 'Comment',
  edit: 'Edit',
  remove: 'Delete',
  removeTitle: 'Delete this comment?',
  hide: 'Hide',
  hideHint: 'It is no longer shown under what you made. Its author keeps it.',
  show: 'Show again',
} as const

/** "Appreciated by you, Ana and 3 more". */
export const appreciatedText = (by: readonly PersonMention[], count: number): string => {
  const shown = by.slice(0, 5).map(one => (one.isOwn ? 'you' : nameOf(one.name)))
  const left = count - shown.length
  const names = left > 0 ? [...shown, `${formatNumber(left)} more`] : shown
  return names.length === 0 ? '' : `Appreciated by ${formatList(names)}`
}

export const askWords = {
  ask: 'Ask the relay who else said something',
  again: 'Ask again',
  asking: 'Asking the relay, and checking what it answers.',
  offline: 'The relay is out of reach. What is here stays here.',
  asked: (when: string): string => `The relay was asked ${when}. What is shown was checked.`,
  refused: (count: number): string =>
    plural(count, {
      one: '# answer was not what it claimed and is left out.',
      other: '# answers were not what they claimed and are left out.',
    }),
} as const

/** What a comment is called where only a name fits. */
export const commentName = ({ author }: Pick<CommentRow, 'author'>): string =>
  author.isOwn ? postWords.you : nameOf(author.name)
