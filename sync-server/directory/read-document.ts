/** One document, from the store to what the directory keeps of it. */
import { createHash } from 'node:crypto'
import { bytesToHex, equalBytes } from '../../src/base/bytes.ts'
import type { Change } from '../../src/protocol/changes/change.ts'
import { numberOfTag } from '../../src/protocol/journal/journal-genesis.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { headsOf } from '../documents/covered.ts'
import type { Hub } from '../documents/hub.ts'
import type { Log } from '../log.ts'
import { encodeContent } from './content.ts'
import type { KeptRow } from './kept-row.ts'
import type { DocumentReader } from './reader.ts'

export interface ReadDocumentDeps {
  readonly covered: Hub['covered']
  readonly reader: Pick<DocumentReader, 'read'>
  readonly limits: { readonly readBytes: number; readonly readOperations: number }
  readonly log: Log
}

export type Outcome =
  /** The row, where it is another than before. */
  | { readonly type: 'row'; readonly row: KeptRow }
  | { readonly type: 'same' }
  /** Who may write for this account may have changed. */
  | { readonly type: 'identity'; readonly owner: AccountId }
  /** Not public, or not held. */
  | { readonly type: 'nothing' }

interface Question {
  readonly doc: DocId
  /** When the relay took its last change; null where it does not know. */
  readonly changedMs: number | null
  /** What is known of it. */
  readonly known: KeptRow | undefined
}

/** The one profile of its account has no tag, and segments of journals have a number for theirs. */
const segmentOf = ({ kind, owner, tag, doc32 }: DocumentGenesis): number | 'profile' | null => {
  if (kind === 'journal') return numberOfTag(tag)
  return kind === 'profile' && equalBytes(doc32, createDocumentGenesis('profile', owner).doc32)
    ? 'profile'
    : null
}

/** Rejects when the store cannot be read or no thread can be had. */
export const readDocument = async (deps: ReadDocumentDeps, question: Question): Promise<Outcome> => {
  const { doc, known } = question
  const seen: { readonly genesis: DocumentGenesis; readonly bytes: number }[] = []
  const covered = await deps.covered(doc, (genesis, bytes) => {
    seen.push({ genesis, bytes })
    return segmentOf(genesis) !== null && bytes <= deps.limits.readBytes
  })
  const [found] = seen
  if (found === undefined)
    return known === undefined ? { type: 'nothing' } : { type: 'row', row: emptied(known) }
  const { genesis } = found
  if (genesis.kind === 'identity') return { type: 'identity', owner: genesis.owner }
  const segment = segmentOf(genesis)
  if (segment === null) return { type: 'nothing' }
  const changes = covered?.changes ?? []
  const heads = covered === null ? tooLarge : digestOf(changes)
  if (known !== undefined && equalBytes(known.heads, heads)) return { type: 'same' }
  const content = await contentOf(deps, doc, genesis, changes)
  const changedMs = question.changedMs ?? 0
  const row = {
    doc,
    owner: genesis.owner,
    segment: segment === 'profile' ? null : segment,
    heads,
    changedMs,
    content,
  }
  return { type: 'row', row }
}

const nothingInIt = encodeContent({ kind: 'nothing' })
const headsBytes = 16
const tooLarge: Uint8Array = new Uint8Array(headsBytes)

const emptied = (known: KeptRow): KeptRow => ({ ...known, heads: digestOf([]), content: nothingInIt })

const digestOf = (changes: readonly Change[]): Uint8Array => {
  const heads = headsOf(changes).map(({ hash }) => hash)
  const digest = createHash('sha256').update(heads.sort().join())
  return new Uint8Array(digest.digest().subarray(0, headsBytes))
}

/** A document that cannot be read says nothing, and is not tried again before it changes. */
const contentOf = async (
  { reader, limits, log }: ReadDocumentDeps,
  doc: DocId,
  { kind, owner }: DocumentGenesis,
  changes: readonly Change[],
): Promise<Uint8Array> => {
  if (changes.length === 0) return nothingInIt
  const leaveOut = (reason: string): Uint8Array => {
    log({ event: 'directory-left-out', document: doc, account: bytesToHex(owner).slice(0, 12), reason })
    return nothingInIt
  }
  const operations = changes.reduce((sum, change) => sum + change.operationCount, 0)
  if (operations > limits.readOperations) return leaveOut('too-large')
  const content = await reader.read({
    kind: kind === 'profile' ? 'profile' : 'journal',
    owner,
    changes: changes.map(({ bytes }) => bytes),
  })
  return content.ok ? encodeContent(content.value) : leaveOut(content.error)
}
