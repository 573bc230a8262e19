/** Text kept in this tab's session storage, where a reload and an update leave it alone. */
export interface KeptText {
  get(key: string): string | null
  set(key: string, text: string): void
  remove(key: string): void
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A browser that refuses storage only costs the safety net: the text is still on the screen. */
export const sessionKeptText = (shelf: () => Shelf = () => sessionStorage): KeptText => {
  const attempt = <T>(act: (shelf: Shelf) => T): T | null => {
    try {
      return act(shelf())
    } catch {
      return null
    }
  }
  return {
    get: key => attempt(one => one.getItem(key)),
    set: (key, text) => void attempt(one => one.setItem(key, text)),
    remove: key => void attempt(one => one.removeItem(key)),
  }
}
