/** The directory over documents that come to a relay, change, and are there again after a start. */
import * as Automerge from '@automerge/automerge'
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
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
  addDevice,
  changesOf,
  copyOf,
  createAccount,
  edit,
  frontierFor,
  newOwnedDoc,
  revokeDevice,
  type Content,
  type SealedDoc,
  type TestAccount,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Room } from '../../../support/sync-room.ts'

const fixed = (text: string) => new Automerge.ImmutableString(text)
const listing =
  (name: string, place = 'Lisboa') =>
  (draft: Content) => {
    Object.assign(draft, { v: 1, listed: true, name: fixed(name), place: fixed(place) })
  }
const everybody: PeopleQuestion = { text: '', role: '', place: '', after: null }

/** A file that keeps what it is given in memory, as the real one does on disk. */
const createKeptFile = () => {
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

const open: Directory[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(directory => directory.close()))
})

const createScene = async (options: SceneOptions = {}): Promise<Scene> => {
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
  open.push(directory)
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

const createPerson = async (name: string): Promise<TestAccount> => {
  const account = await createAccount()
  nameOf.set(bytesToHex(account.account), name)
  return account
}

/** Somebody whose identity and listed profile are on the relay. */
const join = async (scene: Scene, name: string, place?: string) => {
  const account = await createPerson(name)
  const profile = newOwnedDoc(account.account)
  await edit(account.first, profile, listing(name, place))
  scene.room.join(account.identity)
  scene.room.join(profile)
  return { account, profile }
}

const journalOf = ({ account }: TestAccount, segment: number): SealedDoc => {
  const { tag } = journalGenesis(account, segment)
  return newOwnedDoc(account, 'journal', tag)
}
const write = (account: TestAccount, journal: SealedDoc, ...plains: readonly JournalPlain[]) =>
  edit(account.first, journal, draft => {
    const id = () => new Uint8Array(randomBytes(16)) as EntryId16
    const entries = plains.map(plain => encodeJournalEntry({ form: 'open', id: id(), plain }))
    draft['v'] = 1
    draft['e'] = [...(Array.isArray(draft['e']) ? (draft['e'] as unknown[]) : []), ...entries]
  })
const follow = (account: AccountId, atMs = 1): JournalPlain => ({ kind: 'follow', atMs, account })
const followersOf = (scene: Scene, account: AccountId): readonly string[] => {
  const answer = scene.directory.references({ keys: [personKeyOf(account)], after: null })
  if (!answer.ok) throw new Error(answer.error)
  return answer.value.references.map(one => `${nameOf.get(bytesToHex(one.account)) ?? '?'} ${one.segment}`)
}

describe('people', () => {
  test('who say so are listed once they have come to rest, and found by what they say', async () => {
    const scene = await createScene()
    await join(scene, 'Ana', 'Lisboa')
    await join(scene, 'Bo', 'Porto')
    expect(scene.names()).toEqual([])
    await scene.rest()
    expect(scene.names()).toEqual(['Ana', 'Bo'])
    expect(scene.names({ place: 'porto' })).toEqual(['Bo'])
    expect(scene.names({ text: 'ana' })).toEqual(['Ana'])
  })

  test('who do not say so are not, and leave when they take it back', async () => {
    const scene = await createScene()
    const { account, profile } = await join(scene, 'Ana')
    const quiet = await createPerson('Quiet')
    const unlisted = newOwnedDoc(quiet.account)
    await edit(quiet.first, unlisted, draft => void Object.assign(draft, { v: 1, name: fixed('Quiet') }))
    scene.room.join(quiet.identity)
    scene.room.join(unlisted)
    await scene.rest()
    expect(scene.names()).toEqual(['Ana'])
    await edit(account.first, profile, draft => void (draft['listed'] = false))
    await scene.rest()
    expect(scene.names()).toEqual([])
  })

  test('are listed by the one profile that is theirs', async () => {
    const scene = await createScene()
    const { account } = await join(scene, 'Ana')
    const second = newOwnedDoc(account.account, 'profile', new Uint8Array(32).fill(7))
    await edit(account.first, second, listing('Beyoncé'))
    scene.room.join(second)
    await scene.rest()
    expect(scene.names({ text: 'Beyoncé' })).toEqual([])
    expect(scene.names({ text: 'Ana' })).toEqual(['Ana'])
  })

  test('come with the time at which the relay last took a change', async () => {
    const scene = await createScene()
    const { account, profile } = await join(scene, 'Ana')
    await scene.rest()
    const first = scene.directory.people(everybody)
    scene.room.clock.advance(3_600_000)
    await edit(account.first, profile, listing('Ana', 'Porto'))
    await scene.rest()
    const second = scene.directory.people(everybody)
    const times = [first, second].map(answer => (answer.ok ? (answer.value.people[0]?.changedMs ?? 0) : 0))
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(3_600_000)
  })

  test('whose device is revoked are listed by what is left without it', async () => {
    const scene = await createScene()
    const ana = await createPerson('Ana')
    const phone = await addDevice(ana)
    const profile = newOwnedDoc(ana.account)
    const first = await edit(ana.first, profile, listing('Ana'))
    const stolen = copyOf(profile)
    await edit(phone, stolen, listing('Mallory'))
    scene.room.join(ana.identity)
    const writer = scene.room.join(stolen)
    await scene.rest()
    expect(scene.names({ text: 'Mallory' })).toEqual(['Ana'])
    // Nobody has the profile open any more.
    writer.leave()
    await scene.rest()
    await revokeDevice(ana, phone, frontierFor(profile, first))
    await scene.rest()
    expect(scene.names({ text: 'Mallory' })).toEqual([])
    expect(scene.names({ text: 'Ana' })).toEqual(['Ana'])
  })

  test('whose identity comes after their profile are listed then', async () => {
    const scene = await createScene()
    const ana = await createPerson('Ana')
    const profile = newOwnedDoc(ana.account)
    await edit(ana.first, profile, listing('Ana'))
    await scene.store.append(profile.id, { owner32: ana.account, changes: changesOf(profile) })
    scene.directory.onWrite(profile.genesis, 'begins')
    scene.directory.onWrite(profile.genesis, 'ends')
    await scene.rest()
    expect(scene.names()).toEqual([])
    scene.room.join(ana.identity)
    await scene.rest()
    expect(scene.names()).toEqual(['Ana'])
  })
})

describe('references', () => {
  test('are found while they stand, and gone with the document that was emptied of them', async () => {
    const scene = await createScene()
    const bo = await join(scene, 'Bo')
    const { account } = await join(scene, 'Ana')
    const journal = journalOf(account, 0)
    await write(account, journal, follow(bo.account.account))
    scene.room.join(journal)
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual(['Ana 0'])
    await edit(account.first, journal, draft => void (draft['e'] = []))
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual([])
  })

  test('come from the segments of a journal and from nothing else that calls itself one', async () => {
    const scene = await createScene()
    const bo = await join(scene, 'Bo')
    const { account } = await join(scene, 'Ana')
    const strange = newOwnedDoc(account.account, 'journal', new Uint8Array(32).fill(255))
    const feed = newOwnedDoc(account.account, 'feed')
    const third = journalOf(account, 3)
    for (const doc of [strange, feed, third]) {
      await write(account, doc, follow(bo.account.account))
      scene.room.join(doc)
    }
    await scene.rest()
    expect(followersOf(scene, bo.account.account)).toEqual(['Ana 3'])
  })
})

describe('after a start', () => {
  const kept = createKeptFile

  test('answers what it answered before, and has read nothing anew', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    const before = first.directory.people(everybody)
    await first.directory.close()
    const second = await createScene({ store: first.store, file })
    expect(second.directory.people(everybody)).toEqual(before)
    expect(second.reads).toEqual([])
  })

  test('reads what was written after it last came to rest', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    const bo = await join(first, 'Bo')
    await first.room.settle()
    const second = await createScene({ store: first.store, file })
    expect(second.names()).toEqual(['Ana', 'Bo'])
    expect(new Set(second.reads)).toEqual(new Set([bo.profile.id, bo.account.identity.id]))
  })

  test('reads what had not come to rest when it was closed', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    const ana = await join(first, 'Ana')
    await first.rest()
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await first.room.settle()
    await first.directory.close()
    const second = await createScene({ store: first.store, file })
    expect(second.names()).toEqual([])
  })

  test('is not ready before all is read, and then answers the same as before the index was lost', async () => {
    const first = await createScene()
    for (const name of ['Ana', 'Bo', 'Cy']) await join(first, name)
    await first.rest()
    let go = (): void => undefined
    const held = new Promise<void>(resolve => (go = resolve))
    const startThread: StartThread = async () => {
      await held
      return startInlineReader()
    }
    const second = await createScene({ store: first.store, startThread, isHeld: true })
    expect(second.directory.people(everybody)).toEqual({ ok: false, error: 'not-ready' })
    expect(second.directory.references({ keys: [new Uint8Array(16)], after: null }).ok).toBe(false)
    go()
    await second.rest()
    expect(second.names()).toEqual(first.names())
    expect(second.lines).toContainEqual({ event: 'directory-ready', people: 3, references: 0 })
  })

  test('forgets what it knew of another store', async () => {
    const { file } = kept()
    const first = await createScene({ file })
    await join(first, 'Ana')
    await first.rest()
    await first.directory.close()
    const second = await createScene({ file })
    expect(second.names()).toEqual([])
    const third = await createScene({ store: second.store, file })
    expect(third.names()).toEqual([])
  })
})

