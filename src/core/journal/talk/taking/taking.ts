/** One piece of news being made into rows: changes that are all written, or none. */
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { bytesToHex } from '../../../../base/bytes.ts'
import { createRowDraft, type RowDraft } from '../../../chat/talk/rows/row-draft.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { allEffectsPrefix, effectsPrefix, endOf, type EntryRef, progressKey } from '../rows/keys.ts'
import { parseProgress, type Progress } from '../rows/small-rows.ts'
import type { ReadMark } from '../rules/unread.ts'

export interface TakingDeps {
  readonly self: AccountId
  readonly rows: SealedRows
  readonly nowMs: () => number
  /** How far this device has read notices, and any of one's devices. */
  readonly readMarks: () => { readonly own: ReadMark; readonly shared: ReadMark }
}

export interface Taking {
  readonly deps: TakingDeps
  readonly draft: RowDraft
  readonly author: AccountId
  /** Hex. */
  readonly account: string
  readonly nowMs: number
  /** Of the entry before the next one, as far as that is known; 0 when it is not. */
  running: number
  progress: Progress
  /** Entries that something was done to. */
  readonly unfolded: Map<string, EntryRef>
  /** Comments of anybody that may be hidden or shown now. */
  readonly hides: Map<string, EntryRef>
  /** None of theirs waits on disk for what it names, so it need not be looked for. */
  readonly hasEffects: boolean
}

export const beginTaking = async (author: AccountId, deps: TakingDeps): Promise<Taking> => {
  const draft = createRowDraft(deps.rows)
  const account = bytesToHex(author)
  const effects = allEffectsPrefix(account)
  const counted = await deps.rows.count(effects, endOf(effects))
  return {
    deps,
    draft,
    author,
    account,
    nowMs: deps.nowMs(),
    running: 0,
    progress: parseProgress(await draft.get(progressKey(account))),
    unfolded: new Map(),
    hides: new Map(),
    hasEffects: !counted.ok || counted.value > 0,
  }
}

export const noteUnfolded = ({ unfolded }: Taking, ref: EntryRef): void => void unfolded.set(ref.id, ref)

export const mayHaveEffects = ({ hasEffects, draft }: Taking, ref: EntryRef): boolean => {
  const prefix = effectsPrefix(ref)
  return hasEffects || draft.changed().some(key => key.startsWith(prefix))
}
