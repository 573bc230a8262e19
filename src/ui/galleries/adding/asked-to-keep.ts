const key = 'gesso.asked-to-keep'

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** A browser that remembers nothing is not asked again and again either: it would not keep the answer. */
export const wasAsked = (shelf: () => Shelf = () => localStorage): boolean => {
  try {
    return shelf().getItem(key) !== null
  } catch {
    return true
  }
}

export const rememberAsked = (shelf: () => Shelf = () => localStorage): void => {
  try {
    shelf().setItem(key, 'yes')
  } catch {
    // Asked for nothing else than not to ask twice.
  }
}
