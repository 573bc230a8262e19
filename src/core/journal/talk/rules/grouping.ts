/** What stands together. */

interface GroupedPost {
  /** Whose it is. */
  readonly author: string
  /** It tells of works that were added. */
  readonly isAdded: boolean
}

/** However many works somebody adds: so many posts, and then a new item. */
export const mostPostsInItem = 50

/** Posts in their order: two and more of one author about added works, one after the other, are one item. */
export const groupPosts = <T extends GroupedPost>(posts: readonly T[]): readonly (readonly T[])[] => {
  const groups: T[][] = []
  for (const post of posts) {
    const group = groups.at(-1)
    if (group !== undefined && joins(group, post)) group.push(post)
    else groups.push([post])
  }
  return groups
}

const joins = (group: readonly GroupedPost[], post: GroupedPost): boolean => {
  const last = group.at(-1)
  if (last === undefined || group.length >= mostPostsInItem) return false
  return last.isAdded && post.isAdded && last.author === post.author
}

interface GroupedNotice {
  readonly kind: string
  /** What it is about; empty for what is about oneself as a whole. */
  readonly about: string
}

/** Notices newest first: the like of one kind about one thing are one, where the newest of them stands. */
export const groupNotices = <T extends GroupedNotice>(notices: readonly T[]): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>()
  for (const notice of notices) {
    const name = `${notice.kind} ${notice.about}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [notice])
    else group.push(notice)
  }
  return [...groups.values()]
}
