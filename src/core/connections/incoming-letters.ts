/**
 * Others' requests. Intros come from strangers, so each is held to what it may be: for oneself, signed by a device that
 * its sender's chain names, about a letter that says the same. It is answered only once the request is on this disk;
 * until then the relay tells of it again on each line.
 */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import type { AccountEntry } from '../../protocol/accounts/account-book.ts'
import { coversHeads, deviceOf } from '../../protocol/accounts/chain.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import { verifyRecord } from '../../protocol/records/verify-record.ts'
import type { IntroVerdict } from '../../protocol/relay/frames.ts'
import type { Intro } from '../../protocol/rooms/first-contact-types.ts'
import { parseIntro } from '../../protocol/rooms/intro.ts'
import { hasPublished } from './chain-past.ts'
import type { CodeNonces } from './code-nonces.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import type { ContactEntry } from './contact-entry.ts'
import { createIntroQueue } from './intro-queue.ts'
import { letterGenesis, openLetter, type OpenedLetter } from './letter-content.ts'
import type { LetterReading, LetterShelf } from './letter-shelf.ts'
import { named } from './names.ts'
import { type OwnKeys, roomBetween } from './own-keys.ts'
import { heardRequest, requestGone, withSeen } from './transitions.ts'
import { heardChain } from './trust.ts'

export interface IncomingLetters {
  /** Takes an intro in; it is judged by `lookAgain`. */
  hear(record: SignedRecord): void
  /** What this sender's letter may have waited for has come; null: what anybody's may. */
  wake(from: AccountId | null): void
  /** Judges what is new or was woken, as far as it can be. One call at a time. */
  lookAgain(): Promise<void>
  waiting(): readonly Intro[]
  /** Whether a request that waits for an answer was withdrawn. */
  checkWithdrawn(entry: ContactEntry): Promise<void>
}

export interface IncomingDeps {
  readonly deps: ConnectionDeps
  readonly contacts: ContactBook
  readonly shelf: LetterShelf
  readonly keys: OwnKeys
  readonly nonces: CodeNonces
}

/** `later`: something is missing that may still come. `refused`: never right, and not worth an answer. */
type Outcome = IntroVerdict | 'later' | 'refused'

/** Requests that wait for an answer; the oldest go first. */
const receivedKept = 1_000

export const createIncomingLetters = (parts: IncomingDeps): IncomingLetters => {
  const { deps, contacts, shelf } = parts
  const { self, engine, ports } = deps
  const queue = createIntroQueue()
  const pushedOut: Intro[] = []
  const chainOf = createChainsOfStrangers(deps)

  const judgeAll = async (): Promise<void> => {
    for (const intro of queue.takeDue()) {
      const outcome = queue.has(intro) ? await judge(parts, intro, chainOf) : 'later'
      if (outcome === 'later') continue
      queue.remove(intro)
      if (outcome === 'refused') ports.log({ event: 'intro-refused' })
      else engine.say({ type: 'intro-verdict', from: intro.from, tag: intro.tag, verdict: outcome })
    }
  }
  const letGo = async (): Promise<void> => {
    for (const { from, tag } of pushedOut.splice(0)) await shelf.forget(letterGenesis(from, tag))
  }

  return {
    hear(record) {
      const intro = parseIntro(record)
      if (!intro.ok || !equalBytes(intro.value.to, self) || equalBytes(intro.value.from, self)) {
        return ports.log({ event: 'intro-refused' })
      }
      const gone = queue.add(intro.value)
      if (gone !== null) pushedOut.push(gone)
    },
    wake: from => queue.wake(from),
    async lookAgain() {
      await judgeAll()
      await letGo()
      await dropOldest(contacts, ports.clock.nowMs())
    },
    waiting: () => queue.all(),
    async checkWithdrawn({ account, standing: { received } }) {
      if (received === null) return
      const reading = await shelf.read(letterGenesis(account, received.tag))
      if (reading.kind !== 'withdrawn') return
      await contacts.change(account, entry => requestGone(entry, received.tag, ports.clock.nowMs()))
    },
  }
}

