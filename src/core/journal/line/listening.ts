/** Whoever hears the news: each is heard before the next one is told, and none before somebody listens. */
import type { JournalNews } from '../journal-types.ts'
import type { LineDeps } from './line-deps.ts'

type Listener = (news: JournalNews) => Promise<void>

export interface Listening {
  onNews(listener: Listener): () => void
  /** False when nobody heard. */
  tell(news: JournalNews): Promise<boolean>
  close(): void
}

export const createListening = ({ ports }: Pick<LineDeps, 'ports'>): Listening => {
  const listeners = new Set<Listener>()
  let begin = (): void => undefined
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  return {
    onNews(listener) {
      listeners.add(listener)
      begin()
      return () => listeners.delete(listener)
    },
    async tell(news) {
      await begun
      if (listeners.size === 0) return false
      try {
        for (const listener of listeners) await listener(news)
        return true
      } catch (error) {
        // Told again when the segment is next opened.
        ports.log({
          event: 'journal-news-not-heard',
          detail: error instanceof Error ? error.message : 'unknown',
        })
        return false
      }
    },
    close() {
      listeners.clear()
      begin()
    },
  }
}
