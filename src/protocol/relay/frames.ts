/**
 * Frames after the handshake, in both directions:
 *
 *   01 · doc16 · sync message       Automerge's sync protocol, version 1 (sync/message.ts)
 *   02 · doc16                      relay → client: nobody has brought this document yet
 *   03 · doc16 · enc([reason])      relay → client: something about this document was refused
 *   04 / 05                         ping / pong, to notice a connection that died quietly
 *   06                              client → relay: a token for HTTP, please (blobs/http.ts)
 *   07 · token32 · enc([seconds])   relay → client: one, and how long it is good for
 *   08 · enc(intro record)          client → relay: tell the addressee; relay → client: somebody asks for you
 *   09 · enc([toAcct32, tag32, s])  relay → client: what became of one's own intro (introStates)
 *   0a · enc([fromAcct32, tag32, v]) client → relay: what to do with somebody's intro (introVerdicts)
 *   0b · enc([toAcct32, tag32])     client → relay: one's own intro is withdrawn
 *   0c · doc16 · sealed             both ways: a passing word about a document, to whoever listens to it now and
 *                                   never kept; taken from the document's owner alone
 *   0d · question                   client → relay: which of these documents are the same there (resume.ts)
 *   0e · answer                     relay → client: those are, and it listens for the client from now on
 *
 * Seventeen bytes around a message, where automerge-repo's CBOR map of names costs about 150. The relay
 * speaks either: a first byte from a0 to bf is automerge-repo's map.
 */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../base/bytes.ts'
