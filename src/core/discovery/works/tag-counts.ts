/** How many works stand under each path of tags. */
import type { DiscoverRow } from '../../api.ts'
import { isUnder, pathKey, pathsOf } from './tag-paths.ts'

type Count = DiscoverRow['tags'][number]

const mostTags = 60

/** `tagsByWork`: the tags of each work. The first spelling met stands for all. */
export const countTags = (tagsByWork: Iterable<readonly string[]>): ReadonlyMap<string, Count> => {
  const counts = new Map<string, { readonly tag: string; works: number }>()
  for (const tags of tagsByWork) {
    const paths = new Map(tags.flatMap(pathsOf).map(path => [pathKey(path), path] as const))
    for (const [key, tag] of paths) {
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { tag, works: 1 })
      else known.works++
    }
  }
  return counts
}

/** The most used first; of those below `wanted` as many as fit, before any other. */
export const mostUsed = (counts: ReadonlyMap<string, Count>, wanted: string): readonly Count[] => {
  const isNear = (key: string): boolean => wanted === '' || isUnder(key, wanted)
  return [...counts]
    .toSorted(
      ([a, one], [b, other]) =>
        Number(isNear(b)) - Number(isNear(a)) || compare(one, other) || (a < b ? -1 : 1),
    )
    .slice(0, mostTags)
    .map(([, count]) => count)
    .toSorted(compare)
}

const compare = (a: Count, b: Count): number =>
  b.works - a.works || (a.tag < b.tag ? -1 : a.tag === b.tag ? 0 : 1)
