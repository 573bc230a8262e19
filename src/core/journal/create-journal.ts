/** Journals for the rest of the core: what is written, and what is seen of it. */
import { parseEntryIdText } from '../../protocol/journal/target.ts'
import type { JournalService } from './journal-types.ts'
import { createTalk } from './talk/create-talk.ts'
import type { JournalDeps } from './talk/journal-deps.ts'
import { createWriting } from './writing/create-writing.ts'

export type { JournalDeps } from './talk/journal-deps.ts'

/** Nothing is opened for it: what rows hold can be read at once. */
export const createJournalService = async (deps: JournalDeps): Promise<JournalService> => {
  const { readPost, untilTaken, ...talk } = await createTalk(deps)
  const writing = createWriting({ ...deps, talk: { readPost } })
  return {
    ...talk,
    ...writing,
    async publish(command) {
      const published = await writing.publish(command)
      const id = published.ok ? parseEntryIdText(published.value.post) : null
      // Whoever goes to its page at once finds it there.
      if (id !== null) await untilTaken(id)
      return published
    },
  }
}
