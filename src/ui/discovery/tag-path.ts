/** Tags are paths, such as `film/camera/lenses`. Pure. */
import type { DiscoverRow } from '../../core/api.ts'

type Tags = DiscoverRow['tags']

export interface TagStep {
  /** The whole path up to here. */
  readonly tag: string
  /** Its last part. */
  readonly name: string
}

/** From the root to the tag itself; nothing for none. */
export const stepsOf = (tag: string): readonly TagStep[] => {
  const names = tag.split('/').filter(name => name.trim() !== '')
  return names.map((name, at) => ({ tag: names.slice(0, at + 1).join('/'), name: name.trim() }))
}

export const lastName = (tag: string): string => stepsOf(tag).at(-1)?.name ?? tag

/** One step below the tag, or the roots; in the order given. */
export const tagsBelow = (tags: Tags, tag: string): Tags => {
  const depth = stepsOf(tag).length
  const start = depth === 0 ? '' : `${tag.toLocaleLowerCase()}/`
  return tags.filter(
    one => one.tag.toLocaleLowerCase().startsWith(start) && stepsOf(one.tag).length === depth + 1,
  )
}