import { enc } from '../codec/cbor.ts'
import { bytesOf, decAs, oneOf, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { decodeRecord, encodeRecord, type SignedRecord } from '../records/record.ts'
import {
  decodeResume,
  decodeResumed,
  encodeResume,
  encodeResumed,
  type ResumeAnswer,
  type ResumeQuestion,
} from './resume.ts'

/** 32 lower-case hex digits: doc32[0..16], the Automerge document id. */
export type DocId = string

export const documentRefusals = [
  'malformed',
  'wrong-genesis',
  'forged',
  'owner-unknown',
  'not-admitted',
  'over-quota',
  'relay-full',
  'too-large',
] as const
export type DocumentRefusal = (typeof documentRefusals)[number]

/** `kept`: on the relay's disk. `delivered`: a device of the addressee has the letter. The rest are refusals. */
export const introStates = ['kept', 'delivered', 'too-many', 'not-taken'] as const
export type IntroState = (typeof introStates)[number]

/** `taken`: the letter is on this device's disk. `blocked`: nothing more from this account, until `unblocked`. */
export const introVerdicts = ['taken', 'blocked', 'unblocked'] as const
export type IntroVerdict = (typeof introVerdicts)[number]

export type Frame =
  | { readonly type: 'sync'; readonly doc: DocId; readonly message: Uint8Array }
  | { readonly type: 'unavailable'; readonly doc: DocId }
  | { readonly type: 'refused'; readonly doc: DocId; readonly reason: DocumentRefusal }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  | { readonly type: 'token-wanted' }
  | { readonly type: 'token'; readonly token: Uint8Array; readonly ttlInSeconds: number }
  | { readonly type: 'intro'; readonly record: SignedRecord }
  | {
      readonly type: 'intro-state'
      readonly to: AccountId
      readonly tag: Uint8Array
      readonly state: IntroState
    }
  | {
      readonly type: 'intro-verdict'
      readonly from: AccountId
      readonly tag: Uint8Array
      readonly verdict: IntroVerdict
    }
  | { readonly type: 'intro-withdrawn'; readonly to: AccountId; readonly tag: Uint8Array }
  | { readonly type: 'passing'; readonly doc: DocId; readonly sealed: Uint8Array }
  | { readonly type: 'resume'; readonly question: ResumeQuestion }
  | { readonly type: 'resumed'; readonly answer: ResumeAnswer }

const codes = {
  sync: 1,
  unavailable: 2,
  refused: 3,
  ping: 4,
  pong: 5,
  'token-wanted': 6,
  token: 7,
  intro: 8,
  'intro-state': 9,
  'intro-verdict': 10,
  'intro-withdrawn': 11,
  passing: 12,
  resume: 13,
  resumed: 14,
} as const
const bareFrames: ReadonlyMap<number, Frame> = new Map([
  [codes.ping, { type: 'ping' }],
  [codes.pong, { type: 'pong' }],
  [codes['token-wanted'], { type: 'token-wanted' }],
])
const tokenBytes = 32
const ttlShape = tuple<[number]>(uint())
const introStateShape = tuple<[Uint8Array, Uint8Array, IntroState]>(
  bytesOf(32),
  bytesOf(32),
  oneOf(...introStates),
)
const verdictShape = tuple<[Uint8Array, Uint8Array, IntroVerdict]>(
  bytesOf(32),
  bytesOf(32),
  oneOf(...introVerdicts),
)
const withdrawnShape = tuple<[Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(32))
const refusedShape = tuple<[DocumentRefusal]>(oneOf(...documentRefusals))

const docBytes = (doc: DocId): Uint8Array => hexToBytes(doc) ?? new Uint8Array(16)

export const encodeFrame = (frame: Frame): Uint8Array => {
  const code = Uint8Array.of(codes[frame.type])
  switch (frame.type) {
    case 'sync':
      return concatBytes(code, docBytes(frame.doc), frame.message)
    case 'unavailable':
      return concatBytes(code, docBytes(frame.doc))
    case 'refused':
      return concatBytes(code, docBytes(frame.doc), enc([frame.reason]))
    case 'token':
      return concatBytes(code, frame.token, enc([frame.ttlInSeconds]))
    case 'intro':
      return concatBytes(code, encodeRecord(frame.record))
    case 'intro-state':
      return concatBytes(code, enc([frame.to, frame.tag, frame.state]))
    case 'intro-verdict':
      return concatBytes(code, enc([frame.from, frame.tag, frame.verdict]))
    case 'intro-withdrawn':
      return concatBytes(code, enc([frame.to, frame.tag]))
    case 'passing':
      return concatBytes(code, docBytes(frame.doc), frame.sealed)
    case 'resume':
      return concatBytes(code, encodeResume(frame.question))
    case 'resumed':
      return concatBytes(code, encodeResumed(frame.answer))
    case 'ping':
    case 'pong':
    case 'token-wanted':
      return code
  }
}

export const decodeFrame = (bytes: Uint8Array): Result<Frame, Malformed> => {
  if (bytes.length > limits.frameBytes) return err(malformed('frame', 'too-large'))
  const code = bytes[0]
  const bare = bareFrames.get(code ?? 0)
  if (bare !== undefined) return bytes.length === 1 ? ok(bare) : err(malformed('frame', 'wrong-shape'))
  if (code === codes.token) return decodeToken(bytes.subarray(1))
  const withoutDocument =
    decodeResumeFrame(code ?? 0, bytes.subarray(1)) ?? decodeIntroFrame(code ?? 0, bytes.subarray(1))
  if (withoutDocument !== null) return withoutDocument
  if (code !== codes.sync && code !== codes.unavailable && code !== codes.refused && code !== codes.passing) {
    return err(malformed('frame', 'unknown-kind'))
  }
  if (bytes.length < 17) return err(malformed('frame', 'wrong-shape'))
  const doc = bytesToHex(bytes.subarray(1, 17))
  const rest = bytes.subarray(17)
  if (code === codes.sync) return ok({ type: 'sync', doc, message: rest })
  if (code === codes.passing) {
    if (rest.length > limits.ephemeralBytes) return err(malformed('frame', 'too-large'))
    return ok({ type: 'passing', doc, sealed: rest })
  }
  if (code === codes.unavailable) {
    return rest.length === 0 ? ok({ type: 'unavailable', doc }) : err(malformed('frame', 'wrong-shape'))
  }
  const parsed = decAs(refusedShape, rest, 'frame', 64)
  return parsed.ok ? ok({ type: 'refused', doc, reason: parsed.value[0] }) : parsed
}

const decodeToken = (bytes: Uint8Array): Result<Frame, Malformed> => {
  const ttl = decAs(ttlShape, bytes.subarray(tokenBytes), 'frame', 16)
  if (!ttl.ok) return ttl
  return ok({ type: 'token', token: bytes.slice(0, tokenBytes), ttlInSeconds: ttl.value[0] })
}

/** Null for every other kind of frame. */
const decodeResumeFrame = (code: number, bytes: Uint8Array): Result<Frame, Malformed> | null => {
  if (code === codes.resume) {
    const question = decodeResume(bytes)
    return question.ok ? ok({ type: 'resume', question: question.value }) : question
  }
  if (code === codes.resumed) {
    const answer = decodeResumed(bytes)
    return answer.ok ? ok({ type: 'resumed', answer: answer.value }) : answer
  }
  return null
}

/** Null for every other kind of frame. */
const decodeIntroFrame = (code: number, bytes: Uint8Array): Result<Frame, Malformed> | null => {
  switch (code) {
    case codes.intro: {
      if (bytes.length > limits.introBytes) return err(malformed('frame', 'too-large'))
      const record = decodeRecord(bytes)
      return record.ok ? ok({ type: 'intro', record: record.value }) : record
    }
    case codes['intro-state']: {
      const parsed = decAs(introStateShape, bytes, 'frame', limits.introBytes)
      if (!parsed.ok) return parsed
      const [to, tag, state] = parsed.value
      return ok({ type: 'intro-state', to: to as AccountId, tag, state })
    }
    case codes['intro-verdict']: {
      const parsed = decAs(verdictShape, bytes, 'frame', limits.introBytes)
      if (!parsed.ok) return parsed
      const [from, tag, verdict] = parsed.value
      return ok({ type: 'intro-verdict', from: from as AccountId, tag, verdict })
    }
    case codes['intro-withdrawn']: {
      const parsed = decAs(withdrawnShape, bytes, 'frame', limits.introBytes)
      if (!parsed.ok) return parsed
      const [to, tag] = parsed.value
      return ok({ type: 'intro-withdrawn', to: to as AccountId, tag })
    }
    default:
      return null
  }
}
