/**
 * Intros (protocol/relay/frames.ts, 08 to 0b): who asks to be known by whom. One is kept for each pair of accounts
 * until a device of the addressee has taken the letter, and then, until the sender has heard, that it was. Whoever is
 * blocked is told what everybody is told. What happens about one addressee happens in the order it came.
 */
import { bytesToHex, equalBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { AccountState } from '../../src/protocol/accounts/chain.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { decodeRecord, type SignedRecord, signingInput } from '../../src/protocol/records/record.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import type { Intro } from '../../src/protocol/rooms/first-contact-types.ts'
import { parseIntro } from '../../src/protocol/rooms/intro.ts'
import { standingOf } from '../accounts/standing.ts'
import type { IntroLimits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { IntroStore } from '../stores/intro-store.ts'
import { createTurns } from '../turns.ts'
import { createDesk, tagBytes } from './desk.ts'
import { startForgetting } from './forget-old.ts'
import { createPresence, type Member } from './presence.ts'
import { createRegistry } from './registry.ts'

export type IntroFrame = Extract<Frame, { readonly type: 'intro' | 'intro-verdict' | 'intro-withdrawn' }>

export interface IntroDeps {
  /** Closed by whoever opened it. */
  readonly store: IntroStore
  readonly clock: Clock
  readonly log: Log
  readonly verify: VerifySignature
  readonly limits: IntroLimits
  /** From the identity document that is held; null when none is. */
  readonly accountState: (account: AccountId) => Promise<AccountState | null>
}

export interface Intros {
  /** From now on what concerns its account comes to it; what waits comes first. */
  enter(member: Member): Promise<void>
  leave(member: Member): void
  /** Resolves when it has been dealt with. */
  receive(member: Member, frame: IntroFrame): Promise<void>
  /** Intros that nobody has taken yet. */
  count(): number
  close(): void
}

export const createIntros = (deps: IntroDeps): Intros => {
  const registry = createRegistry(deps.store)
  const presence = createPresence()
  const turns = createTurns()
  const stopForgetting = startForgetting(registry, { ...deps, keptDays: deps.limits.keptDays })

  /** Devices may have been revoked since they signed in. One whose chain is not held was judged by what it showed. */
  const active = async (account: AccountId, members: readonly Member[]): Promise<readonly Member[]> => {
    const state = await deps.accountState(account)
    return members.filter(({ device }) => state === null || standingOf(state, device) === 'active')
  }
  const isActive = async (member: Member): Promise<boolean> =>
    (await active(member.account, [member])).length > 0
  const desk = createDesk({
    ...deps,
    registry,
    tell: async (account, frame) => {
      for (const member of await active(account, presence.of(account))) member.send(frame)
    },
  })
  const inTurn = (to: AccountId, task: () => Promise<void>): Promise<void> => turns.take(bytesToHex(to), task)

  const introduce = async (member: Member, record: SignedRecord): Promise<void> => {
    const parsed = parseIntro(record)
    if (!parsed.ok) return member.violation(`intro ${parsed.error.reason}`)
    const intro = parsed.value
    if (!isOwn(member, intro)) return member.violation('intro of another')
    return inTurn(intro.to, async () => {
      if (!(await deps.verify(record.sig, signingInput(record.kind, record.body), intro.fromDevice))) {
        return member.violation('intro forged')
      }
      const state = (await isActive(member)) ? await desk.keep(intro) : 'not-taken'
      member.send({ type: 'intro-state', to: intro.to, tag: intro.tag, state })
    })
  }

  return {
    async enter(member) {
      presence.enter(member)
      for (const { bytes } of registry.of('open', member.account)) {
        const record = decodeRecord(bytes.subarray(tagBytes))
        if (record.ok) member.send({ type: 'intro', record: record.value })
      }
      for (const row of registry.of('delivered', member.account)) {
        member.send({ type: 'intro-state', to: row.to, tag: row.bytes, state: 'delivered' })
        await inTurn(row.to, () => desk.noteTold(row))
      }
    },
    leave: presence.leave,
    async receive(member, frame) {
      if (frame.type === 'intro') return introduce(member, frame.record)
      const to = frame.type === 'intro-verdict' ? member.account : frame.to
      return inTurn(to, async () => {
        if (!(await isActive(member))) return
        if (frame.type === 'intro-verdict') await desk.judge(to, frame.from, frame.tag, frame.verdict)
        else await desk.withdraw(to, member.account, frame.tag)
      })
    },
    count: () => registry.count('open'),
    close: stopForgetting,
  }
}

const isOwn = ({ account, device }: Member, intro: Intro): boolean =>
  equalBytes(account, intro.from) && equalBytes(device, intro.fromDevice)
