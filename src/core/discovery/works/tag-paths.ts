/** Tags as paths: `film/camera/lenses` stands under `film/camera` and under `film`. */
import { tagKey, tidyTag } from '../../galleries/tags.ts'

const mostParts = 8

const partsOf = (tag: string): readonly string[] =>
  tidyTag(tag)
    .split('/')
    .map(part => part.trim())
    .filter(part => part !== '')
    .slice(0, mostParts)

/** Every path that the tag stands under, itself last, as typed. */
export const pathsOf = (tag: string): readonly string[] => {
  const parts = partsOf(tag)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** The same for paths that say the same, whatever their case and stray spaces. Empty for no path at all. */
export const pathKey = (tag: string): string => tagKey(partsOf(tag).join('/'))

export const isUnder = (key: string, path: string): boolean => key === path || key.startsWith(`${path}/`)
