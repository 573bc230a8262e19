/** What intros and verdicts change of what is kept. Whoever calls sees to it that one addressee has one call at a time. */
import { bytesToHex, concatBytes, equalBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { encodeRecord } from '../../src/protocol/records/record.ts'
import type { Frame, IntroState, IntroVerdict } from '../../src/protocol/relay/frames.ts'
import type { Intro } from '../../src/protocol/rooms/first-contact-types.ts'
import type { IntroLimits } from '../limits.ts'
import type { Log } from '../log.ts'
import { createRates } from '../rates.ts'
import type { IntroChanges, IntroRow } from '../stores/intro-store.ts'
import type { Registry } from './registry.ts'

export interface DeskDeps {
  readonly registry: Registry
  readonly clock: Clock
  readonly log: Log
  readonly limits: IntroLimits
  /** To every connected device of the account. */
  readonly tell: (account: AccountId, frame: Frame) => Promise<void>
}

export interface Desk {
  /** Of a verified intro. On disk when it answers `kept`. */
  keep(intro: Intro): Promise<IntroState>
  judge(to: AccountId, from: AccountId, tag: Uint8Array, verdict: IntroVerdict): Promise<void>
  withdraw(to: AccountId, from: AccountId, tag: Uint8Array): Promise<void>
  /** A device of the sender has been told of this delivery. */
  noteTold(delivered: IntroRow): Promise<void>
}

export const tagBytes = 32

const dayMs = 86_400_000
/** Accounts whose rates are remembered. */
const maxRatesKept = 50_000

const isAbout = (row: IntroRow | null, tag: Uint8Array): boolean =>
  row !== null && equalBytes(row.bytes.subarray(0, tagBytes), tag)

export const createDesk = ({ registry, clock, log, limits, tell }: DeskDeps): Desk => {
  const createDailyRates = (perDay: number) =>
    createRates(clock, (perDay * 1000) / dayMs, perDay, maxRatesKept)
  const intros = createDailyRates(limits.perSenderADay)
  const blocks = createDailyRates(limits.blockedPerAccount)

  const write = async (changes: IntroChanges): Promise<boolean> => {
    const written = await registry.write(changes)
    if (!written.ok) log({ event: 'intros-not-written', error: written.error.type })
    return written.ok
  }
  const isRoomFor = (to: AccountId): boolean =>
    registry.of('open', to).length < limits.perAddressee &&
    registry.count('open') + registry.count('delivered') < limits.inAll

  const keep = async (intro: Intro): Promise<IntroState> => {
    const { to, from, tag } = intro
    const nowMs = clock.nowMs()
    if (equalBytes(to, from) || Math.abs(intro.atMs - nowMs) > dayMs) return 'not-taken'
    // Whoever says one again has not heard the answer.
    if (isAbout(registry.find({ kind: 'delivered', to, from }), tag)) return 'delivered'
    const blocked = registry.find({ kind: 'blocked', to, from })
    // Of somebody blocked the last tag is kept as others' intros are, so that every answer is the same.
    const before = blocked ?? registry.find({ kind: 'open', to, from })
    if (isAbout(before, tag)) return 'kept'
    if (!intros.allows(bytesToHex(from))) return 'too-many'
    if ((before === null || before.bytes.length === 0) && !isRoomFor(to)) return 'too-many'
    const row: IntroRow =
      blocked === null
        ? { kind: 'open', to, from, atMs: nowMs, bytes: concatBytes(tag, encodeRecord(intro.record)) }
        : { ...blocked, bytes: tag }
    if (!(await write({ put: [row] }))) return 'not-taken'
    if (blocked === null) await tell(to, { type: 'intro', record: intro.record })
    return 'kept'
  }

  const take = async (to: AccountId, from: AccountId, tag: Uint8Array): Promise<void> => {
    const open = registry.find({ kind: 'open', to, from })
    if (open === null || !isAbout(open, tag)) return
    const delivered: IntroRow = { kind: 'delivered', to, from, atMs: clock.nowMs(), bytes: tag }
    if (!(await write({ remove: [open], put: [delivered] }))) return
    await tell(from, { type: 'intro-state', to, tag, state: 'delivered' })
  }
  const block = async (to: AccountId, from: AccountId): Promise<void> => {
    const row: IntroRow = { kind: 'blocked', to, from, atMs: clock.nowMs(), bytes: new Uint8Array() }
    if (registry.find(row) !== null) return
    if (registry.count('blocked') >= limits.blockedInAll || !blocks.allows(bytesToHex(to))) {
      return log({ event: 'block-not-kept' })
    }
    const blocked = registry.of('blocked', to)
    const oldest = blocked.slice(0, Math.max(0, blocked.length + 1 - limits.blockedPerAccount))
    await write({ remove: [{ ...row, kind: 'open' }, ...oldest], put: [row] })
  }
  const unblock = async (to: AccountId, from: AccountId): Promise<void> => {
    const blocked = registry.find({ kind: 'blocked', to, from })
    if (blocked !== null) await write({ remove: [blocked] })
  }

  return {
    keep,
    async judge(to, from, tag, verdict) {
      if (verdict === 'taken') await take(to, from, tag)
      else if (verdict === 'blocked') await block(to, from)
      else await unblock(to, from)
    },
    async withdraw(to, from, tag) {
      const open = registry.find({ kind: 'open', to, from })
      if (open !== null && isAbout(open, tag)) await write({ remove: [open] })
    },
    async noteTold(delivered) {
      if (registry.find(delivered) === delivered) await write({ remove: [delivered] })
    },
  }
}
