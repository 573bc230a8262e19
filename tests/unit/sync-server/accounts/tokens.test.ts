import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createTokens, type TokenHolder } from '../../../../sync-server/accounts/tokens.ts'

const holder = (account: number, device: number): TokenHolder => ({
  account: new Uint8Array(32).fill(account) as AccountId,
  device: new Uint8Array(32).fill(device),
})
const hourMs = 3_600_000

const create = (maxTokens = 100) => {
  const clock = createManualClock()
  return { clock, tokens: createTokens({ clock, random: unsafeSeededRandom(1), ttlMs: hourMs, maxTokens }) }
}

describe('a token', () => {
  it('stands for its device until its time is over', () => {
    const { clock, tokens } = create()
    const { token, ttlInSeconds } = tokens.issue(holder(1, 2))
    expect([token.length, ttlInSeconds]).toEqual([32, 3_600])
    clock.advance(hourMs - 1)
    expect(tokens.holderOf(token)).toEqual(holder(1, 2))
    clock.advance(1)
    expect(tokens.holderOf(token)).toBeNull()
  })

  it('is given again while more than half its life is left, and then a new one beside it', () => {
    const { clock, tokens } = create()
    const first = tokens.issue(holder(1, 2))
    clock.advance(hourMs / 2 - 1_000)
    expect(tokens.issue(holder(1, 2))).toEqual({ token: first.token, ttlInSeconds: 1_801 })
    clock.advance(1_000)
    const second = tokens.issue(holder(1, 2))
    expect(second.ttlInSeconds).toBe(3_600)
    expect(second.token).not.toEqual(first.token)
    expect([tokens.holderOf(first.token), tokens.holderOf(second.token)]).toEqual([
      holder(1, 2),
      holder(1, 2),
    ])
    expect(tokens.issue(holder(1, 2)).token).toEqual(second.token)
  })

  it('is another for each device and each account', () => {
    const { tokens } = create()
    const issued = [holder(1, 2), holder(1, 3), holder(2, 2)].map(one => tokens.issue(one).token)
    expect(new Set(issued.map(token => Buffer.from(token).toString('hex'))).size).toBe(3)
    expect(issued.map(tokens.holderOf)).toEqual([holder(1, 2), holder(1, 3), holder(2, 2)])
  })

  it('of nobody stands for nobody', () => {
    const { tokens } = create()
    const { token } = tokens.issue(holder(1, 2))
    expect(tokens.holderOf(token.map(byte => byte ^ 1))).toBeNull()
    expect(tokens.holderOf(token.subarray(1))).toBeNull()
    expect(tokens.holderOf(new Uint8Array())).toBeNull()
  })

  it('gives way when there are too many, the oldest first', () => {
    const { tokens } = create(3)
    const issued = [1, 2, 3, 4].map(device => tokens.issue(holder(1, device)).token)
    expect(issued.map(token => tokens.holderOf(token) !== null)).toEqual([false, true, true, true])
    expect(tokens.holderOf(tokens.issue(holder(1, 1)).token)).toEqual(holder(1, 1))
  })
})
