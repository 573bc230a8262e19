/**
 * What the clients will say, made before anything is measured: the same documents and edits for both
 * servers, sealed by real devices for this relay and as plain Automerge changes for the official server.
 */
import { randomBytes } from 'node:crypto'
import * as Automerge from '@automerge/automerge'
import { bytesToHex, hexToBytes } from '../../../src/base/bytes.ts'
import { parseChange } from '../../../src/protocol/changes/change.ts'
import type { DocId } from '../../../src/protocol/relay/frames.ts'
import {
  changesOf,
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  type TestAccount,
} from '../../support/sealed-doc.ts'

/** What goes to the other side at once: one edit, with its seal where there is one. */
export interface Step {
  readonly changes: readonly Uint8Array[]
  readonly hashes: readonly string[]
  /** The document's only head when this has been applied. */
  readonly head: string
}

export interface LoadDoc {
  readonly id: DocId
  /** The first is the document as it is uploaded, the others are edits, each on the one before. */
  readonly steps: readonly [Step, ...Step[]]
}

export interface Pair {
  /** Null where nobody is asked who they are. */
  readonly accounts: { readonly writer: TestAccount; readonly reader: TestAccount } | null
  /** What the server must know first: the writer's identity document. */
  readonly before: readonly LoadDoc[]
  /** The first of them is the one that is edited live. */
  readonly docs: readonly [LoadDoc, ...LoadDoc[]]
}

export interface LoadSize {
  readonly pairs: number
  readonly docsPerPair: number
  readonly editsPerPair: number
}

const write = (draft: Content): void => {
  draft['v'] = 1
  draft['name'] = new Automerge.ImmutableString('Ana Ferreira')
  draft['place'] = new Automerge.ImmutableString('Lisbon')
  draft['roles'] = [new Automerge.ImmutableString('director'), new Automerge.ImmutableString('editor')]
  draft['bio'] = 'Documentary films about the sea, and everything that is cut away from them.'
}

const rewrite = (index: number) => (draft: Content) => {
  draft['place'] = new Automerge.ImmutableString(`Lisbon, berth ${index}`)
}

const hashOf = (bytes: Uint8Array): string => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value.hash
}

const stepOf = (changes: readonly Uint8Array[]): Step => {
  const hashes = changes.map(hashOf)
  return { changes, hashes, head: hashes.at(-1) ?? '' }
}

/** All of these histories are lines: `first` changes, then `each` for every edit. */
const stepsOf = (changes: readonly Uint8Array[], first: number, each: number): LoadDoc['steps'] => {
  const edits: Step[] = []
  for (let at = first; at < changes.length; at += each) edits.push(stepOf(changes.slice(at, at + each)))
  return [stepOf(changes.slice(0, first)), ...edits]
}

const sealedDoc = async ({ account, first }: TestAccount, edits: number): Promise<LoadDoc> => {
  const doc = newOwnedDoc(account, 'album', new Uint8Array(randomBytes(32)))
  let sealed = await edit(first, doc, write)
  for (let index = 1; index <= edits; index++) {
    sealed = await edit(first, doc, rewrite(index), { fields: { prevSeal: hexToBytes(sealed) } })
  }
  const steps = stepsOf(changesOf(doc), 3, 2)
  Automerge.free(doc.doc)
  return { id: doc.id, steps }
}

const plainDoc = (edits: number): LoadDoc => {
  let doc = Automerge.change(Automerge.init<Content>(), { time: 0 }, write)
  for (let index = 1; index <= edits; index++) doc = Automerge.change(doc, { time: 0 }, rewrite(index))
  const steps = stepsOf(Automerge.getAllChanges(doc), 1, 1)
  Automerge.free(doc)
  return { id: bytesToHex(new Uint8Array(randomBytes(16))), steps }
}

const manyDocs = async (
  { docsPerPair, editsPerPair }: LoadSize,
  make: (edits: number) => LoadDoc | Promise<LoadDoc>,
): Promise<Pair['docs']> => {
  const live = await make(editsPerPair)
  const others: LoadDoc[] = []
  while (others.length < docsPerPair - 1) others.push(await make(0))
  return [live, ...others]
}

export const makeSealedLoad = async (size: LoadSize): Promise<readonly Pair[]> => {
  const pairs: Pair[] = []
  while (pairs.length < size.pairs) {
    const accounts = { writer: await createAccount(), reader: await createAccount() }
    const { identity } = accounts.writer
    const before = [{ id: identity.id, steps: [stepOf(changesOf(identity))] as const }]
    pairs.push({ accounts, before, docs: await manyDocs(size, edits => sealedDoc(accounts.writer, edits)) })
  }
  return pairs
}

export const makePlainLoad = async (size: LoadSize): Promise<readonly Pair[]> => {
  const pairs: Pair[] = []
  while (pairs.length < size.pairs)
    pairs.push({ accounts: null, before: [], docs: await manyDocs(size, plainDoc) })
  return pairs
}
