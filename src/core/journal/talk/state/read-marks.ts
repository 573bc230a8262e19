/** How far notices were read: [1, place, atMs] in `r:` for all of one's devices, and in a row for this one. */
import { err, ok, type Result } from '../../../../base/result.ts'
import type { CoreError } from '../../../api.ts'
import { storageFailure } from '../../../storage-failure.ts'
import { readMarkKey } from '../rows/keys.ts'
import { parseReadMark, readMarkToRow } from '../rows/small-rows.ts'
import { furthest, nothingRead, type ReadMark } from '../rules/unread.ts'
import type { JournalDeps } from '../journal-deps.ts'
import { listFailure } from './private-lists.ts'

export interface ReadMarks {
  own(): ReadMark
  /** Of all of one's devices, this one too. */
  shared(): ReadMark
  /** Everything at this place and before was shown now. */
  read(place: number): Promise<Result<null, CoreError>>
}

const field = 'r:'

export const loadReadMarks = async ({
  network,
  rows,
  ports,
}: Pick<JournalDeps, 'network' | 'rows' | 'ports'>): Promise<ReadMarks> => {
  const stored = await rows.get(readMarkKey)
  let own = (stored.ok ? parseReadMark(stored.value) : null) ?? nothingRead
  const shared = (): ReadMark =>
    furthest([own, ...network.rivals(field).flatMap(value => parseReadMark(value) ?? [])])
  return {
    own: () => own,
    shared,
    async read(place) {
      const next = furthest([own, { place, atMs: ports.clock.nowMs() }])
      const written = await rows.write([rows.seal(readMarkKey, readMarkToRow(next))])
      if (!written.ok) return err(storageFailure(written.error))
      own = next
      const saved = await network.write([[field, readMarkToRow(furthest([shared(), next]))]])
      return saved.ok ? ok(null) : err(listFailure(saved.error))
    },
  }
}
