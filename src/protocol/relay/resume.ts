/**
 * Which of many documents are the same on both sides, asked and answered at once: the bodies of frames 0d and 0e.
 *
 *   question  enc([number, roster | null, listed])        client → relay
 *     roster  [name, count, members, digests]
 *       name     8 bytes: the roster that the relay remembers for this device; empty: begin one, and count is 0
 *       count    documents in it, as the client knows it
 *       members  a bit for each, lowest first: whether it is asked about; no bytes at all when every one is
 *       digests  3 bytes for each member that is asked about
 *     listed  doc16 · 8 bytes of digest, each; with a roster they join it, in this order, and else they do not
 *   answer    enc([number, name, same])                   relay → client
 *     name    as it was asked: it is still known, and the listed have joined it. Another: a new roster, of the listed
 *             alone. Empty: it was not asked for one
 *     same    a bit for each document, lowest first: the members if the roster is still known, then the listed
 *
 * A digest is the beginning of SHA-256(key16 ‖ doc16 ‖ heads16). The key comes from the nonce of the handshake, so
 * that two states which look alike once look different on the next connection. Three bytes are enough for what
 * both sides had agreed on before; eight stand for an acknowledgement.
 */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../base/bytes.ts'
import type { ChangeHash } from '../changes/change.ts'
import { enc } from '../codec/cbor.ts'
import { bytesBetween, decAs, nullable, tuple, uint } from '../codec/shape.ts'
import { hashWithLabel, sha256 } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'

export const memberDigestBytes = 3
export const listedDigestBytes = 8
const docBytes = 16
const nameBytes = 8
const listedBytes = docBytes + listedDigestBytes
const most = limits.resumedDocuments

export interface RosterQuestion {
  /** 16 lower-case hex digits; empty to begin a roster. */
  readonly name: string
  readonly count: number
  /** Places in the roster, ascending. */
  readonly members: readonly number[]
  /** Of the members, one after the other. */
  readonly digests: Uint8Array
}

export interface ListedDocument {
  /** 32 lower-case hex digits. */
  readonly doc: string
  readonly digest: Uint8Array
}

export interface ResumeQuestion {
  /** Comes back with the answer. */
  readonly number: number
  readonly roster: RosterQuestion | null
  readonly listed: readonly ListedDocument[]
}

export interface ResumeAnswer {
  readonly number: number
  readonly name: string
  /** Bits; how many, the question says. */
  readonly same: Uint8Array
}

/** 16 bytes, the same on both sides of one connection. */
export const resumeKeyOf = (nonce: Uint8Array): Uint8Array => hashWithLabel('resume', nonce).slice(0, 16)

/** 32 hex digits that stand for heads, in whatever order they are given: the beginning of one, or of a hash of several. */
export const headsDigestOf = (heads: readonly ChangeHash[]): string => {
  const [head] = heads
  if (head !== undefined && heads.length === 1) return head.slice(0, 32)
  return bytesToHex(
    hashWithLabel('heads', hexToBytes(heads.toSorted().join('')) ?? new Uint8Array()).subarray(0, 16),
  )
}

/** Of a document that one side has nothing of. */
export const noHeadsDigest = headsDigestOf([])

/** 32 bytes, of which a question has the first. `doc` and `heads` are hex digits. */
export const resumeDigestOf = (key: Uint8Array, doc: string, heads: string): Uint8Array =>
  sha256(concatBytes(key, hexToBytes(doc + heads) ?? new Uint8Array()))

export const encodeResume = ({ number, roster, listed }: ResumeQuestion): Uint8Array =>
  enc([
    number,
    roster === null
      ? null
      : [hexToBytes(roster.name) ?? new Uint8Array(), roster.count, membersToBits(roster), roster.digests],
    concatBytes(
      ...listed.flatMap(({ doc, digest }) => [hexToBytes(doc) ?? new Uint8Array(docBytes), digest]),
    ),
  ])

