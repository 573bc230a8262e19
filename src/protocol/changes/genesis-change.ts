/** The first change of a document, the same bytes wherever it is made (PROTOCOL §4). */
import { bytesToHex } from '../../base/bytes.ts'
import type { DocumentGenesis } from '../records/document-genesis.ts'
import type { ChangeHash } from './change.ts'
import { encodeEmptyChange } from './empty-change.ts'
import { encodeStatement } from './statement.ts'

export const genesisChange = (
  genesis: DocumentGenesis,
): { readonly hash: ChangeHash; readonly bytes: Uint8Array } =>
  encodeEmptyChange({
    actor: bytesToHex(genesis.doc32),
    seq: 1,
    startOp: 1,
    deps: [],
    message: encodeStatement({ type: 'genesis', genesis }),
  })
