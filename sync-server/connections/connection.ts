/** One client's life: handshake, then session, then gone. Whatever it sends harms nobody else. */
import { bytesToHex, concatBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { type ResumeAnswer, resumeKeyOf, type ResumeQuestion } from '../../src/protocol/relay/resume.ts'
import type { IssuedToken, TokenHolder } from '../accounts/tokens.ts'
import type { Resuming } from '../documents/resume.ts'
import type { Subscriber } from '../documents/subscriber.ts'
import type { Intros } from '../intros/intros.ts'
import type { Member } from '../intros/presence.ts'
import { errorName, type Log } from '../log.ts'
import type { Counted } from './counted.ts'
import { type Handshake, type HandshakeStep, type Peer, refusal, shortId } from './handshake.ts'
import { createIntake } from './intake.ts'
import { closeCodes, type ConnectionLimits } from './limits.ts'
import { createPassing } from './passing.ts'
import { createResuming } from './resuming.ts'
import { createSession, type Session } from './session.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { Wire } from './wire.ts'

/** What a connection asks of the documents. */
export interface ConnectionHub {
  /** Messages for one document are taken in the order of the calls. Resolves when this one is dealt with. */
  receive(subscriber: Subscriber, doc: DocId, message: Uint8Array): Promise<void>
  leave(subscriber: Subscriber): void
  /** Null when the document is not held. */
  ownerOf(doc: DocId): Promise<Uint8Array | null>
  /** To every other subscriber of the document. */
  pass(from: Subscriber, doc: DocId, sealed: Uint8Array): void
  /** Null when the subscriber has left, or the hub is closing. */
  resume(subscriber: Subscriber, who: Resuming, question: ResumeQuestion): Promise<ResumeAnswer | null>
}

export interface ConnectionOptions {
  readonly id: number
  readonly clock: Clock
  readonly log: Log
  readonly limits: ConnectionLimits
  readonly handshake: Handshake
  /** Connections of each account, by its id in hex. */
  readonly perAccount: Counted
  readonly relayPeerId: string
  readonly hub: ConnectionHub
  readonly intros: Pick<Intros, 'enter' | 'leave' | 'receive'>
  readonly issueToken: (holder: TokenHolder) => IssuedToken
  /** Called once, when the client has proved whose it is. */
  readonly onAuthenticated: () => void
}

export interface Connection {
  start(): void
  onFrame(frame: Uint8Array): void
  onClose(): void
  /** Resolves when no frame of this connection is being worked on. */
  settled(): Promise<void>
}

export const createConnection = (options: ConnectionOptions, wire: Wire): Connection => {
  const { clock, limits, log, id, hub, intros } = options
  let stage: { readonly at: 'handshake' | 'closed' } | { readonly at: 'session'; readonly session: Session } =
    {
      at: 'handshake',
    }
  let violations = 0
  let cancelTimer = (): void => {}
  let release = (): void => {}

  const violation = (what: string): void => {
    log({ event: 'violation', connection: id, what })
    if (++violations <= limits.maxViolations) return
    intake.stop()
    wire.close(closeCodes.tooManyViolations)
  }

  const refuse = ({ reply, reason }: HandshakeStep & { readonly type: 'refused' }): void => {
    cancelTimer()
    stage = { at: 'closed' }
    log({ event: 'auth-refused', connection: id, reason })
    wire.send(reply)
    wire.close(
      reason === 'too-many-connections' ? closeCodes.tooManyConnections : closeCodes.notAuthenticated,
    )
  }

  const welcome = (peer: Peer, reply: Uint8Array): void => {
    const slot = options.perAccount.take(bytesToHex(peer.account))
    if (slot === null) return refuse(refusal('too-many-connections'))
    cancelTimer()
    options.onAuthenticated()
    const device = bytesToHex(concatBytes(peer.account, peer.device))
    const who = { device, key16: resumeKeyOf(options.handshake.nonce) }
    const session = createSession({
      relayPeerId: options.relayPeerId,
      receiveSync: (doc, message) => hub.receive(subscriber, doc, message),
      receiveIntro: frame => intros.receive(member, frame),
      receivePassing: createPassing({
        clock,
        limits,
        account: peer.account,
        ownerOf: hub.ownerOf,
        pass: (doc, sealed) => hub.pass(subscriber, doc, sealed),
        violation,
      }),
      receiveResume: createResuming({
        clock,
        limits,
        resume: question => hub.resume(subscriber, who, question),
        say: frame => session.say(frame),
        violation,
      }),
      issueToken: () => options.issueToken(peer),
      onCompact: () => intros.enter(member),
      send: wire.send,
      violation,
    })
    const subscriber: Subscriber = {
      sync: session.sendSync,
      unavailable: session.sendUnavailable,
      refused: session.sendRefused,
      passing: (doc, sealed) => session.say({ type: 'passing', doc, sealed }),
      violation,
    }
    const member: Member = { ...peer, send: session.say, violation }
    release = () => {
      hub.leave(subscriber)
      intros.leave(member)
      slot()
    }
    stage = { at: 'session', session }
    log({ event: 'welcome', connection: id, account: shortId(peer.account), device: shortId(peer.device) })
    wire.send(reply)
  }

  const greet = async (frame: Uint8Array): Promise<void> => {
    const step = await options.handshake.receive(frame)
    // The time may have run out, or the client gone, while signatures were checked.
    if (stage.at !== 'handshake') return
    if (step.type === 'welcome') welcome(step.peer, step.reply)
    else if (step.type === 'refused') refuse(step)
    else wire.send(step.reply)
  }

  const intake = createIntake({
    clock,
    bucket: createTokenBucket(clock, limits.framesPerSecond, limits.frameBurst),
    maxInHand: limits.maxFramesInHand,
    pause: wire.pause,
    resume: wire.resume,
    handle: async frame => {
      try {
        if (stage.at === 'handshake') await greet(frame)
        else if (stage.at === 'session') await stage.session.receive(frame)
      } catch (error) {
        // Our own bug, or a store that failed: this client may try again, the others go on.
        log({ event: 'connection-failed', connection: id, error: errorName(error) })
        wire.close(closeCodes.internalError)
      }
    },
  })

  return {
    start() {
      cancelTimer = clock.after(limits.handshakeMs, () => refuse(refusal('too-late')))
      wire.send(options.handshake.hello)
    },
    onFrame: intake.push,
    onClose() {
      cancelTimer()
      stage = { at: 'closed' }
      intake.stop()
      release()
    },
    settled: intake.settled,
  }
}
