import { createSignal } from 'solid-js'

/** What a work hangs before. */
export type Mat = 'black' | 'grey' | 'white'

const mats: readonly Mat[] = ['black', 'grey', 'white']
const key = 'gesso.mat'

/** The mat chosen last on this device, and a way to the next one. */
export const createMat = (): readonly [mat: () => Mat, next: () => void] => {
  const [mat, setMat] = createSignal<Mat>(recall())
  const next = (): void => {
    const chosen = mats[(mats.indexOf(mat()) + 1) % mats.length] ?? 'black'
    setMat(chosen)
    remember(chosen)
  }
  return [mat, next]
}

const recall = (): Mat => {
  try {
    const kept = localStorage.getItem(key)
    return mats.find(mat => mat === kept) ?? 'black'
  } catch {
    return 'black'
  }
}

const remember = (mat: Mat): void => {
  try {
    localStorage.setItem(key, mat)
  } catch {
    // A browser without storage shows the first mat next time; nothing else is lost.
  }
}
