/** Takes news of the line, one after another, and tells who has to know. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import { createSerial } from '../../../documents/index.ts'
import type { JournalNews } from '../../journal-types.ts'
import type { JournalDeps } from '../journal-deps.ts'
import { lastOf, progressPrefix } from '../rows/keys.ts'
import { readAll } from '../rows/reading.ts'
import { parseProgress } from '../rows/small-rows.ts'
import type { OwnFollows } from '../state/own-follows.ts'
import type { OwnWriting } from '../state/own-writing.ts'
import type { ReadMarks } from '../state/read-marks.ts'
import type { References } from '../state/references.ts'
import type { Circle } from '../state/circle.ts'
import type { Counts } from '../showing/counts.ts'
import { takeNews, type TakenNews } from './take-news.ts'

export interface Taker {
  /** Rejects when rows cannot be read or written: then nothing was taken, and the same comes again. */
  take(news: JournalNews): Promise<void>
  /** Accounts in hex of whom there are posts here. */
  havePosts(): Iterable<string>
  /** Answers when nothing is being taken. */
  idle(): Promise<void>
}

interface TakerDeps extends Pick<JournalDeps, 'self' | 'rows' | 'ports' | 'blobs'> {
  readonly marks: ReadMarks
  readonly counts: Counts
  readonly references: References
  readonly follows: OwnFollows
  readonly circle: Circle
  readonly writing: OwnWriting
  readonly onFollows: () => void
  readonly onChange: () => void
}

export const createTaker = async (deps: TakerDeps): Promise<Taker> => {
  const { self, rows, ports, marks } = deps
  const serial = createSerial()
  const posts = new Map(
    (await readAll(rows, progressPrefix)).map(([key, row]) => [lastOf(key), parseProgress(row).posts]),
  )
  const taking = {
    self,
    rows,
    nowMs: ports.clock.nowMs,
    readMarks: () => ({ own: marks.own(), shared: marks.shared() }),
  }
  const afterwards = async (news: JournalNews, taken: TakenNews): Promise<void> => {
    posts.set(bytesToHex(news.account), taken.progress.posts)
    deps.counts.forget(taken.folders)
    if (taken.hasOtherBlobs) {
      deps.references.changed()
      deps.blobs.documentsChanged()
    }
    if (taken.hasOtherFollows) {
      await deps.follows.reload()
      deps.circle.changed()
      deps.onFollows()
    }
    if (equalBytes(news.account, self)) {
      deps.writing.taken([...news.added, ...news.changed].map(({ id }) => bytesToHex(id)))
    }
    deps.onChange()
  }
  return {
    take: news =>
      serial(async () => {
        const taken = await takeNews(news, taking)
        const written = await rows.write(taken.changes)
        if (!written.ok) throw new Error(`journals: rows cannot be written (${written.error.type})`)
        await afterwards(news, taken)
      }),
    havePosts: () => [...posts].flatMap(([account, count]) => (count > 0 ? [account] : [])),
    idle: () => serial(async () => undefined),
  }
}
