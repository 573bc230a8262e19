/** What the core reads of an Automerge document's history: headers and statements, never operations. */
import { bytesToHex, equalBytes, hexToBytes } from '../../base/bytes.ts'
import type { Change, ChangeHash } from '../../protocol/changes/change.ts'
import { encodeEmptyChange } from '../../protocol/changes/empty-change.ts'
import { type ChangeGraph, createChangeGraph } from '../../protocol/changes/graph.ts'
import { decodeStatement, type SealFields, type Statement } from '../../protocol/changes/statement.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import { type Doc, getChangesMetaSince, getHeads, inspectChange } from './automerge.ts'

export type RootDoc = Doc<Record<string, unknown>>

/** Linear in the history; built when a document first has something to judge. */
export const graphOf = (doc: RootDoc): ChangeGraph => {
  const graph = createChangeGraph()
  for (const meta of getChangesMetaSince(doc, [])) graph.add(meta)
  return graph
}

const statementOfMessage = (message: string | null | undefined): Statement | null => {
  if (message === null || message === undefined || message === '') return null
  const decoded = decodeStatement(message)
  return decoded.ok ? decoded.value : null
}

/** Links and prekeys, in the order of the history. */
export const recordsOf = (doc: RootDoc): SignedRecord[] =>
  getChangesMetaSince(doc, []).flatMap(({ message }) => {
    const statement = statementOfMessage(message)
    return statement?.type === 'record' ? [statement.record] : []
  })

/** Each device's newest seal, with its hash. */
export const lastSealOf = (
  doc: RootDoc,
  device: Uint8Array,
): { hash: Uint8Array; seal: SealFields } | null => {
  for (const { hash, message } of getChangesMetaSince(doc, []).toReversed()) {
    const statement = statementOfMessage(message)
    if (statement?.type === 'seal' && equalBytes(statement.seal.device, device)) {
      return { hash: hexToBytes(hash) ?? new Uint8Array(), seal: statement.seal }
    }
  }
  return null
}

/**
 * Hashes of the device's topmost seals that no other live device's seal covers: its part of a revocation's
 * frontier (PROTOCOL §3).
 */
export const uncoveredSealsOf = (
  doc: RootDoc,
  device: Uint8Array,
  isLive: (device: Uint8Array) => boolean,
): Uint8Array[] => {
  const covered = new Set<ChangeHash>()
  const found: Uint8Array[] = []
  for (const { hash, deps, message } of getChangesMetaSince(doc, []).toReversed()) {
    const statement = statementOfMessage(message)
    const sealedBy = statement?.type === 'seal' ? statement.seal.device : null
    const isTheirs = sealedBy !== null && equalBytes(sealedBy, device)
    const isAnothers = sealedBy !== null && !isTheirs && isLive(sealedBy)
    if (isTheirs && !covered.has(hash)) found.push(hexToBytes(hash) ?? new Uint8Array())
    if (covered.has(hash) || isTheirs || isAnothers) for (const dep of deps) covered.add(dep)
  }
  return found
}

/** The heads as the gate knows changes. Null when one cannot be a seal: it has operations, or another spelling. */
export const headChanges = (doc: RootDoc): Change[] | null => {
  const changes: Change[] = []
  for (const head of getHeads(doc)) {
    const decoded = inspectChange(doc, head)
    if (decoded === null || decoded.ops.length > 0) return null
    const { deps, actor, seq, startOp, time } = decoded
    const message = decoded.message ?? ''
    const { hash, bytes } = encodeEmptyChange({ deps, actor, seq, startOp, message })
    if (hash !== head) return null
    changes.push({ hash, bytes, deps, actor, seq, startOp, time, message, operationCount: 0 })
  }
  return changes
}

export const actorFrom = (bytes: Uint8Array): string => bytesToHex(bytes)
