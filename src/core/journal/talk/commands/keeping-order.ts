/** Taking back what one wrote, and hiding what others wrote under what is one's own. */
import { err, ok } from '../../../../base/result.ts'
import { equalBytes } from '../../../../base/bytes.ts'
import { parseEntryIdText } from '../../../../protocol/journal/target.ts'
import type { JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { JournalService } from '../../journal-types.ts'
import { isLive } from '../rows/entry-row.ts'
import { hiddenKey } from '../rows/keys.ts'
import { readEntry } from '../rows/reading.ts'
import { accountOf, entryIdOf, parseRef, refOf } from '../rows/refs.ts'
import { parseMark } from '../rows/small-rows.ts'
import { type CommandDeps, unknownComment, unknownPost } from './command-deps.ts'

type KeepingOrder = Pick<JournalService, 'remove' | 'hide'>

export const createKeepingOrder = (deps: CommandDeps): KeepingOrder => {
  const { rows, self, own, writing, ports } = deps
  return {
    async remove(text) {
      const id = parseEntryIdText(text)
      const entry = id === null ? null : await readEntry(rows, refOf(self, id))
      if (id === null || entry === null || entry.isGone) return err(unknownPost)
      if (entry.isDeleted) return ok(null)
      const { plain } = entry
      return plain?.kind === 'post' || plain?.kind === 'comment' ? writing.takeBack([id]) : err(unknownPost)
    },
    async hide(account, comment, hidden) {
      const ref = parseRef(account, comment)
      const entry = ref === null ? null : await readEntry(rows, ref)
      if (ref === null || entry?.plain?.kind !== 'comment' || !isLive(entry)) return err(unknownComment)
      if (!equalBytes(entry.plain.target.account, self))
        return err({ type: 'not-allowed', reason: 'read-only' })
      const stored = await rows.get(hiddenKey(ref, own))
      const { ids } = parseMark(stored.ok ? stored.value : null)
      if (!hidden) return writing.takeBack(ids)
      if (ids.length > 0) return ok(null)
      const plain: JournalPlain = {
        kind: 'hide',
        atMs: ports.clock.nowMs(),
        account: accountOf(ref.account),
        id: entryIdOf(ref.id),
      }
      // Who said something in a thread is for its readers to know.
      const audience = entry.audience === 'thread' ? 'connections' : 'public'
      const written = await writing.write([{ plain, audience, about: null }])
      return written.ok ? ok(null) : written
    },
  }
}
