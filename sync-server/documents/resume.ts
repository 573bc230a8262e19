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

type Matches = (headsDigest: string) => boolean

/** Between two of these, others have their turn. */
const atOnce = 256

export const createResume = ({ shelf, store, heads, listeners, rosters, limits }: ResumeDeps): Resume => {
  /** Of a document at rest; undefined when it has to be opened, or to be asked in its turn. */
  const headsAtRest = (doc: DocId): string | undefined => {
    const open = shelf.find(doc)
    if (open === undefined) return heads.get(doc)
    return open.isQuiet() ? (open.headsDigest() ?? undefined) : undefined
  }
  const isNowhere = async (doc: DocId): Promise<boolean> => {
    const stored = await store.has(doc)
    if (!stored.ok) throw new Error(`resume: the store cannot be read (${stored.error.type})`)
    return !stored.value && shelf.find(doc) === undefined && heads.get(doc) === undefined
  }
  const compare = (session: Session, doc: DocId, matches: Matches, known: string): boolean => {
    if (session.gone || !matches(known)) return false
    session.documents.add(doc)
    listeners.add(doc, session)
    return true
  }
  const compareInTurn = async (session: Session, doc: DocId, matches: Matches): Promise<boolean> => {
    const isNothing = shelf.find(doc) === undefined && (await isNowhere(doc))
    // It may be in use by now; from here on nothing waits.
    if (isNothing && shelf.find(doc) === undefined) return compare(session, doc, matches, noHeadsDigest)
    if (session.gone) return false
    session.documents.add(doc)
    return (await shelf.take(doc)?.resume(session, matches)) === true
  }
  /** Most are at rest, and answered at once. */
  const isSame = (
    session: Session,
    { key16 }: Resuming,
    { doc, digest }: ListedDocument,
  ): boolean | Promise<boolean> => {
    const hasRoom = session.documents.has(doc) || session.documents.size < limits.maxDocumentsPerSubscriber
    if (session.gone || !hasRoom) return false
    const matches = (known: string): boolean => startsWith(resumeDigestOf(key16, doc, known), digest)
    const atRest = headsAtRest(doc)
    return atRest === undefined
      ? compareInTurn(session, doc, matches)
      : compare(session, doc, matches, atRest)
  }

  return async (session, who, question) => {
    const { name, documents } = documentsIn(question, who, rosters)
    const same: number[] = []
    for (const [place, document] of documents.entries()) {
      if (place % atOnce === atOnce - 1) await new Promise(resolve => setImmediate(resolve))
      const answer = isSame(session, who, document)
      if (answer === true || (answer !== false && (await answer))) same.push(place)
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
