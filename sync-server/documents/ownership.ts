/** Whose a document is: its first change says so, and its id proves it (PROTOCOL §4). */
import { type Change, parseChange } from '../../src/protocol/changes/change.ts'
import { genesisChange } from '../../src/protocol/changes/genesis-change.ts'
import { statementOf } from '../../src/protocol/gate/stage.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { docIdOf } from '../accounts/accounts.ts'

/** `absent`: no change among them starts a document. `wrong`: one does, and it is not this one. */
export type FoundGenesis = DocumentGenesis | 'absent' | 'wrong'

export const findGenesis = (doc: DocId, chunks: readonly Uint8Array[]): FoundGenesis => {
  let found: FoundGenesis = 'absent'
  for (const chunk of chunks) {
    const change = parseChange(chunk)
    if (!change.ok || change.value.deps.length > 0) continue
    const genesis = genesisOf(doc, change.value)
    if (genesis !== null) return genesis
    found = 'wrong'
  }
  return found
}

const genesisOf = (doc: DocId, change: Change): DocumentGenesis | null => {
  const statement = statementOf(change)
  if (statement?.type !== 'genesis' || docIdOf(statement.genesis) !== doc) return null
  return genesisChange(statement.genesis).hash === change.hash ? statement.genesis : null
}
