import type { PlainImage, PlainRendition } from '../../../../protocol/rooms/plain-types.ts'

const sizes: readonly PlainRendition['size'][] = ['thumb', 'card', 'full', 'original']

/** The size asked for, or the next one up, or the largest there is. */
export const renditionFor = (
  { renditions }: PlainImage,
  size: PlainRendition['size'],
): PlainRendition | null => {
  const sorted = renditions.toSorted((a, b) => sizes.indexOf(a.size) - sizes.indexOf(b.size))
  return sorted.find(one => sizes.indexOf(one.size) >= sizes.indexOf(size)) ?? sorted.at(-1) ?? null
}
