/**
 * Answers which documents a returning client has as they are here, and has it listen to those. A document is opened
 * only when nothing is known of its heads.
 */
import type { DocId } from '../../src/protocol/relay/frames.ts'
import {
  bitsOf,
  type ListedDocument,
  memberDigestBytes,
  noHeadsDigest,
  type ResumeAnswer,
  resumeDigestOf,
  type ResumeQuestion,
} from '../../src/protocol/relay/resume.ts'
import type { DocumentLimits } from '../limits.ts'
import type { DocumentStore } from '../stores/store.ts'
import type { HeadsKept } from './heads-kept.ts'
import type { Listeners } from './listeners.ts'
import type { Rosters } from './rosters.ts'
import type { Session } from './session.ts'
import type { Shelf } from './shelf.ts'

export interface ResumeDeps {
  readonly shelf: Pick<Shelf, 'find' | 'take'>
  readonly store: Pick<DocumentStore, 'has'>
  readonly heads: HeadsKept
  readonly listeners: Listeners
  readonly rosters: Rosters
  readonly limits: Pick<DocumentLimits, 'maxDocumentsPerSubscriber'>
}

/** Who asks, and the key of its connection. */
export interface Resuming {
  readonly device: string
  readonly key16: Uint8Array
}

export type Resume = (session: Session, who: Resuming, question: ResumeQuestion) => Promise<ResumeAnswer>

/** Between two of these, others have their turn. */
const atOnce = 256

export const createResume = ({ shelf, store, heads, listeners, rosters, limits }: ResumeDeps): Resume => {
  /** Undefined when the document has to be opened, or to be asked in its turn. */
  const headsNow = async (doc: DocId): Promise<string | undefined> => {
    const open = shelf.find(doc)
    if (open !== undefined) return open.isQuiet() ? (open.headsDigest() ?? undefined) : undefined
    const known = heads.get(doc)
    if (known !== undefined) return known
    const stored = await store.has(doc)
    if (!stored.ok) throw new Error(`resume: the store cannot be read (${stored.error.type})`)
    if (stored.value || shelf.find(doc) !== undefined) return undefined
    return heads.get(doc) ?? noHeadsDigest
  }

  const isSame = async (session: Session, { key16 }: Resuming, { doc, digest }: ListedDocument): Promise<boolean> => {
    const hasRoom = session.documents.has(doc) || session.documents.size < limits.maxDocumentsPerSubscriber
    if (session.gone || !hasRoom) return false
    const matches = (known: string): boolean => startsWith(resumeDigestOf(key16, doc, known), digest)
    const now = await headsNow(doc)
    if (session.gone) return false
    // It may be in use by now; from here on nothing waits.
    if (now === undefined || shelf.find(doc)?.isQuiet() === false) {
      session.documents.add(doc)
      return (await shelf.take(doc)?.resume(session, matches)) === true
    }
    if (!matches(now)) return false
    session.documents.add(doc)
    listeners.add(doc, session)
    return true
  }

  return async (session, who, question) => {
    const { name, documents } = documentsIn(question, who, rosters)
    const same: number[] = []
    for (const [place, document] of documents.entries()) {
      if (place % atOnce === atOnce - 1) await new Promise(resolve => setImmediate(resolve))
      if (await isSame(session, who, document)) same.push(place)
    }
    return { number: question.number, name, same: bitsOf(documents.length, same) }
  }
}

/** At once, before anything else is asked: the order in which documents join a roster is that of the questions. */
const documentsIn = (
  { roster, listed }: ResumeQuestion,
  { device, key16 }: Resuming,
  rosters: Rosters,
): { readonly name: string; readonly documents: readonly ListedDocument[] } => {
  if (roster === null) return { name: '', documents: listed }
  const joining = listed.map(({ doc }) => doc)
  const { name, members } = rosters.use(device, key16, roster, joining)
  const remembered = (members ?? []).map((doc, index) => ({
    doc,
    digest: roster.digests.subarray(index * memberDigestBytes, (index + 1) * memberDigestBytes),
  }))
  return { name, documents: [...remembered, ...listed] }
}

const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  start.every((byte, index) => byte === whole[index])