test('more changes than can wait are found again in the store', async () => {
  const scene = await createScene({ limits: { maxWaiting: 1 } })
  for (const name of ['Ana', 'Bo', 'Cy']) await join(scene, name)
  await scene.rest()
  expect(scene.names()).toEqual(['Ana', 'Bo', 'Cy'])
})

test('what is being written when the relay stops is read at the next start', async () => {
  const { file } = createKeptFile()
  const first = await createScene({ file })
  const ana = await join(first, 'Ana')
  await first.rest()
  first.directory.onWrite(ana.profile.genesis, 'begins')
  await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
  const changes = changesOf(ana.profile).slice(-2)
  await first.store.append(ana.profile.id, { owner32: ana.account.account, changes })
  await first.directory.close()
  const second = await createScene({ store: first.store, file })
  expect(second.names()).toEqual([])
})

describe('a document that cannot be borne', () => {
  test('has no place, is not tried again before it changes, and harms nobody else', async () => {
    let reads = 0
    const startThread: StartThread = async () => {
      const thread = await startInlineReader()
      return {
        ...thread,
        read(job) {
          const text = Buffer.concat(job.changes).toString('latin1')
          if (!text.includes('Killer')) return thread.read(job)
          reads++
          return Promise.reject(new Error('the thread is gone'))
        },
      }
    }
    const scene = await createScene({ startThread })
    const { account, profile } = await join(scene, 'Killer')
    await join(scene, 'Ana')
    await scene.rest()
    expect([scene.names(), reads]).toEqual([['Ana'], 1])
    expect(scene.lines).toContainEqual(
      expect.objectContaining({ event: 'directory-left-out', reason: 'killed-reader' }),
    )
    await addDevice(account)
    await scene.rest()
    expect(reads).toBe(1)
    await edit(account.first, profile, listing('Reformed'))
    await scene.rest()
    expect(reads).toBe(2)
  })

  test('for its size is not even given to the thread, and leaves when it grows so', async () => {
    const scene = await createScene({ limits: { readOperations: 50, readBytes: 4_000 } })
    const { account, profile } = await join(scene, 'Ana')
    const bo = await join(scene, 'Bo')
    await scene.rest()
    expect(scene.names()).toEqual(['Ana', 'Bo'])
    await edit(account.first, profile, draft => void (draft['many'] = Array.from({ length: 60 }, () => null)))
    await edit(
      bo.account.first,
      bo.profile,
      draft => void (draft['much'] = new Uint8Array(randomBytes(5_000))),
    )
    await scene.rest()
    expect(scene.names()).toEqual([])
  })
})
