/** Signed records as changes without operations, one after another on top of a document's heads. */
import { encodeEmptyChange } from '../../protocol/changes/empty-change.ts'
import type { ChangeGraph } from '../../protocol/changes/graph.ts'
import { encodeStatement } from '../../protocol/changes/statement.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'

export const recordChanges = (
  records: readonly SignedRecord[],
  actor: string,
  graph: ChangeGraph,
): Uint8Array[] => {
  let deps = graph.heads()
  let seq = graph.lastSeqOf(actor)
  const startOp = 1 + Math.max(0, ...deps.map(hash => graph.get(hash)?.maxOp ?? 0))
  return records.map(record => {
    const message = encodeStatement({ type: 'record', record })
    const change = encodeEmptyChange({ actor, seq: ++seq, startOp, deps, message })
    deps = [change.hash]
    return change.bytes
  })
}