const judge = async (
  { deps, contacts, shelf, keys, nonces }: IncomingDeps,
  intro: Intro,
  chainOf: ChainOf,
): Promise<Outcome> => {
  const { from, tag } = intro
  const known = contacts.of(from)?.standing
  if (known?.state === 'blocked') return 'blocked'
  const heardTag = known?.heardTag ?? null
  if (heardTag !== null && equalBytes(heardTag, tag)) return 'taken'
  const chain = await chainOf(from)
  const signed = chain === null ? 'later' : await whoSigned(deps, intro, chain)
  if (chain === null || signed !== 'taken') return signed
  const genesis = letterGenesis(from, tag)
  const reading = await shelf.read(genesis)
  if (reading.kind !== 'sealed') return withoutWords[reading.kind]
  const letter = openLetter(reading.bytes, genesis, deps.self, keys)
  if (!letter.ok) return letter.error === 'broken' ? 'refused' : 'later'
  if (!coversHeads(chain.state, letter.value.request.heads)) return 'later'
  if (!hasPublished(chain, letter.value.request.key)) return 'refused'
  return take({ deps, contacts, nonces }, intro, letter.value, chain)
}

/** A letter that was withdrawn is answered, so that nobody tells of it any more. */
const withoutWords: Readonly<Record<Exclude<LetterReading['kind'], 'sealed'>, Outcome>> = {
  nothing: 'later',
  withdrawn: 'taken',
  unreadable: 'refused',
}

type ChainOf = (account: AccountId) => Promise<AccountEntry | null>

/** Accounts that nobody may have heard of, and whose chains are waited for. */
const strangersAtOnce = 512

/** Null while it is on its way, or while too many others are that may never come. */
const createChainsOfStrangers = ({ store, book, onOpened }: ConnectionDeps): ChainOf => {
  const awaited = new Set<string>()
  return async account => {
    const id = bytesToHex(account)
    const known = book.entryOf(account)
    if (known !== null) awaited.delete(id)
    else if (!awaited.has(id) && awaited.size >= strangersAtOnce) return null
    else awaited.add(id)
    const opened = await store.open(createDocumentGenesis('identity', account))
    if (opened.ok) onOpened(opened.value)
    return book.entryOf(account)
  }
}

/** A device that the chain does not name may be newer than the chain that is here. */
const whoSigned = async (
  { verify }: ConnectionDeps,
  intro: Intro,
  { state }: AccountEntry,
): Promise<Outcome> => {
  const device = deviceOf(state, intro.fromDevice)
  if (device === null) return 'later'
  if (device.status !== 'active') return 'refused'
  return (await verifyRecord(verify, intro.record, intro.fromDevice)) ? 'taken' : 'refused'
}

const take = async (
  { deps, contacts, nonces }: Pick<IncomingDeps, 'deps' | 'contacts' | 'nonces'>,
  { from, tag }: Intro,
  { request, own }: OpenedLetter,
  chain: AccountEntry,
): Promise<Outcome> => {
  const { self, ports } = deps
  const nowMs = ports.clock.nowMs()
  const room = roomBetween(self, own, from, request.key)
  if (room === null) return 'refused'
  const { atMs, note, codeNonce } = request
  const scanned = codeNonce !== null && (await nonces.wasShown(codeNonce, nowMs))
  const theirs = { tag, atMs, note, codeNonce, scanned, room, isSelfLower: compareBytes(self, from) < 0 }
  const saved = await contacts.change(from, entry => {
    if (entry.standing.state === 'blocked') return null
    const heard = heardRequest(entry, theirs, nowMs)
    if (heard === null) return null
    const withName = withSeen(heard, { name: named(request.name, heard.seen.name) })
    return heardChain(withName, chain, nowMs) ?? withName
  })
  if (!saved.ok) return 'later'
  return saved.value.standing.state === 'blocked' ? 'blocked' : 'taken'
}

const dropOldest = async (contacts: ContactBook, nowMs: number): Promise<void> => {
  const received = contacts.all().filter(({ standing }) => standing.state === 'received')
  const tooMany = received.toSorted((a, b) => a.standing.sinceMs - b.standing.sinceMs).slice(0, -receivedKept)
  for (const { account, standing } of tooMany) {
    const tag = standing.received?.tag
    if (tag !== undefined) await contacts.change(account, entry => requestGone(entry, tag, nowMs))
  }
}
