/** What a person can do about their connections. Each answers when it is on disk. */
import { equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import { conversationIdOf } from '../../protocol/rooms/room-id.ts'
import { safetyNumber } from '../../protocol/rooms/safety-number.ts'
import { parseAccountIdText } from '../account/account-id.ts'
import { type AccountIdText, type CommandResults, type CoreError, noteLimit, type Verified } from '../api.ts'
import { editFailure } from '../galleries/edit-failure.ts'
import { tidyText } from '../profiles/rules.ts'
import { quotedHeadsOf } from './chain-past.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ConnectionService } from './connection-types.ts'
import type { ContactBook, ContactChange } from './contact-book.ts'
import type { ContactEntry } from './contact-entry.ts'
import type { Following } from './following.ts'
import { type OwnKeys, roomBetween } from './own-keys.ts'
import type { MakeLetter } from './requests.ts'
import {
  accepted,
  blocked,
  cancelled,
  rejected,
  removed,
  requested,
  unblocked,
  withTrust,
} from './transitions.ts'
import { isCurrent, verifiedNow } from './trust.ts'

export type ConnectionCommands = Pick<
  ConnectionService,
  | 'request'
  | 'cancel'
  | 'accept'
  | 'reject'
  | 'remove'
  | 'block'
  | 'unblock'
  | 'compare'
  | 'confirm'
  | 'acknowledge'
>

export interface CommandParts {
  readonly deps: ConnectionDeps
  readonly contacts: ContactBook
  readonly keys: OwnKeys
  readonly following: Pick<Following, 'lookUp'>
  readonly makeLetter: MakeLetter
}

type Outcome<T = null> = Promise<Result<T, CoreError>>

const cannot = (reason: Extract<CoreError, { type: 'cannot-connect' }>['reason']): Result<never, CoreError> =>
  err({ type: 'cannot-connect', reason })

const safetyDigits = 60

export const createConnectionCommands = (parts: CommandParts): ConnectionCommands => {
  const { deps, contacts } = parts
  const now = (): number => deps.ports.clock.nowMs()

  const change = async (text: AccountIdText, how: ContactChange): Outcome<ContactEntry> => {
    const account = somebodyElse(text, deps.self)
    if (!account.ok) return account
    if (deps.sealer() === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
    let changed = false
    const saved = await contacts.change(account.value, entry => {
      const after = how(entry)
      changed = after !== null
      return after
    })
    if (!saved.ok) return err(editFailure(saved.error, 'account'))
    return changed ? saved : cannot('no-request')
  }
  const done = async (outcome: Outcome<ContactEntry>): Outcome => {
    const result = await outcome
    return result.ok ? ok(null) : result
  }
  const accept = async (text: AccountIdText): Outcome<CommandResults['connection.accept']> => {
    const saved = await change(text, entry => accepted(entry, now()))
    const { room } = saved.ok ? saved.value.standing : { room: null }
    if (!saved.ok) return saved
    return room === null ? cannot('no-request') : ok({ conversation: conversationIdOf(room) })
  }
  const setVerified = (text: AccountIdText, verified: Verified): Outcome<ContactEntry> =>
    change(text, entry => {
      const chain = deps.book.entryOf(entry.account)
      // Having met is worth more than having compared.
      const kept =
        verified === 'compared' && verifiedNow(entry, chain) === 'in-person' ? 'in-person' : verified
      return withTrust(entry, {
        verified: kept,
        resets: kept === 'no' ? null : (chain?.state.resetCounter ?? null),
      })
    })
  /** Tells the relay; while there is no line, it is told when it brings something of theirs. */
  const say = (account: AccountId, tag: Uint8Array | null, verdict: 'blocked' | 'unblocked'): void => {
    deps.engine.say({ type: 'intro-verdict', from: account, tag: tag ?? new Uint8Array(32), verdict })
  }

  return {
    request: (text, note) => request(parts, text, note, accept),
    cancel: text => done(change(text, entry => cancelled(entry, now()))),
    accept,
    reject: text => done(change(text, entry => rejected(entry, now()))),
    remove: text => done(change(text, entry => removed(entry, now()))),
    async block(text) {
      let tag: Uint8Array | null = null
      const saved = await change(text, entry => {
        tag = entry.standing.received?.tag ?? entry.standing.heardTag
        return blocked(entry, now())
      })
      if (saved.ok) say(saved.value.account, tag, 'blocked')
      return saved.ok || isNothingToDo(saved.error) ? ok(null) : saved
    },
    async unblock(text) {
      const saved = await change(text, entry => unblocked(entry, now()))
      if (saved.ok) say(saved.value.account, saved.value.standing.heardTag, 'unblocked')
      return saved.ok || isNothingToDo(saved.error) ? ok(null) : saved
    },
    async compare(text, digits) {
      const account = somebodyElse(text, deps.self)
      if (!account.ok) return account
      if (digits === null) {
        const taken = await setVerified(text, 'no')
        return taken.ok ? ok({ same: false }) : taken
      }
      const read = digitsIn(digits)
      if (read === '') return err({ type: 'invalid-input', field: 'digits', reason: 'empty' })
      if (read.length > safetyDigits)
        return err({ type: 'invalid-input', field: 'digits', reason: 'too-long' })
      const same = read === safetyNumber(deps.self, account.value).join('')
      const saved = same ? await setVerified(text, 'compared') : ok(null)
      return saved.ok ? ok({ same }) : saved
    },
    confirm: text => done(setVerified(text, 'compared')),
    acknowledge: text =>
      done(
        change(text, entry => {
          const chain = deps.book.entryOf(entry.account)
          const isHere = chain !== null && isCurrent(entry, chain.state)
          const acknowledged = isHere ? quotedHeadsOf(chain.state) : entry.trust.acknowledged
          return withTrust(entry, { acknowledged, falseAtMs: 0 })
        }),
      ),
  }
}

const isNothingToDo = (error: CoreError): boolean =>
  error.type === 'cannot-connect' && error.reason === 'no-request'

const somebodyElse = (text: AccountIdText, self: AccountId): Result<AccountId, CoreError> => {
  const account = parseAccountIdText(text)
  if (account === null) return err({ type: 'invalid-input', field: 'account', reason: 'not-an-address' })
  return equalBytes(account, self) ? cannot('self') : ok(account)
}

/** However they are grouped, and in whatever script's digits that have a compatible form. */
const digitsIn = (text: string): string =>
  text
    .slice(0, 1_000)
    .normalize('NFKC')
    .replace(/\P{Nd}/gu, '')

const request = async (
  parts: CommandParts,
  text: AccountIdText,
  note: string,
  accept: ConnectionCommands['accept'],
): Outcome => {
  const { deps, contacts } = parts
  const account = somebodyElse(text, deps.self)
  if (!account.ok) return account
  if (deps.sealer() === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
  const tidy = tidyText(note)
  if (tidy.length > noteLimit) return err({ type: 'invalid-input', field: 'note', reason: 'too-long' })
  const state = contacts.of(account.value)?.standing.state ?? 'none'
  if (state === 'blocked') return cannot('blocked')
  if (state === 'connected' || state === 'sent') return cannot('already')
  if (state === 'received') {
    const met = await accept(text)
    return met.ok ? ok(null) : met
  }
  return send(parts, account.value, tidy)
}

const send = async (
  { deps, contacts, keys, following, makeLetter }: CommandParts,
  account: AccountId,
  note: string,
): Outcome => {
  const chain = deps.book.entryOf(account)
  const theirs = chain?.state.secret ?? null
  const own = keys.current()
  if (own === null) return err({ type: 'not-allowed', reason: 'read-only' })
  if (chain === null || theirs === null || !isCurrent(contacts.of(account), chain.state)) {
    await following.lookUp(account)
    return cannot('unknown-keys')
  }
  const room: RoomId | null = roomBetween(deps.self, own, account, theirs)
  if (room === null) return cannot('unknown-keys')
  const letter = await makeLetter(account, theirs, { note, codeNonce: null, atMs: deps.ports.clock.nowMs() })
  if (!letter.ok) return letter
  const saved = await contacts.change(account, entry => requested(entry, letter.value, room))
  return saved.ok ? ok(null) : err(editFailure(saved.error, 'note'))
}
