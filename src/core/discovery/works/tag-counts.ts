/** How many works stand under each path of tags. */
import type { DiscoverRow } from '../../api.ts'
import { isUnder, pathKey, pathsOf } from './tag-paths.ts'

type Count = DiscoverRow['tags'][number]

const mostTags = 60

/** `tagsByWork`: the tags of each work. The first spelling met stands for all. */
export const countTags = (tagsByWork: Iterable<readonly string[]>): ReadonlyMap<string, Count> => {
  const counts = new Map<string, { readonly tag: string; works: number }>()
  for (const tags of tagsByWork) {
    const counted = new Set<string>()
    for (const tag of tags.flatMap(pathsOf)) {
      const key = pathKey(tag)
      if (counted.has(key)) continue
      counted.add(key)
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { tag, works: 1 })
      else known.works++
    }
  }
  return counts
}

type Keyed = readonly [key: string, count: Count]

/** The most used first; of those below `wanted` as many as fit, before any other. */
export const mostUsed = (counts: ReadonlyMap<string, Count>, wanted: string): readonly Count[] => {
  const isNear = ([key]: Keyed): boolean => wanted === '' || isUnder(key, wanted)
  return [...counts]
    .toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)) || compare(a, b))
    .slice(0, mostTags)
    .toSorted(compare)
    .map(([, count]) => count)
}

const compare = ([a, one]: Keyed, [b, other]: Keyed): number => other.works - one.works || (a < b ? -1 : 1)
