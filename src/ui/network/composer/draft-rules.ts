/** What a draft is and how it changes. Pure: drafts in, drafts out. */
import { postLimit, postPictures, type PostDraft, type PostWork } from '../../../core/api.ts'
import { overLimit } from '../../chat/composer/writing-rules.ts'
import { mentionsLeft } from '../writing/mention-rules.ts'

export const emptyDraft: PostDraft = {
  text: '',
  images: [],
  audience: 'connections',
  mentions: [],
  works: [],
  added: null,
}

export const isEmpty = (draft: PostDraft): boolean =>
  draft.text.trim() === '' && draft.images.length === 0 && draft.works.length === 0

/** How many pictures and works still have room. */
export const roomIn = (draft: Pick<PostDraft, 'images' | 'works'>): number =>
  Math.max(0, postPictures - draft.images.length - draft.works.length)

export const mayPublish = (draft: PostDraft): boolean =>
  !isEmpty(draft) && overLimit(draft.text, postLimit) === 0

export const withImage = (draft: PostDraft, id: string): PostDraft =>
  roomIn(draft) === 0 ? draft : { ...draft, images: [...draft.images, { id, alt: '' }] }

export const withAlt = (draft: PostDraft, id: string, alt: string): PostDraft => ({
  ...draft,
  images: draft.images.map(image => (image.id === id ? { ...image, alt } : image)),
})

/** `by` places further on, or back; the ends stay ends. */
export const movedBy = <T>(items: readonly T[], at: number, by: 1 | -1): readonly T[] => {
  const to = at + by
  const moved = items[at]
  if (moved === undefined || to < 0 || to >= items.length) return items
  return items.toSpliced(at, 1).toSpliced(to, 0, moved)
}

export const isSameWork = (
  one: Pick<PostWork, 'account' | 'work'>,
  other: Pick<PostWork, 'account' | 'work'>,
) => one.account === other.account && one.work === other.work

/** Chosen, if there is room; chosen before, let go. */
export const withWorkToggled = (
  works: readonly PostWork[],
  work: PostWork,
  room: number,
): readonly PostWork[] => {
  if (works.some(one => isSameWork(one, work))) return works.filter(one => !isSameWork(one, work))
  return room === 0 ? works : [...works, work]
}

/** As it is published: without the names that were taken out again, and the words trimmed. */
export const publishable = (draft: PostDraft) => ({
  text: draft.text.trim(),
  audience: draft.audience,
  mentions: mentionsLeft(draft.text, draft.mentions),
  images: draft.images.map(({ id, alt }) => ({ id, alt: alt.trim() })),
  works: draft.works.map(({ account, album, work }) => ({ account, album, work })),
  added: draft.added === null ? null : { album: draft.added.album, total: draft.added.total },
})
