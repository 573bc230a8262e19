/** What is said about things, from rows; remembered for what is looked at again and again. */
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { bytesToHex } from '../../../../base/bytes.ts'
import type { HeldCounts } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { type Counted, countHeld, type SaidComment } from '../rules/counting.ts'
import { appreciationsPrefix, commentsPrefix, lastOf, type Placed, placedOf } from '../rows/keys.ts'
import { isHiddenComment } from '../rows/small-rows.ts'
import { readAll, readEntry } from '../rows/reading.ts'
import { textIn } from '../rows/standing-body.ts'
import type { Circle } from '../state/circle.ts'

/** A comment where it stands among the others, not opened yet. */
export interface StandingComment extends SaidComment, Placed {}

export interface Said {
  /** In their order, hidden ones too. */
  readonly comments: readonly StandingComment[]
  /** In hex. */
  readonly appreciatedBy: readonly string[]
}

export interface Counts {
  said(folder: string): Promise<Said>
  of(folder: string): Promise<HeldCounts>
  /** Something else is said there now. */
  forget(folders: ReadonlySet<string>): void
}

const mostRemembered = 4_000
const nothing: Said = { comments: [], appreciatedBy: [] }

export const createCounts = (rows: SealedRows, circle: Circle, self: AccountId): Counts => {
  const known = new Map<string, Promise<Said>>()
  const own = bytesToHex(self)

  const said = (folder: string): Promise<Said> => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const loading = load(rows, folder)
    if (known.size >= mostRemembered) known.clear()
    known.set(folder, loading)
    return loading
  }
  const isMuted = async (comment: StandingComment): Promise<boolean> => {
    if (comment.author === own) return false
    const entry = await readEntry(rows, comment)
    return circle.isMutedText(textIn(entry))
  }
  const spoken = async (comments: readonly StandingComment[]): Promise<readonly StandingComment[]> => {
    if (!circle.hasMutedWords()) return comments
    const muted = await Promise.all(comments.map(isMuted))
    return comments.filter((_, index) => muted[index] === false)
  }

  return {
    said,
    async of(folder): Promise<Counted> {
      const { comments, appreciatedBy } = await said(folder)
      return countHeld(await spoken(comments), appreciatedBy, circle.isShown, own)
    },
    forget(folders) {
      for (const folder of folders) known.delete(folder)
    },
  }
}

const load = async (rows: SealedRows, folder: string): Promise<Said> => {
  const [comments, appreciations] = await Promise.all([
    readAll(rows, commentsPrefix(folder)),
    readAll(rows, appreciationsPrefix(folder)),
  ])
  if (comments.length === 0 && appreciations.length === 0) return nothing
  return {
    comments: comments.flatMap(([key, row]) => {
      const placed = placedOf(key)
      return placed === null ? [] : [{ ...placed, author: placed.account, hidden: isHiddenComment(row) }]
    }),
    appreciatedBy: appreciations.map(([key]) => lastOf(key)),
  }
}
