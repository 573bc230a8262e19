/** Tells when what one published has reached the relay: its words, or the last of its images. */
import type { JournalDeps } from '../journal-deps.ts'

export interface Copies {
  /** How the relay is being reached may have changed. */
  look(): void
}

export const createCopies = (
  { self, line, blobs }: Pick<JournalDeps, 'self' | 'line' | 'blobs'>,
  onChange: () => void,
): Copies => {
  let before = ''
  return {
    look() {
      const { segments } = line.reach(self)
      const isSaid = segments === 0 || line.isAcknowledged(self, segments - 1)
      const now = `${isSaid} ${blobs.uploads().waiting === 0}`
      const isOther = now !== before
      before = now
      if (isOther) onChange()
    },
  }
}
