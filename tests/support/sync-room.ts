/** Automerge clients around one hub, over lines that deliver when told to and count what they carry. */
import * as Automerge from '@automerge/automerge'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import { headsDigestOf, listedDigestBytes, resumeDigestOf } from '../../src/protocol/relay/resume.ts'
import { decodeSyncMessage, encodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { createManualClock, type ManualClock } from '../../src/platform/memory/manual-clock.ts'
import { createHub, type Hub, type HubDeps } from '../../sync-server/documents/hub.ts'
import type { Subscriber, Violation } from '../../sync-server/documents/subscriber.ts'
import { type DocumentLimits, defaultDocumentLimits } from '../../sync-server/limits.ts'
import { createMemoryStore } from '../../sync-server/stores/memory-store.ts'
import type { DocumentStore } from '../../sync-server/stores/store.ts'
import type { Content, SealedDoc } from './sealed-doc.ts'

export interface Room {
  readonly hub: Hub
  readonly store: DocumentStore
  readonly clock: ManualClock
  join(sealed: SealedDoc, options?: JoinOptions): Member
  /** Delivers everything, both ways, until nobody has anything to say; answers how many messages that took. */
  settle(choose?: (count: number) => number): Promise<number>
}

export interface JoinOptions {
  /** As Automerge writes them, capabilities and all, rather than as our clients do. */
  readonly stock?: boolean
}

export interface Member {
  readonly sealed: SealedDoc
  readonly inbox: Uint8Array[]
  readonly unavailable: DocId[]
  readonly refusals: DocumentRefusal[]
  readonly violations: Violation[]
  readonly sent: Uint8Array[]
  readonly received: Uint8Array[]
  /** Passing words about the document. */
  readonly words: Uint8Array[]
  /** One step: takes one message in, or says one thing; false when there is nothing to do. */
  step(): Promise<boolean>
  /** A message of the test's own making. */
  send(message: Uint8Array): Promise<void>
  sendTo(doc: DocId, message: Uint8Array): Promise<void>
  /** Says a passing word about the document. */
  pass(word: Uint8Array): void
  /** Says in one word what it has; when that is the same, it is in step as after a sync. */
  resume(): Promise<boolean>
  leave(): void
  rejoin(): Member
  heads(): readonly string[]
}

const maxMessages = 20_000
const resumeKey = new Uint8Array(16).fill(3)

export const createRoom = async (
  overrides: Partial<HubDeps> & { readonly documentLimits?: Partial<DocumentLimits> } = {},
): Promise<Room> => {
  const clock = createManualClock()
  const store = overrides.store ?? createMemoryStore()
  const { documentLimits, ...rest } = overrides
  const verify = await createVerifier()
  const limits = { ...defaultDocumentLimits, ...documentLimits }
  const hub = createHub({ store, verify, clock, log: () => undefined, limits, ...rest })
  const members = new Set<Member>()

  const join = (sealed: SealedDoc, options: JoinOptions = {}): Member => {
    const member = createMember(hub, sealed, options, {
      onLeave: () => members.delete(member),
      rejoin: () => join(sealed, options),
    })
    members.add(member)
    return member
  }
  const waiting = async (): Promise<boolean> => {
    // What the hub does of its own accord (a chain that changed) takes a few turns of the loop.
    for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
    return [...members].some(member => member.inbox.length > 0)
  }
  return {
    hub,
    store,
    clock,
    join,
    async settle(choose = () => 0) {
      let messages = 0
      let busy = [...members]
      while (busy.length > 0 || (await waiting())) {
        if (busy.length === 0) busy = [...members]
        const member = busy[choose(busy.length)]
        if (member === undefined) throw new Error('the choice is out of range')
        if (await member.step()) {
          messages++
          busy = [...members]
        } else busy = busy.filter(one => one !== member)
        if (messages > maxMessages) throw new Error('the network does not fall silent')
      }
      return messages
    },
  }
}

interface Events {
  readonly onLeave: () => void
  readonly rejoin: () => Member
}

const createMember = (hub: Hub, sealed: SealedDoc, options: JoinOptions, events: Events): Member => {
  let state = Automerge.initSyncState()
  const inbox: Uint8Array[] = []
  const unavailable: DocId[] = []
  const refusals: DocumentRefusal[] = []
  const violations: Violation[] = []
  const sent: Uint8Array[] = []
  const received: Uint8Array[] = []
  const words: Uint8Array[] = []
  const subscriber: Subscriber = {
    sync: (_doc, message) => {
      inbox.push(message)
      received.push(message)
    },
    unavailable: doc => unavailable.push(doc),
    refused: (_doc, reason) => refusals.push(reason),
    passing: (_doc, word) => words.push(word),
    violation: reason => violations.push(reason),
  }
  const send = (message: Uint8Array): Promise<void> => {
    sent.push(message)
    return hub.receive(subscriber, sealed.id, message)
  }
  return {
    sealed,
    inbox,
    unavailable,
    refusals,
    violations,
    sent,
    received,
    words,
    async step() {
      const message = inbox.shift()
      if (message !== undefined) {
        ;[sealed.doc, state] = Automerge.receiveSyncMessage<Content>(sealed.doc, state, message)
        return true
      }
      const [next, bytes] = Automerge.generateSyncMessage(sealed.doc, state)
      state = next
      if (bytes === null) return false
      await send(options.stock === true ? bytes : asOurClientsWrite(bytes))
      return true
    },
    send,
    sendTo: (doc, message) => hub.receive(subscriber, doc, message),
    pass: word => hub.pass(subscriber, sealed.id, word),
    async resume() {
      const heads = Automerge.getHeads(sealed.doc)
      const digest = resumeDigestOf(resumeKey, sealed.id, headsDigestOf(heads)).subarray(0, listedDigestBytes)
      const question = { number: 1, roster: null, listed: [{ doc: sealed.id, digest }] }
      const answer = await hub.resume(subscriber, { device: 'member', key16: resumeKey }, question)
      if (answer?.same[0] !== 1) return false
      const agreed = { heads, need: [], have: [{ lastSync: heads, bloom: new Uint8Array() }], changes: [] }
      ;[sealed.doc, state] = Automerge.receiveSyncMessage<Content>(
        sealed.doc,
        Automerge.initSyncState(),
        encodeSyncMessage(agreed),
      )
      // What it would say first is what the relay has just heard.
      state = Automerge.generateSyncMessage(sealed.doc, state)[0]
      return true
    },
    leave() {
      hub.leave(subscriber)
      events.onLeave()
    },
    rejoin() {
      hub.leave(subscriber)
      events.onLeave()
      return events.rejoin()
    },
    heads: () => Automerge.getHeads(sealed.doc).toSorted(),
  }
}

const asOurClientsWrite = (bytes: Uint8Array): Uint8Array => {
  const decoded = decodeSyncMessage(bytes)
  if (!decoded.ok) throw new Error(`Automerge wrote what we cannot read: ${decoded.error.reason}`)
  return encodeSyncMessage(decoded.value)
}
