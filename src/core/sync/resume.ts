/**
 * Asks the relay of many documents at once whether it has them as they are here (protocol/relay/resume.ts). What is
 * asked about shortly after one another goes in one question, and there is one question at a time.
 */
import { concatBytes } from '../../base/bytes.ts'
import type { Clock } from '../../base/clock.ts'
import { limits } from '../../protocol/limits.ts'
import type { DocId, Frame } from '../../protocol/relay/frames.ts'
import {
  listedDigestBytes,
  memberDigestBytes,
  placesIn,
  type ResumeAnswer,
  resumeDigestOf,
  resumeKeyOf,
  type ResumeQuestion,
} from '../../protocol/relay/resume.ts'
import type { Roster } from './roster.ts'

export interface Outcome {
  readonly doc: DocId
  /** Of the heads that the document has here (protocol/relay/resume.ts). */
  readonly digest: string
  /** The relay has these very heads, and will say when it has others. */
  readonly isSame: boolean
}

export interface Resume {
  /** The line is up. `nonce` of its handshake. */
  start(nonce: Uint8Array): void
  /** The line is down: nothing that was asked is answered any more. */
  stop(): void
  /** Answered by `onOutcomes`, unless it is withdrawn or the line goes down. */
  ask(doc: DocId, digest: string): void
  withdraw(doc: DocId): void
  take(answer: ResumeAnswer): void
}

export interface ResumeDeps {
  readonly roster: Promise<Roster>
  readonly clock: Clock
  readonly send: (frame: Frame) => void
  readonly onOutcomes: (outcomes: readonly Outcome[]) => void
}

interface Asked {
  readonly doc: DocId
  /** Of the heads that the document has here (protocol/relay/resume.ts). */
  readonly digest: string
}

interface Asking {
  readonly question: ResumeQuestion
  /** In the order of the question. */
  readonly members: readonly Asked[]
  readonly listed: readonly Asked[]
  readonly withdrawn: Set<DocId>
}

const docBytes = 16
const gatherMs = 20
/** A relay that does not answer is spoken to about each document by itself. */
const answerMs = 10_000

export const createResume = ({ roster: loading, clock, send, onOutcomes }: ResumeDeps): Resume => {
  let key16: Uint8Array | null = null
  let roster: Roster | null = null
  let isMute = false
  let number = 0
  let asking: Asking | null = null
  const waiting = new Map<DocId, Asked>()
  let cancelTimer = (): void => undefined

  const after = (delayMs: number, task: () => void): void => {
    cancelTimer()
    cancelTimer = clock.after(delayMs, task)
  }
  const stillAsked = (asked: readonly Asked[], withdrawn: ReadonlySet<DocId>): readonly Asked[] =>
    asked.filter(({ doc }) => !withdrawn.has(doc))
  const giveUp = (): void => {
    isMute = true
    const asked = asking === null ? [] : stillAsked([...asking.members, ...asking.listed], asking.withdrawn)
    const all = [...asked, ...waiting.values()]
    asking = null
    waiting.clear()
    onOutcomes(all.map(one => ({ ...one, isSame: false })))
  }
  const sendNext = (): void => {
    if (isMute) return giveUp()
    if (key16 === null || roster === null || asking !== null || waiting.size === 0) return
    const asked = [...waiting.values()].slice(0, limits.resumedDocuments)
    for (const { doc } of asked) waiting.delete(doc)
    asking = ask(++number, asked, roster, key16)
    send({ type: 'resume', question: asking.question })
    after(answerMs, giveUp)
  }
  const sendSoon = (): void => {
    if (asking === null && waiting.size > 0) after(gatherMs, sendNext)
  }
  const useRoster = async (): Promise<void> => {
    roster = await loading
  }
  const stop = (): void => {
    key16 = null
    cancelTimer()
    asking = null
    waiting.clear()
  }

  return {
    start(nonce) {
      stop()
      isMute = false
      const mine = resumeKeyOf(nonce)
      key16 = mine
      void useRoster().then(() => (key16 === mine ? sendSoon() : undefined))
    },
    stop,
    ask(doc, digest) {
      if (key16 === null) return
      asking?.withdrawn.add(doc)
      waiting.set(doc, { doc, digest })
      if (waiting.size === 1) sendSoon()
    },
    withdraw(doc) {
      waiting.delete(doc)
      asking?.withdrawn.add(doc)
    },
    take(answer) {
      if (asking === null || roster === null || answer.number !== asking.question.number) return
      const { members, listed, withdrawn } = asking
      const isKnown = isRosterKnown(asking.question, answer)
      const answered = isKnown ? [...members, ...listed] : listed
      const places = placesIn(answer.same, answered.length)
      if (places === null) return giveUp()
      asking = null
      cancelTimer()
      if (isKnown) roster.join(listed.map(({ doc }) => doc))
      else if (answer.name !== '') {
        roster.begin(
          answer.name,
          listed.map(({ doc }) => doc),
        )
      }
      // What it does not remember is listed in the next question.
      const unanswered = isKnown ? [] : stillAsked(members, withdrawn)
      for (const one of unanswered) if (!waiting.has(one.doc)) waiting.set(one.doc, one)
      const same = new Set(places)
      const outcomes = answered.map((one, place) => ({ ...one, isSame: same.has(place) }))
      onOutcomes(outcomes.filter(({ doc }) => !withdrawn.has(doc)))
      sendSoon()
    },
  }
}

const isRosterKnown = ({ roster }: ResumeQuestion, { name }: ResumeAnswer): boolean =>
  roster !== null && roster.name !== '' && roster.name === name

const ask = (number: number, asked: readonly Asked[], roster: Roster, key16: Uint8Array): Asking => {
  const placed = asked.flatMap(one => {
    const place = roster.placeOf(one.doc)
    return place === undefined ? [] : [{ one, place }]
  })
  placed.sort((a, b) => a.place - b.place)
  const keyed = ({ doc, digest }: Asked, bytes: number): Uint8Array =>
    resumeDigestOf(key16, doc, digest).subarray(0, bytes)
  const list = (some: readonly Asked[]) =>
    some.map(one => ({ doc: one.doc, digest: keyed(one, listedDigestBytes) }))
  const withdrawn = new Set<DocId>()
  // For a few of many, the bits of all cost more than is saved, now or the next time, by not naming them.
  const savedBytes = asked.length * (docBytes + listedDigestBytes - memberDigestBytes)
  if (roster.count() > 8 * savedBytes) {
    return { question: { number, roster: null, listed: list(asked) }, members: [], listed: asked, withdrawn }
  }
  const members = placed.map(({ one }) => one)
  const listed = asked.filter(({ doc }) => roster.placeOf(doc) === undefined)
  const known = {
    name: roster.name(),
    count: roster.count(),
    members: placed.map(({ place }) => place),
    digests: concatBytes(...members.map(one => keyed(one, memberDigestBytes))),
  }
  return { question: { number, roster: known, listed: list(listed) }, members, listed, withdrawn }
}
