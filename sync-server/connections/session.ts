/**
 * A connection after its welcome: compact frames (protocol/relay/frames.ts) or automerge-repo's messages,
 * whichever the client opens with, both carried to the same hub.
 */
import type { DocId, DocumentRefusal, Frame } from '../../src/protocol/relay/frames.ts'
import { decodeFrame, encodeFrame } from '../../src/protocol/relay/frames.ts'
import type { ResumeQuestion } from '../../src/protocol/relay/resume.ts'
import type { IssuedToken } from '../accounts/tokens.ts'
import type { IntroFrame } from '../intros/intros.ts'
import {
  decodeRepoMessage,
  encodeRepoMessage,
  isRepoMessage,
  type RepoClientMessage,
} from './repo-messages.ts'

export interface SessionOptions {
  readonly receiveSync: (doc: DocId, message: Uint8Array) => Promise<void>
  readonly receiveIntro: (frame: IntroFrame) => Promise<void>
  readonly receivePassing: (doc: DocId, sealed: Uint8Array) => Promise<void>
  readonly receiveResume: (question: ResumeQuestion) => Promise<void>
  readonly issueToken: () => IssuedToken
  /** Once, when the client has shown that it speaks compact frames: from now on `say` reaches it. */
  readonly onCompact: () => Promise<void>
  /** This relay's name among automerge-repo's peers. */
  readonly relayPeerId: string
  readonly send: (frame: Uint8Array) => void
  /** A frame that no honest client sends. `what` holds no content. */
  readonly violation: (what: string) => void
}

export interface Session {
  /** Resolves when the frame has been dealt with. */
  receive(frame: Uint8Array): Promise<void>
  sendSync(doc: DocId, message: Uint8Array): void
  sendUnavailable(doc: DocId): void
  sendRefused(doc: DocId, reason: DocumentRefusal): void
  /** What automerge-repo's messages have no word for; who speaks those does not hear it. */
  say(frame: Frame): void
}

/** The two ways of writing what the relay has to say. */
interface Dialect {
  sync(doc: DocId, message: Uint8Array): Uint8Array
  unavailable(doc: DocId): Uint8Array
  refused(doc: DocId, reason: DocumentRefusal): Uint8Array
}

const compact: Dialect = {
  sync: (doc, message) => encodeFrame({ type: 'sync', doc, message }),
  unavailable: doc => encodeFrame({ type: 'unavailable', doc }),
  refused: (doc, reason) => encodeFrame({ type: 'refused', doc, reason }),
}

const repoDialect = (relayPeerId: string, peerId: string): Dialect => ({
  sync: (doc, message) => encodeRepoMessage({ type: 'sync', doc, message }, relayPeerId, peerId),
  unavailable: doc => encodeRepoMessage({ type: 'doc-unavailable', doc }, relayPeerId, peerId),
  refused: (doc, reason) =>
    encodeRepoMessage({ type: 'error', message: `${doc} refused: ${reason}` }, relayPeerId, peerId),
})

type Speaks = { readonly as: 'undecided' | 'compact' } | { readonly as: 'repo'; readonly peerId: string }

export const createSession = (options: SessionOptions): Session => {
  let speaks: Speaks = { as: 'undecided' }
  let dialect = compact

  const receiveCompact = async (frame: Uint8Array): Promise<void> => {
    if (speaks.as === 'repo') return options.violation('frame after repo join')
    const decoded = decodeFrame(frame)
    if (!decoded.ok) return options.violation(`frame ${decoded.error.reason}`)
    const isFirst = speaks.as === 'undecided'
    speaks = { as: 'compact' }
    await Promise.all([isFirst ? options.onCompact() : null, handleFrame(options, decoded.value)])
  }

  const join = (message: RepoClientMessage & { readonly type: 'join' }): void => {
    if (speaks.as !== 'undecided') return options.violation('repo join twice')
    speaks = { as: 'repo', peerId: message.senderId }
    dialect = repoDialect(options.relayPeerId, message.senderId)
    const answer = message.speaksOurVersion
      ? ({ type: 'peer' } as const)
      : ({ type: 'error', message: 'unsupported protocol version' } as const)
    options.send(encodeRepoMessage(answer, options.relayPeerId, message.senderId))
  }

  const receiveRepo = async (frame: Uint8Array): Promise<void> => {
    const decoded = decodeRepoMessage(frame)
    if (!decoded.ok) return options.violation(`repo message ${decoded.error.reason}`)
    const message = decoded.value
    if (message.type === 'join') return join(message)
    if (speaks.as !== 'repo') return options.violation('repo message before join')
    if (message.senderId !== speaks.peerId) return options.violation('repo message of another sender')
    if (message.type === 'sync' || message.type === 'request')
      return options.receiveSync(message.doc, message.message)
    // `doc-unavailable` tells us nothing new; ephemeral messages are not carried yet; `leave` precedes a close.
  }

  return {
    receive: frame =>
      speaks.as !== 'compact' && isRepoMessage(frame) ? receiveRepo(frame) : receiveCompact(frame),
    sendSync: (doc, message) => options.send(dialect.sync(doc, message)),
    sendUnavailable: doc => options.send(dialect.unavailable(doc)),
    sendRefused: (doc, reason) => options.send(dialect.refused(doc, reason)),
    say(frame) {
      if (speaks.as === 'compact') options.send(encodeFrame(frame))
    },
  }
}

const handleFrame = async (options: SessionOptions, frame: Frame): Promise<void> => {
  switch (frame.type) {
    case 'sync':
      return options.receiveSync(frame.doc, frame.message)
    case 'ping':
      return options.send(encodeFrame({ type: 'pong' }))
    case 'pong':
      return
    case 'token-wanted':
      return options.send(encodeFrame({ type: 'token', ...options.issueToken() }))
    case 'intro':
    case 'intro-verdict':
    case 'intro-withdrawn':
      return options.receiveIntro(frame)
    case 'passing':
      return options.receivePassing(frame.doc, frame.sealed)
    case 'resume':
      return options.receiveResume(frame.question)
    case 'resumed':
    case 'token':
    case 'unavailable':
    case 'refused':
    case 'intro-state':
      return options.violation(`frame ${frame.type}`)
  }
}
