/** Writes to one's own journal, and answers when rows say so too: what was done can be seen, and undone. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { Clock } from '../../../../base/clock.ts'
import { ok, type Result } from '../../../../base/result.ts'
import type { EntryId16, JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { CoreError } from '../../../api.ts'
import type { EntryAudience, JournalLine, ReadEntry } from '../../journal-types.ts'

export interface EntryToWrite {
  readonly plain: JournalPlain
  readonly audience: EntryAudience
  /** For `thread`. */
  readonly about: ReadEntry | null
}

export interface OwnWriting {
  write(entries: readonly EntryToWrite[]): Promise<Result<readonly EntryId16[], CoreError>>
  /** Takes back entries of one's own. Everybody may know: ids are all that it says. */
  takeBack(ids: readonly Uint8Array[]): Promise<Result<null, CoreError>>
  /** Rows have these. */
  taken(ids: readonly string[]): void
  /** Answers when rows have it, or should have had it long since. */
  untilTaken(id: EntryId16): Promise<void>
}

const patienceMs = 3_000
const mostRemembered = 1_024

export const createOwnWriting = (line: Pick<JournalLine, 'write'>, clock: Clock): OwnWriting => {
  const recent = new Set<string>()
  const waiting = new Map<string, () => void>()

  const untilTaken = (id: EntryId16): Promise<void> => {
    const name = bytesToHex(id)
    if (recent.has(name)) return Promise.resolve()
    return new Promise(resolve => {
      const cancel = clock.after(patienceMs, () => {
        waiting.delete(name)
        resolve()
      })
      waiting.set(name, () => {
        cancel()
        resolve()
      })
    })
  }
  const write: OwnWriting['write'] = async entries => {
    const written = await line.write(entries)
    if (!written.ok) return written
    await Promise.all(written.value.map(({ id }) => untilTaken(id)))
    return ok(written.value.map(({ id }) => id))
  }
  return {
    write,
    async takeBack(ids) {
      if (ids.length === 0) return ok(null)
      const atMs = clock.nowMs()
      const written = await write(
        ids.map(id => ({
          plain: { kind: 'delete', atMs, of: id as EntryId16 },
          audience: 'public',
          about: null,
        })),
      )
      return written.ok ? ok(null) : written
    },
    taken(ids) {
      for (const id of ids) {
        recent.add(id)
        waiting.get(id)?.()
        waiting.delete(id)
      }
      for (const oldest of recent) {
        if (recent.size <= mostRemembered) return
        recent.delete(oldest)
      }
    },
    untilTaken,
  }
}
