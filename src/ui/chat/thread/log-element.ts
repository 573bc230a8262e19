import { firstInSight, lastShown, type ItemBox, type ScrollView } from './anchoring.ts'

/** The scrolled part of a thread and its items, measured. The scroller is what its items' offsets count from. */
export interface LogElement {
  readonly view: () => ScrollView
  readonly count: () => number
  readonly boxAt: (index: number) => ItemBox
  readonly boxOf: (key: string) => ItemBox | undefined
  readonly firstSeen: () => number | undefined
  readonly lastShown: () => number | undefined
  readonly scrollTo: (top: number) => void
  /** Gives the focus to an item, and brings it into sight. */
  readonly focus: (index: number) => void
  readonly holdsFocus: () => boolean
}

export const logElement = (scroller: HTMLElement, list: HTMLElement): LogElement => {
  const itemAt = (index: number): HTMLElement | undefined => {
    const item = list.children[index]
    return item instanceof HTMLElement ? item : undefined
  }
  const boxAt = (index: number): ItemBox => {
    const item = itemAt(index)
    if (item === undefined) return { key: '', top: 0, bottom: 0 }
    return { key: item.dataset['key'] ?? '', top: item.offsetTop, bottom: item.offsetTop + item.offsetHeight }
  }
  const view = (): ScrollView => ({
    scrollTop: scroller.scrollTop,
    height: scroller.clientHeight,
    contentHeight: scroller.scrollHeight,
  })
  const count = (): number => list.childElementCount
  return {
    view,
    count,
    boxAt,
    boxOf: key => {
      const index = [...list.children].findIndex(
        item => item instanceof HTMLElement && item.dataset['key'] === key,
      )
      return index < 0 ? undefined : boxAt(index)
    },
    firstSeen: () => firstInSight(count(), boxAt, scroller.scrollTop),
    lastShown: () => lastShown(count(), boxAt, view()),
    scrollTo: top => scroller.scrollTo({ top, behavior: 'instant' }),
    focus: index => {
      const item = itemAt(index)?.querySelector<HTMLElement>('[data-item]')
      item?.focus({ preventScroll: true })
      item?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    },
    holdsFocus: () => list.contains(document.activeElement),
  }
}
