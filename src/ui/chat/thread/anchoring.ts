/** Keeps what is looked at where it is while items come in above and below it. Pure; all numbers are CSS pixels. */

export interface ItemBox {
  readonly key: string
  /** From the top of the scrolled content. */
  readonly top: number
  readonly bottom: number
}

export interface ScrollView {
  readonly scrollTop: number
  readonly height: number
  readonly contentHeight: number
}

/** The end, followed as it grows; or an item, and how far below the upper edge it begins. */
export type Anchor =
  | { readonly kind: 'end' }
  | { readonly kind: 'item'; readonly key: string; readonly offset: number }

/** A finger rests less exactly than this. */
const slackPx = 40

const distanceToEnd = ({ scrollTop, height, contentHeight }: ScrollView): number =>
  contentHeight - height - scrollTop

export const isAtEnd = (view: ScrollView): boolean => distanceToEnd(view) <= slackPx

/** Of boxes in their order: the first one that reaches into sight, or undefined. */
export const firstInSight = (
  count: number,
  boxAt: (index: number) => ItemBox,
  top: number,
): number | undefined => {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (boxAt(middle).bottom > top) high = middle
    else low = middle + 1
  }
  return low < count ? low : undefined
}

/** The last one of which the end is in sight; of one taller than the window its beginning is enough. */
export const lastShown = (
  count: number,
  boxAt: (index: number) => ItemBox,
  view: ScrollView,
): number | undefined => {
  const lower = view.scrollTop + view.height + 1
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    const box = boxAt(middle)
    const needed = Math.min(box.bottom, box.top + view.height / 2)
    if (needed <= lower) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : low - 1
}

export const anchorAt = (box: ItemBox, view: ScrollView): Anchor => ({
  kind: 'item',
  key: box.key,
  offset: box.top - view.scrollTop,
})

/** Where to scroll so that the anchor is where it was; `top` is where its item begins now. */
export const scrollFor = (anchor: Anchor, top: number | undefined, view: ScrollView): number | undefined => {
  const end = Math.max(0, view.contentHeight - view.height)
  if (anchor.kind === 'end') return end
  return top === undefined ? undefined : Math.max(0, Math.min(end, top - anchor.offset))
}

/** Near enough to an edge that what lies beyond should be on its way. */
export const isNearTop = (view: ScrollView): boolean => view.scrollTop < view.height * 1.5
export const isNearEnd = (view: ScrollView): boolean => distanceToEnd(view) < view.height * 1.5
