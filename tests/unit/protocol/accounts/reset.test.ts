import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { evaluateChain, sealAuthority } from '../../../../src/protocol/accounts/chain.ts'
import { activeNames, alice, counts, family, phone, reasonFor } from './family.ts'
import { adding, frontierOf, genesis, keyNamed, link, resetting, revoking, root } from './people.ts'

describe('a reset', () => {
  it('holds even when a relay showed its maker none of the chain', async () => {
    const { links, last } = await family()
    const blind = await link(root, [], resetting(1))
    const fresh = await link(root, [blind], adding('new laptop'))
    const spite = await link(alice, [last], revoking('phone'))
    const state = evaluateChain(genesis, [...links, spite, blind, fresh])
    expect(activeNames(state)).toEqual(['new laptop'])
    expect(links.map(one => reasonFor(state, one))).toEqual(['before-reset', 'before-reset', 'before-reset'])
    expect(sealAuthority(state, alice)).toBe('unknown')
  })

  it('does not bring back what the root revoked at the same time', async () => {
    const { links, last } = await family()
    const revoke = await link(root, [last], revoking('phone', frontierOf('album', 'seen')))
    const reset = await link(root, [last], resetting(1, ['laptop', 'phone']))
    const state = evaluateChain(genesis, [...links, revoke, reset])
    expect(activeNames(state)).toEqual(['laptop'])
    expect(sealAuthority(state, phone)).toEqual({ frontier: frontierOf('album', 'seen') })
  })

  it('is for the root alone', async () => {
    const { links, last } = await family()
    const byDevice = await link(alice, [last], resetting(1, ['laptop']))
    const state = evaluateChain(genesis, [...links, byDevice])
    expect(reasonFor(state, byDevice)).toBe('root-only')
    expect(activeNames(state)).toEqual(['laptop', 'phone', 'tablet'])
  })

  it('undoes a revocation that the thief dates before it', async () => {
    const { links, last } = await family()
    const reset = await link(root, [last], resetting(1, ['phone']))
    const backDated = await link(alice, [last], revoking('phone'))
    const state = evaluateChain(genesis, [...links, reset, backDated])
    expect(activeNames(state)).toEqual(['phone'])
    expect(reasonFor(state, backDated)).toBe('before-reset')
  })

  it('still undoes it after a second reset that knows of it', async () => {
    const { links, last } = await family()
    const first = await link(root, [last], resetting(1, ['phone']))
    const backDated = await link(alice, [last], revoking('phone'))
    const second = await link(root, [first, backDated], resetting(2, ['phone']))
    const state = evaluateChain(genesis, [...links, first, backDated, second])
    expect(activeNames(state)).toEqual(['phone'])
    expect(reasonFor(state, backDated)).toBe('before-reset')
    expect(counts(state, first)).toBe(true)
    expect(state.resetCounter).toBe(2)
  })

  it('keeps none that was already revoked, and revives no key', async () => {
    const { links, last } = await family()
    const revoke = await link(alice, [last], revoking('phone'))
    const reset = await link(root, [revoke], resetting(1, ['phone', 'laptop']))
    const readd = await link(root, [reset], adding('tablet'))
    const state = evaluateChain(genesis, [...links, revoke, reset, readd])
    expect(activeNames(state)).toEqual(['laptop'])
    expect(reasonFor(state, readd)).toBe('dead-key')
  })

  it('of two made at once, the lower id prevails everywhere, and the next settles it', async () => {
    const { links, last } = await family()
    const one = await link(root, [last], resetting(1, ['laptop']))
    const other = await link(root, [last], resetting(1, ['phone']))
    const [winner, loser] = bytesToHex(one.rid) < bytesToHex(other.rid) ? [one, other] : [other, one]
    const kept = winner === one ? 'laptop' : 'phone'
    const state = evaluateChain(genesis, [...links, one, other])
    expect(activeNames(state)).toEqual([kept])
    expect(reasonFor(state, loser)).toBe('superseded')
    const underLoser = await link(keyNamed(winner === one ? 'phone' : 'laptop'), [loser], adding('camera'))
    expect(reasonFor(evaluateChain(genesis, [...links, one, other, underLoser]), underLoser)).toBe(
      'before-reset',
    )
    const next = await link(root, state.nextPrev, resetting(state.resetCounter + 1, [kept]))
    expect(evaluateChain(genesis, [...links, one, other, next]).resetCounter).toBe(2)
  })

  it('with the higher counter prevails over a concurrent lower one', async () => {
    const { links, last } = await family()
    const first = await link(root, [last], resetting(1, ['laptop', 'phone']))
    const second = await link(root, [first], resetting(2, ['phone']))
    const concurrent = await link(root, [last], resetting(1, ['laptop']))
    const state = evaluateChain(genesis, [...links, first, second, concurrent])
    expect(activeNames(state)).toEqual(['phone'])
    expect(reasonFor(state, concurrent)).toBe('superseded')
  })

  it('counts one up: neither a repeat nor a leap', async () => {
    const { links, last } = await family()
    const leap = await link(root, [last], resetting(Number.MAX_SAFE_INTEGER))
    const first = await link(root, [last], resetting(1, ['laptop']))
    const repeat = await link(root, [first], resetting(1))
    const state = evaluateChain(genesis, [...links, leap, first, repeat])
    expect([leap, repeat].map(reset => reasonFor(state, reset))).toEqual(['wrong-counter', 'wrong-counter'])
    expect(activeNames(state)).toEqual(['laptop'])
  })
})
