/** A directory beside a relay, the people who come to both, and what they write. */
import * as Automerge from '@automerge/automerge'
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import type { PeopleQuestion } from '../../../../src/protocol/directory/directory-types.ts'
import { encodeJournalEntry } from '../../../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalPlain } from '../../../../src/protocol/journal/journal-types.ts'
import { personKeyOf } from '../../../../src/protocol/journal/target.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDirectory, type Directory } from '../../../../sync-server/directory/directory.ts'
import type { IndexFile } from '../../../../sync-server/directory/index-file.ts'
import type { KeptRow } from '../../../../sync-server/directory/kept-row.ts'
import type { StartThread } from '../../../../sync-server/directory/thread.ts'
import { defaultDirectoryLimits, type DirectoryLimits } from '../../../../sync-server/limits.ts'
import type { LogLine } from '../../../../sync-server/log.ts'
import { createMemoryStore } from '../../../../sync-server/stores/memory-store.ts'
import type { DocumentStore } from '../../../../sync-server/stores/store.ts'
import { startInlineReader } from '../../../support/directory-parts.ts'
import {
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Room } from '../../../support/sync-room.ts'

export const fixed = (text: string) => new Automerge.ImmutableString(text)
export const listing =
  (name: string, place = 'Lisboa') =>
  (draft: Content) => {
    Object.assign(draft, { v: 1, listed: true, name: fixed(name), place: fixed(place) })
  }
export const everybody: PeopleQuestion = { text: '', role: '', place: '', after: null }

/** A file that keeps what it is given in memory, as the real one does on disk. */
export const createKeptFile = () => {
  const entries: Parameters<IndexFile['add']>[0][] = []
  const file: IndexFile = {
    async read() {
      const rows = entries.flatMap((entry): KeptRow[] => (entry.type === 'row' ? [entry.row] : []))
      const place = entries.findLast(entry => entry.type === 'place')?.place ?? null
      return { rows, place, lostBytes: 0 }
    },
    add: entry => void entries.push(entry),
    renew: () => void entries.splice(0),
    close: async () => undefined,
  }
  return { file, entries }
}

interface Scene {
  readonly room: Room
  readonly directory: Directory
  readonly store: DocumentStore
  readonly lines: readonly LogLine[]
  /** Documents that were read, in order. */
  readonly reads: string[]
  /** Lets everything come to rest, and be read. */
  rest(): Promise<void>
  names(question?: Partial<PeopleQuestion>): readonly string[]
}

interface SceneOptions {
  readonly store?: DocumentStore
  readonly file?: IndexFile
  readonly startThread?: StartThread
  readonly limits?: Partial<DirectoryLimits>
  /** It cannot read yet. */
  readonly isHeld?: boolean
}

export const createScene = async (options: SceneOptions = {}): Promise<Scene> => {
  const store = options.store ?? createMemoryStore()
  const kept = options.file ?? createKeptFile().file
  const lines: LogLine[] = []
  const reads: string[] = []
  const started: { directory: Directory | null } = { directory: null }
  const room = await createRoom({
    store,
    onWrite: (genesis, phase) => started.directory?.onWrite(genesis, phase),
    onChainChanged: account => started.directory?.onChainChanged(account),
  })
  const directory = createDirectory({
    store,
    covered: (doc, isWanted) => {
      reads.push(doc)
      return room.hub.covered(doc, isWanted)
    },
    openFile: () => kept,
    startThread: options.startThread ?? startInlineReader,
    clock: room.clock,
    log: line => void lines.push(line),
    limits: { ...defaultDirectoryLimits, ...options.limits },
  })
  started.directory = directory
  onTestFinished(() => directory.close())
  await directory.start()
  /** Until all that the store has was read. */
  const hasRead = async (): Promise<void> => {
    const isDone = async () => {
      room.clock.advance(defaultDirectoryLimits.restMs)
      const [found, place] = await Promise.all([kept.read(), store.place()])
      return place.ok && found.place === place.value
    }
    await expect.poll(isDone, { interval: 5, timeout: 10_000 }).toBe(true)
  }
  if (options.isHeld !== true) await hasRead()
  return {
    room,
    directory,
    store,
    lines,
    reads,
    async rest() {
      await room.settle()
      await hasRead()
    },
    names(question = {}) {
      const answer = directory.people({ ...everybody, ...question })
      if (!answer.ok) throw new Error(answer.error)
      return answer.value.people.map(({ account }) => nameOf.get(bytesToHex(account)) ?? '?')
    },
  }
}

const nameOf = new Map<string, string>()

export const createPerson = async (name: string): Promise<TestAccount> => {
  const account = await createAccount()
  nameOf.set(bytesToHex(account.account), name)
  return account
}

/** Somebody whose identity and listed profile are on the relay. */
export const join = async (scene: Scene, name: string, place?: string) => {
  const account = await createPerson(name)
  const profile = newOwnedDoc(account.account)
  await edit(account.first, profile, listing(name, place))
  scene.room.join(account.identity)
  scene.room.join(profile)
  return { account, profile }
}

export const journalOf = ({ account }: TestAccount, segment: number): SealedDoc => {
  const { tag } = journalGenesis(account, segment)
  return newOwnedDoc(account, 'journal', tag)
}
export const write = (account: TestAccount, journal: SealedDoc, ...plains: readonly JournalPlain[]) =>
  edit(account.first, journal, draft => {
    const id = () => new Uint8Array(randomBytes(16)) as EntryId16
    const entries = plains.map(plain => encodeJournalEntry({ form: 'open', id: id(), plain }))
    draft['v'] = 1
    draft['e'] = [...(Array.isArray(draft['e']) ? (draft['e'] as unknown[]) : []), ...entries]
  })
export const follow = (account: AccountId, atMs = 1): JournalPlain => ({ kind: 'follow', atMs, account })
export const followersOf = (scene: Scene, account: AccountId): readonly string[] => {
  const answer = scene.directory.references({ keys: [personKeyOf(account)], after: null })
  if (!answer.ok) throw new Error(answer.error)
  return answer.value.references.map(one => `${nameOf.get(bytesToHex(one.account)) ?? '?'} ${one.segment}`)
}
