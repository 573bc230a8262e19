/** A document as it is to be believed at this moment, for whoever reads it and takes no part in it. */
import { type Change, parseChange } from '../../src/protocol/changes/change.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import { areHeadsSealed, keepCovered } from '../../src/protocol/gate/rebuild.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { DocumentStore } from '../stores/store.ts'
import { findGenesis } from './ownership.ts'

export interface CoveredDocument {
  readonly genesis: DocumentGenesis
  /** Each after its parents. */
  readonly changes: readonly Change[]
}

export interface CoveredDeps {
  readonly store: Pick<DocumentStore, 'load'>
  readonly accounts: Pick<Accounts, 'judgeFor' | 'stateOf'>
  readonly verify: VerifySignature
}

/** Whether a document is read at all, by what it is and how many bytes its changes have. */
export type IsWanted = (genesis: DocumentGenesis, bytes: number) => boolean

/** Others have their turn after so much was hashed. */
const bytesAtOnce = 256 << 10

/**
 * What the owner's chain vouches for now; no changes at all where their identity is not held. Null for a document that is
 * unknown, empty or not wanted. Rejects when the store cannot be read.
 */
export const readCovered = async (
  { store, accounts, verify }: CoveredDeps,
  doc: DocId,
  isWanted: IsWanted,
): Promise<CoveredDocument | null> => {
  const loaded = await store.load(doc)
  if (!loaded.ok) throw new Error(`covered: the store cannot be read (${loaded.error.type})`)
  const chunks = loaded.value?.changes ?? []
  const found = findGenesis(doc, chunks.slice(0, 1).map(parseChange))
  if (found === 'absent' || found === 'wrong') return null
  const { genesis } = found
  if (
    !isWanted(
      genesis,
      chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    )
  )
    return null
  if ((await accounts.stateOf(genesis.owner)) === null) return { genesis, changes: [] }
  const judgement = { genesis, judge: accounts.judgeFor(genesis), verify }
  const changes = await parseInTurns(chunks)
  const parents = new Map(changes.map(({ hash, deps }) => [hash, deps]))
  const isWhole = await areHeadsSealed(judgement, headsOf(changes), hash => parents.get(hash))
  return { genesis, changes: isWhole ? changes : await keepCovered(judgement, chunks) }
}

export const headsOf = (changes: readonly Change[]): readonly Change[] => {
  const followed = new Set(changes.flatMap(({ deps }) => deps))
  return changes.filter(({ hash }) => !followed.has(hash))
}

const parseInTurns = async (chunks: readonly Uint8Array[]): Promise<readonly Change[]> => {
  const changes: Change[] = []
  let bytes = 0
  for (const chunk of chunks) {
    const parsed = parseChange(chunk)
    if (!parsed.ok) throw new Error(`covered: a stored change cannot be read (${parsed.error.reason})`)
    changes.push(parsed.value)
    bytes += chunk.length
    if (bytes < bytesAtOnce) continue
    bytes = 0
    await new Promise(resolve => setImmediate(resolve))
  }
  return changes
}
