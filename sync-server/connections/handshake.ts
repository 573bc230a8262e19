/**
 * How a connection proves whose it is (PROTOCOL §8, protocol/relay/handshake.ts):
 *
 *   hello → auth → welcome, or hello → auth → chain-needed → chain → welcome, or refused at any step.
 *
 * One per connection, so its nonce is good once: an answer recorded elsewhere or before never fits.
 */
import { bytesToHex, equalBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { Random } from '../../src/base/random.ts'
import type { Result } from '../../src/base/result.ts'
import type { AccountState } from '../../src/protocol/accounts/chain.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { type Auth, parseAuth } from '../../src/protocol/records/auth.ts'
import { type SignedRecord, signingInput } from '../../src/protocol/records/record.ts'
import {
  type AuthRefusal,
  decodeClientGreeting,
  encodeRelayGreeting,
} from '../../src/protocol/relay/handshake.ts'
import { standingOf } from '../accounts/standing.ts'
import type { TokenHolder } from '../accounts/tokens.ts'

export interface HandshakeOptions {
  readonly relayOrigin: string
  readonly relayId: Uint8Array
  readonly maxFrameBytes: number
  readonly clock: Clock
  readonly random: Random
  readonly verify: VerifySignature
  /** How far a client's clock may be from ours, either way. */
  readonly maxClockSkewMs: number
  /**
   * What the account is, from what the relay keeps together with the records presented, if any; null when
   * there is not even a genesis. The error: a record that is not of this account, or not signed as it says.
   */
  readonly judgeAccount: JudgeAccount
}

export type JudgeAccount = (
  account: AccountId,
  presented: readonly SignedRecord[],
) => Promise<Result<AccountState | null, 'bad-chain'>>

export type Peer = TokenHolder

export type HandshakeStep =
  | { readonly type: 'continue'; readonly reply: Uint8Array }
  | { readonly type: 'welcome'; readonly reply: Uint8Array; readonly peer: Peer }
  | { readonly type: 'refused'; readonly reply: Uint8Array; readonly reason: AuthRefusal }

export interface Handshake {
  /** The first frame. */
  readonly hello: Uint8Array
  /** 32 bytes, in `hello`. */
  readonly nonce: Uint8Array
  /** Never rejects for anything a client can send. After `welcome` or `refused` it is over. */
  receive(frame: Uint8Array): Promise<HandshakeStep>
}

type Phase =
  | { readonly at: 'auth' }
  | { readonly at: 'chain'; readonly auth: Auth }
  | { readonly at: 'busy' | 'over' }

export const createHandshake = (options: HandshakeOptions): Handshake => {
  const nonce = options.random.bytes(32)
  let phase: Phase = { at: 'auth' }

  const finish = (outcome: Outcome): HandshakeStep => {
    phase = outcome.type === 'chain-needed' ? { at: 'chain', auth: outcome.auth } : { at: 'over' }
    return stepFrom(outcome)
  }

  const receiveIn = async (current: Phase, frame: Uint8Array): Promise<Outcome> => {
    const greeting = decodeClientGreeting(frame)
    if (!greeting.ok) return refused('malformed')
    if (current.at === 'auth' && greeting.value.type === 'auth')
      return judgeAuth(options, nonce, greeting.value.record)
    if (current.at === 'chain' && greeting.value.type === 'chain') {
      return judgeDevice(options, current.auth, greeting.value.records)
    }
    return refused('unexpected-frame')
  }

  return {
    hello: encodeRelayGreeting({
      type: 'hello',
      relayOrigin: options.relayOrigin,
      nonce,
      relayId: options.relayId,
      maxFrameBytes: options.maxFrameBytes,
    }),
    nonce,
    async receive(frame) {
      const current = phase
      if (current.at === 'busy' || current.at === 'over') return finish(refused('unexpected-frame'))
      phase = { at: 'busy' }
      const outcome = await receiveIn(current, frame)
      // A frame that came meanwhile has ended it.
      return isOver(phase) ? stepFrom(refused('unexpected-frame')) : finish(outcome)
    },
  }
}

const isOver = (phase: Phase): boolean => phase.at === 'over'

type Outcome =
  | { readonly type: 'chain-needed'; readonly auth: Auth }
  | { readonly type: 'welcome'; readonly peer: Peer }
  | { readonly type: 'refused'; readonly reason: AuthRefusal }

const refused = (reason: AuthRefusal): Outcome => ({ type: 'refused', reason })

const stepFrom = (outcome: Outcome): HandshakeStep => {
  switch (outcome.type) {
    case 'chain-needed':
      return { type: 'continue', reply: encodeRelayGreeting({ type: 'chain-needed' }) }
    case 'welcome':
      return { type: 'welcome', reply: encodeRelayGreeting({ type: 'welcome' }), peer: outcome.peer }
    case 'refused':
      return refusal(outcome.reason)
  }
}

/** Also for what ends a handshake from outside: time, or too many connections. */
export const refusal = (reason: AuthRefusal): HandshakeStep & { readonly type: 'refused' } => ({
  type: 'refused',
  reply: encodeRelayGreeting({ type: 'refused', reason }),
  reason,
})

const judgeAuth = async (
  options: HandshakeOptions,
  nonce: Uint8Array,
  record: SignedRecord,
): Promise<Outcome> => {
  const parsed = parseAuth(record)
  if (!parsed.ok) return refused('malformed')
  const auth = parsed.value
  const problem = whyNotForThisChallenge(options, nonce, auth)
  if (problem !== null) return refused(problem)
  if (!(await options.verify(record.sig, signingInput(record.kind, record.body), auth.device))) {
    return refused('bad-signature')
  }
  return judgeDevice(options, auth, null)
}

const whyNotForThisChallenge = (
  options: HandshakeOptions,
  nonce: Uint8Array,
  auth: Auth,
): AuthRefusal | null => {
  if (auth.relayOrigin !== options.relayOrigin) return 'wrong-origin'
  if (!equalBytes(auth.nonce, nonce)) return 'wrong-nonce'
  return Math.abs(auth.atMs - options.clock.nowMs()) > options.maxClockSkewMs ? 'clock-wrong' : null
}

/** `presented` is null until the client was asked for its chain, which happens once. */
const judgeDevice = async (
  options: HandshakeOptions,
  auth: Auth,
  presented: readonly SignedRecord[] | null,
): Promise<Outcome> => {
  const judged = await options.judgeAccount(auth.account, presented ?? [])
  if (!judged.ok) return refused(judged.error)
  const standing = judged.value === null ? 'unknown' : standingOf(judged.value, auth.device)
  if (standing === 'active') return { type: 'welcome', peer: { account: auth.account, device: auth.device } }
  if (standing === 'revoked') return refused('revoked-device')
  if (presented === null) return { type: 'chain-needed', auth }
  return refused(judged.value === null ? 'bad-chain' : 'unknown-device')
}

/** For logs: enough to tell accounts apart. */
export const shortId = (bytes: Uint8Array): string => bytesToHex(bytes.subarray(0, 6))