export const encodeResumed = ({ number, name, same }: ResumeAnswer): Uint8Array =>
  enc([number, hexToBytes(name) ?? new Uint8Array(), same])

const bytesOfBits = (count: number): number => Math.ceil(count / 8)
const bits = bytesBetween(0, bytesOfBits(most))
const name = bytesBetween(0, nameBytes)
const rosterShape = tuple<[Uint8Array, number, Uint8Array, Uint8Array]>(
  name,
  uint(most),
  bits,
  bytesBetween(0, most * memberDigestBytes),
)
const questionShape = tuple<
  [number, readonly [Uint8Array, number, Uint8Array, Uint8Array] | null, Uint8Array]
>(uint(), nullable(rosterShape), bytesBetween(0, most * listedBytes))
const answerShape = tuple<[number, Uint8Array, Uint8Array]>(uint(), name, bits)

const wrongShape = err(malformed('resume', 'wrong-shape'))

export const decodeResume = (bytes: Uint8Array): Result<ResumeQuestion, Malformed> => {
  const parsed = decAs(questionShape, bytes, 'resume')
  if (!parsed.ok) return parsed
  const [number, asked, listed] = parsed.value
  const roster = asked === null ? null : readRoster(asked)
  if (roster === undefined || listed.length % listedBytes !== 0) return wrongShape
  const documents = Array.from({ length: listed.length / listedBytes }, (_, place) => listedAt(listed, place))
  if ((roster?.members.length ?? 0) + documents.length > most) return wrongShape
  return ok({ number, roster, listed: documents })
}

export const decodeResumed = (bytes: Uint8Array): Result<ResumeAnswer, Malformed> => {
  const parsed = decAs(answerShape, bytes, 'resumed')
  if (!parsed.ok) return parsed
  const [number, named, same] = parsed.value
  return isName(named)
    ? ok({ number, name: bytesToHex(named), same })
    : err(malformed('resumed', 'wrong-shape'))
}

const isName = ({ length }: Uint8Array): boolean => length === 0 || length === nameBytes

/** Undefined when it is none. */
const readRoster = ([named, count, encoded, digests]: readonly [Uint8Array, number, Uint8Array, Uint8Array]):
  | RosterQuestion
  | undefined => {
  if (!isName(named) || (named.length === 0 && count > 0)) return undefined
  const members =
    encoded.length === 0 ? Array.from({ length: count }, (_, place) => place) : placesIn(encoded, count)
  // All of them have one spelling, which is the short one.
  if (members === null || (encoded.length > 0 && members.length === count)) return undefined
  if (digests.length !== members.length * memberDigestBytes) return undefined
  return { name: bytesToHex(named), count, members, digests }
}

const listedAt = (listed: Uint8Array, place: number): ListedDocument => {
  const one = listed.subarray(place * listedBytes, (place + 1) * listedBytes)
  return { doc: bytesToHex(one.subarray(0, docBytes)), digest: one.subarray(docBytes) }
}

const membersToBits = ({ count, members }: RosterQuestion): Uint8Array =>
  members.length === count ? new Uint8Array() : bitsOf(count, members)

/** One bit for each of `count`, set at these places. */
export const bitsOf = (count: number, places: Iterable<number>): Uint8Array => {
  const encoded = new Uint8Array(bytesOfBits(count))
  for (const place of places) encoded[place >> 3] = (encoded[place >> 3] ?? 0) | (1 << (place & 7))
  return encoded
}

/** The places that are set, ascending; null when the bits are not those of `count`. */
export const placesIn = (encoded: Uint8Array, count: number): readonly number[] | null => {
  if (encoded.length !== bytesOfBits(count)) return null
  const places: number[] = []
  for (let place = 0; place < encoded.length * 8; place++) {
    if (((encoded[place >> 3] ?? 0) & (1 << (place & 7))) !== 0) places.push(place)
  }
  return (places.at(-1) ?? -1) < count ? places : null
}
