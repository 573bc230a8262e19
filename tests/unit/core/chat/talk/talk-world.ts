/** Talk over memory: real rows, people and rooms that a test decides about, lines without a network. */
import { equalBytes } from '../../../../../src/base/bytes.ts'
import { ok } from '../../../../../src/base/result.ts'
import type { ConversationId, QueryRows, ThreadItem, ThreadPlace } from '../../../../../src/core/api.ts'
import type { Arrival, ChatService, HeldRoom } from '../../../../../src/core/chat/chat-types.ts'
import type { ChatDeps } from '../../../../../src/core/chat/talk/chat-deps.ts'
import { createChatService } from '../../../../../src/core/chat/talk/create-chat.ts'
import type { Contact } from '../../../../../src/core/connections/connection-types.ts'
import type { ImagePreparer } from '../../../../../src/core/ports.ts'
import type { PrivateMap } from '../../../../../src/core/private/private-types.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import { createManualClock, type ManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import { createMemoryRowStorage } from '../../../../../src/platform/memory/row-storage.ts'
import { unsafeSeededRandom } from '../../../../../src/platform/memory/seeded-random.ts'
import { noImagePreparer } from '../../../../../src/platform/no-image-preparer.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import { conversationIdOf } from '../../../../../src/protocol/rooms/room-id.ts'
import { createPeople, createRooms } from './talk-parties.ts'
import { createTestLines, type TestLines } from './test-lines.ts'
import { bytes32, createVoice, startMs, type Voice } from './voices.ts'

/** What a device keeps over a restart, and what its account's devices share. */
export interface TalkDisk {
  readonly storage: ReturnType<typeof createMemoryRowStorage>
  readonly clock: ManualClock
  readonly shared: TestPrivateMap
}

export const newTalkDisk = (shared: TestPrivateMap = createTestPrivateMap()): TalkDisk => ({
  storage: createMemoryRowStorage(),
  clock: createManualClock(startMs),
  shared,
})

export interface TestPrivateMap extends PrivateMap {
  /** As another device wrote it at the same time. */
  rival(field: string, value: Item): void
}

export const createTestPrivateMap = (): TestPrivateMap => {
  const entries = new Map<string, Item>()
  const rivals = new Map<string, Item[]>()
  const listeners = new Set<() => void>()
  const announce = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    entries: () => entries,
    rivals: field => [
      ...(entries.has(field) ? [entries.get(field) ?? null] : []),
      ...(rivals.get(field) ?? []),
    ],
    async write(changes) {
      for (const [field, value] of changes) {
        rivals.delete(field)
        if (value === null) entries.delete(field)
        else entries.set(field, value)
      }
      announce()
      return ok(null)
    },
    rival(field, value) {
      rivals.set(field, [...(rivals.get(field) ?? []), value])
      if (!entries.has(field)) entries.set(field, value)
      announce()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export interface Talk {
  readonly chat: ChatService
  readonly lines: TestLines
  readonly own: Voice
  readonly clock: ManualClock
  readonly disk: TalkDisk
  readonly answers: readonly string[]
  readonly invitations: readonly string[]
  readonly names: readonly string[]
  readonly log: readonly string[]
  setContacts(...contacts: readonly Contact[]): void
  setRooms(...rooms: readonly HeldRoom[]): void
  /** Own feeds were looked for on the relay. */
  setOwnFeed(availability: 'asking' | 'arrived' | 'unavailable'): void
  /** Arrivals, as the line opens them, in one batch. */
  bring(c: ConversationId, ...arrivals: readonly Arrival[]): Promise<void>
  items(c: ConversationId, place?: ThreadPlace): Promise<readonly ThreadItem[]>
  /** Words of the messages, deleted ones as `-`, others by their kind. */
  words(c: ConversationId, place?: ThreadPlace): Promise<readonly string[]>
  card(c: ConversationId): Promise<QueryRows['conversations']['conversations'][number]>
  close(): Promise<void>
}

interface Options {
  readonly own?: Voice
  readonly contacts?: readonly Contact[]
  readonly rooms?: readonly HeldRoom[]
  readonly disk?: TalkDisk
  readonly images?: ImagePreparer
  readonly deps?: Partial<ChatDeps>
}

export const openTalk = async (options: Options = {}): Promise<Talk> => {
  const { own = createVoice('Ana'), disk = newTalkDisk() } = options
  const { clock } = disk
  const random = unsafeSeededRandom(7)
  const rows = createSealedRows(disk.storage, bytes32('rows'), random)
  const lines = createTestLines({ rows, own, nowMs: clock.nowMs, ownDoc: 'd'.repeat(32) })
  const peopleWorld = createPeople(options.contacts ?? [])
  const roomWorld = createRooms(options.rooms ?? [])
  const [log, engineListeners] = [[] as string[], new Set<() => void>()]
  let ownFeed: 'asking' | 'arrived' | 'unavailable' = 'arrived'
  const nameOf = (account: Uint8Array): string => {
    if (equalBytes(account, own.account)) return own.name
    return peopleWorld.contacts().find(one => equalBytes(one.account, account))?.name ?? ''
  }
  const chat = await createChatService({
    self: own.account,
    signer: { publicKey: own.device },
    lines,
    roomService: roomWorld.service,
    people: peopleWorld.service,
    talk: disk.shared,
    rows,
    ports: { clock, random, log: line => log.push(line.event), images: options.images ?? noImagePreparer },
    blobs: {
      stage: async () => Promise.reject(new Error('nothing is staged here')),
      documentsChanged: () => undefined,
    },
    galleries: { work: async () => ({ kind: 'bad-address' }), blobOf: async () => null },
    engine: {
      availability: () => ownFeed,
      onStatus(listener) {
        engineListeners.add(listener)
        return () => engineListeners.delete(listener)
      },
    },
    isRevoked: () => false,
    nameOf,
    ...options.deps,
  })
  const ready = (): boolean =>
    peopleWorld
      .contacts()
      .every(
        ({ state, room }) => room === null || state !== 'connected' || lines.opened(conversationIdOf(room)),
      )
  await until(ready)
  const items: Talk['items'] = async (conversation, place = { kind: 'newest' }) =>
    (await chat.thread({ type: 'thread', conversation, place, older: 200, newer: 200 })).items

  return {
    chat,
    lines,
    own,
    clock,
    disk,
    answers: peopleWorld.answers,
    invitations: roomWorld.invitations,
    names: roomWorld.names,
    log,
    setContacts: peopleWorld.set,
    setRooms: roomWorld.set,
    setOwnFeed(availability) {
      ownFeed = availability
      for (const listener of engineListeners) listener()
    },
    async bring(c, ...arrivals) {
      if (!(await lines.of(c).bring({ kind: 'arrived', arrivals }))) throw new Error('the disk refused')
    },
    items,
    words: async (c, place) => (await items(c, place)).flatMap(wordsOf),
    async card(c) {
      const found = (await chat.conversations()).conversations.find(({ id }) => id === c)
      if (found === undefined) throw new Error('no such conversation is listed')
      return found
    },
    close: () => chat.close(),
  }
}

const wordsOf = (item: ThreadItem): readonly string[] => {
  if (item.kind === 'notice') return []
  const { body } = item.message
  if (body.kind === 'text') return [body.text]
  return [body.kind === 'deleted' ? '-' : body.kind]
}

/** Polls; time itself stands still. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const endMs = Date.now() + 5_000
  while (Date.now() < endMs) {
    if (await isSo()) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error('it never became so')
}
