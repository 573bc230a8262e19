/** Whose a document is: its first change says so, and its id proves it (PROTOCOL §4). */
import type { Change, ChangeHash } from '../../src/protocol/changes/change.ts'
import { genesisChange } from '../../src/protocol/changes/genesis-change.ts'
import type { ParsedChange } from '../../src/protocol/gate/gate.ts'
import { statementOf } from '../../src/protocol/gate/stage.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { docIdOf } from '../accounts/accounts.ts'

/** `absent`: no change among them starts a document. `wrong`: one does, and it is not this one. */
export type FoundGenesis = Ownership | 'absent' | 'wrong'

export interface Ownership {
  readonly genesis: DocumentGenesis
  /** Of the first change. */
  readonly hash: ChangeHash
}

export const findGenesis = (doc: DocId, changes: readonly ParsedChange[]): FoundGenesis => {
  let found: FoundGenesis = 'absent'
  for (const change of changes) {
    if (!change.ok || change.value.deps.length > 0) continue
    const genesis = genesisOf(doc, change.value)
    if (genesis !== null) return genesis
    found = 'wrong'
  }
  return found
}

const genesisOf = (doc: DocId, change: Change): Ownership | null => {
  const statement = statementOf(change)
  if (statement?.type !== 'genesis' || docIdOf(statement.genesis) !== doc) return null
  const { hash } = change
  return genesisChange(statement.genesis).hash === hash ? { genesis: statement.genesis, hash } : null
}
