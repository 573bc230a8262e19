import { createSignal } from 'solid-js'
import type { Result } from '../../base/result.ts'
import type { CoreError } from '../../core/api.ts'

/** Something just done that can be taken back, said once in a toast until it is dismissed. */
export interface UndoOffer {
  readonly words: string
  readonly undo: () => Promise<Result<unknown, CoreError>>
}

const [offered, setOffered] = createSignal<UndoOffer | null>(null)

/** The newest offer replaces an older one; what can no longer be undone here is still in the bin. */
export const offerUndo = (offer: UndoOffer): void => {
  setOffered(offer)
}

export const withdrawUndo = (): void => {
  setOffered(null)
}

export const undoOffer = offered
