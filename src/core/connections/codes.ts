/** Codes shown face to face: one's own to show, and others' that were scanned. */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import { deviceOf } from '../../protocol/accounts/chain.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { verifyRecord } from '../../protocol/records/verify-record.ts'
import { codeToText, readCode, signCode } from '../../protocol/rooms/code.ts'
import {
  codeClockSlackMs,
  codeLifetimeMs,
  type ContactCode,
} from '../../protocol/rooms/first-contact-types.ts'
import { conversationIdOf } from '../../protocol/rooms/room-id.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import { accountIdToText, parseAccountIdText } from '../account/account-id.ts'
import type { AccountIdText, CodeProblem, CommandResults, CoreError } from '../api.ts'
import { editFailure } from '../galleries/edit-failure.ts'
import { storageFailure } from '../storage-failure.ts'
import { quotedHeadsOf } from './chain-past.ts'
import type { CodeNonces } from './code-nonces.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import type { ContactEntry, SentLetter } from './contact-entry.ts'
import { cutTo, named } from './names.ts'
import type { OwnChain } from './own-chain.ts'
import { type OwnKeys, roomBetween } from './own-keys.ts'
import type { MakeLetter } from './requests.ts'
import { scanned, withSeen } from './transitions.ts'
import { judgeCode } from './trust.ts'

export interface CodeParts {
  readonly deps: ConnectionDeps
  readonly contacts: ContactBook
  readonly keys: OwnKeys
  readonly nonces: CodeNonces
  readonly makeLetter: MakeLetter
  readonly ownChain: OwnChain
}

/** So that the picture of a code stays coarse enough for any camera. */
const shownNameBytes = 64
const shownHeads = 4

export const showCode = async (
  { deps, contacts, keys, nonces, ownChain }: CodeParts,
  answers: AccountIdText | null,
): Promise<Result<CommandResults['code.show'], CoreError>> => {
  const { self, signer, ports } = deps
  const own = keys.current()
  const chain = await ownChain()
  if (deps.isRevoked()) return err({ type: 'not-allowed', reason: 'device-revoked' })
  if (own === null || chain === null) return err({ type: 'not-allowed', reason: 'read-only' })
  const nonce = ports.random.bytes(16)
  const atMs = ports.clock.nowMs()
  const record = await signCode(signer.sign, {
    account: self,
    device: signer.publicKey,
    heads: quotedHeadsOf(chain.state).slice(0, shownHeads),
    key: { generation: own.generation, akX: own.pair.publicKey },
    name: cutTo(deps.ownName(), shownNameBytes),
    nonce,
    atMs,
    answers: answers === null ? null : scannedLately(contacts, answers, atMs),
  })
  const remembered = await nonces.remember(nonce, atMs)
  if (!remembered.ok) return err(storageFailure(remembered.error))
  return ok({ text: codeToText(record), expiresAtMs: atMs + codeLifetimeMs })
}

/** The nonce of the code that was scanned of this person, while it can still be on their screen. */
const scannedLately = (contacts: ContactBook, text: AccountIdText, nowMs: number): Uint8Array | null => {
  const account = parseAccountIdText(text)
  const code = account === null ? null : (contacts.of(account)?.trust.code ?? null)
  return code !== null && nowMs - code.atMs <= codeLifetimeMs + codeClockSlackMs ? code.nonce : null
}

export const scanCode = async (
  parts: CodeParts,
  text: string,
): Promise<Result<CommandResults['code.scan'], CoreError>> => {
  const { deps, contacts, keys, nonces } = parts
  const nowMs = deps.ports.clock.nowMs()
  const code = readCode(text, { nowMs, self: deps.self })
  if (!code.ok) return refusal(code.error.problem)
  const problem = await whyRefused(parts, code.value)
  if (problem !== null) return refusal(problem)
  const own = keys.current()
  if (deps.sealer() === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
  if (own === null) return err({ type: 'not-allowed', reason: 'read-only' })
  const { account, answers } = code.value
  const room = roomBetween(deps.self, own, account, code.value.key)
  if (room === null) return refusal('forged')
  const answersOwn = answers !== null && (await nonces.wasShown(answers, nowMs))
  const letter = needsLetter(contacts.of(account), answersOwn)
    ? await letterFor(parts, code.value, nowMs)
    : ok(null)
  if (!letter.ok) return letter
  return connect(parts, code.value, { room, answersOwn, letter: letter.value, nowMs })
}

const refusal = (problem: CodeProblem): Result<never, CoreError> => err({ type: 'code-refused', problem })

/** A bad signature, or a chain that is here and says otherwise. */
const whyRefused = async ({ deps, contacts }: CodeParts, code: ContactCode): Promise<CodeProblem | null> => {
  if (!(await verifyRecord(deps.verify, code.record, code.device))) return 'forged'
  if (contacts.of(code.account)?.standing.state === 'blocked') return 'blocked'
  const chain = deps.book.entryOf(code.account)
  if (chain === null) return null
  const device = deviceOf(chain.state, code.device)
  if (device !== null && device.status !== 'active') return 'forged'
  return judgeCode(code, chain) === 'false' ? 'forged' : null
}

/** Not for those who know already: by their code, by a request of theirs, or because they said so before. */
const needsLetter = (entry: ContactEntry | null, answersOwn: boolean): boolean => {
  if (answersOwn || entry?.standing.state === 'received') return false
  return !(
    entry?.standing.state === 'connected' &&
    (entry.standing.confirmed || entry.standing.sent !== null)
  )
}

const letterFor = (
  { makeLetter }: CodeParts,
  { account, key, nonce }: ContactCode,
  nowMs: number,
): Promise<Result<SentLetter, CoreError>> =>
  makeLetter(account, key, { note: '', codeNonce: nonce, atMs: nowMs })

interface Scan {
  readonly room: RoomId
  readonly answersOwn: boolean
  readonly letter: SentLetter | null
  readonly nowMs: number
}

const connect = async (
  { contacts }: CodeParts,
  code: ContactCode,
  { room, answersOwn, letter, nowMs }: Scan,
): Promise<Result<CommandResults['code.scan'], CoreError>> => {
  const account: AccountId = code.account
  const saved = await contacts.change(account, entry => {
    if (entry.standing.state === 'blocked') return null
    const { device, heads, key, nonce, atMs } = code
    const met = scanned(entry, {
      device,
      heads,
      key,
      nonce,
      atMs,
      room,
      confirmed: answersOwn,
      letter,
      nowMs,
    })
    return withSeen(met, { name: named(code.name, met.seen.name) })
  })
  if (!saved.ok) return err(editFailure(saved.error, 'text'))
  const { standing, seen } = saved.value
  if (standing.state === 'blocked' || standing.room === null) return refusal('blocked')
  return ok({
    account: accountIdToText(account),
    name: seen.name,
    confirmed: standing.confirmed,
    conversation: conversationIdOf(standing.room),
  })
}
