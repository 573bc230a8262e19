import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import {
  canRevoke,
  coversHeads,
  evaluateChain,
  newestPrekeys,
  sealAuthority,
} from '../../../../src/protocol/accounts/chain.ts'
import { accountIdOf } from '../../../../src/protocol/records/account-genesis.ts'
import type { Link } from '../../../../src/protocol/records/link.ts'
import type { Prekey } from '../../../../src/protocol/records/prekey.ts'
import { activeNames, alice, family, phone, puppet, reasonFor, tablet } from './family.ts'
import { account, adding, genesis, keyNamed, link, resetting, revoking, root, secretOf } from './people.ts'

describe('an account of several devices', () => {
  it('is nothing but its keys before the first link', () => {
    const state = evaluateChain(genesis, [])
    expect(state.devices.size).toBe(0)
    expect(state.heads).toEqual([account])
    expect(state.nextPrev).toEqual([account])
    expect(state.needsNewSecret).toBe(true)
    expect(state.secret).toBeNull()
    expect(state.resetCounter).toBe(0)
  })

  it('lists devices with who added them, the eldest first', async () => {
    const { links, last } = await family()
    const state = evaluateChain(genesis, links)
    expect(
      [...state.devices.values()].map(({ name, addedBy, seniority }) => [name, addedBy, seniority.depth]),
    ).toEqual([
      ['laptop', root, 1],
      ['phone', alice, 2],
      ['tablet', phone, 3],
    ])
    expect(state.heads).toEqual([last.rid])
    expect(state.ignored).toEqual([])
    expect(sealAuthority(state, tablet)).toBe('active')
    expect(sealAuthority(state, puppet)).toBe('unknown')
    expect(sealAuthority(state, root)).toBe('unknown')
  })

  it('takes in two devices that were added at the same time', async () => {
    const laptop = await link(root, [], adding('laptop'))
    const one = await link(alice, [laptop], adding('phone'))
    const other = await link(alice, [laptop], adding('tablet'))
    const state = evaluateChain(genesis, [other, laptop, one])
    expect(activeNames(state).toSorted()).toEqual(['laptop', 'phone', 'tablet'])
    expect(state.heads.map(bytesToHex)).toEqual([one, other].map(head => bytesToHex(head.rid)).toSorted())
    const [, elder, younger] = [...state.devices.values()]
    expect(canRevoke(state, elder?.device ?? root, younger?.device ?? root)).toBe(true)
    expect(canRevoke(state, younger?.device ?? root, elder?.device ?? root)).toBe(false)
  })

  it('counts a device that two others added at once only once, and believes it by either', async () => {
    const { links, last } = await family()
    const byLaptop = await link(alice, [last], adding('camera'))
    const byPhone = await link(phone, [last], adding('camera'))
    const all = [...links, byLaptop, byPhone]
    const state = evaluateChain(genesis, all)
    const [repeated] = state.ignored
    expect(state.ignored.length).toBe(1)
    expect(repeated?.reason).toBe('already-added')
    const knowsOnlyRepeated = [byLaptop, byPhone].find(
      add => bytesToHex(add.rid) === bytesToHex(repeated?.rid ?? root),
    )
    const later = await link(keyNamed('camera'), [knowsOnlyRepeated ?? last], adding('studio'))
    expect(activeNames(evaluateChain(genesis, [...all, later]))).toContain('studio')
  })

  it('waits for what a link follows', async () => {
    const { links, last } = await family()
    const [laptop, second] = links
    const state = evaluateChain(genesis, [laptop, last])
    expect(state.pending).toEqual([last.rid])
    expect(activeNames(state)).toEqual(['laptop'])
    expect(coversHeads(state, [last.rid])).toBe(false)
    expect(coversHeads(state, [laptop.rid, last.rid])).toBe(false)
    expect(coversHeads(state, [laptop.rid, account])).toBe(true)
    expect(coversHeads(evaluateChain(genesis, [last, second, laptop]), [last.rid])).toBe(true)
  })

  it('does not throw on links that follow each other or that follow nothing', async () => {
    const { links } = await family()
    const [laptop, second] = links
    const loop: Link[] = [
      { ...laptop, prev: [second.rid] },
      { ...second, prev: [laptop.rid] },
      { ...links[2], prev: [] },
    ]
    expect(evaluateChain(genesis, loop).pending.length).toBe(3)
  })

  it('leaves out links of another account', async () => {
    const { links, last } = await family()
    const foreign: Link = { ...last, rid: keyNamed('foreign'), account: accountIdOf(keyNamed('eve'), root) }
    const state = evaluateChain(genesis, [...links, foreign])
    expect(reasonFor(state, foreign)).toBe('wrong-account')
    expect(state.heads).toEqual([last.rid])
  })

  it('refuses strangers, and does not let them plant heads', async () => {
    const { links, last } = await family()
    const stranger = await link(keyNamed('eve'), [last], adding('puppet'))
    const state = evaluateChain(genesis, [...links, stranger])
    expect(reasonFor(state, stranger)).toBe('not-authorised')
    expect(state.heads).toEqual([last.rid])
    expect(state.known.has(bytesToHex(stranger.rid))).toBe(true)
    expect(sealAuthority(state, puppet)).toBe('unknown')
  })

  it('does not take the root key for a device', async () => {
    const { links, last } = await family()
    const rootAsDevice = await link(alice, [last], { ...adding('root'), device: root } as never)
    expect(reasonFor(evaluateChain(genesis, [...links, rootAsDevice]), rootAsDevice)).toBe('not-a-device-key')
  })
})

describe('the account secret', () => {
  it('is wanted anew after a revoke and after a reset', async () => {
    const { links, last } = await family()
    const first = await link(alice, [last], secretOf(1))
    expect(evaluateChain(genesis, [...links, first])).toMatchObject({
      needsNewSecret: false,
      secret: { generation: 1 },
    })
    const revoke = await link(alice, [first], revoking('tablet'))
    expect(evaluateChain(genesis, [...links, first, revoke]).needsNewSecret).toBe(true)
    const second = await link(alice, [revoke], secretOf(2))
    const renewed = evaluateChain(genesis, [...links, first, revoke, second])
    expect(renewed).toMatchObject({ needsNewSecret: false, secret: { generation: 2, rid: second.rid } })
    const reset = await link(root, [second], resetting(1, ['laptop']))
    expect(evaluateChain(genesis, [...links, first, revoke, second, reset]).needsNewSecret).toBe(true)
  })

  it('of two made at once is the one with the lower id', async () => {
    const { links, last } = await family()
    const both = [await link(alice, [last], secretOf(1, 'a')), await link(phone, [last], secretOf(1, 'b'))]
    const lower = both.map(secret => bytesToHex(secret.rid)).toSorted()[0]
    for (const order of [both, both.toReversed()]) {
      expect(bytesToHex(evaluateChain(genesis, [...links, ...order]).secret?.rid ?? root)).toBe(lower)
    }
  })

  it('cannot be used up by a thief who leaps to the last generation, nor repeated', async () => {
    const { links, last } = await family()
    const first = await link(alice, [last], secretOf(1))
    const leap = await link(phone, [first], secretOf(Number.MAX_SAFE_INTEGER))
    const again = await link(phone, [first], secretOf(1, 'again'))
    const state = evaluateChain(genesis, [...links, first, leap, again])
    expect([leap, again].map(secret => reasonFor(state, secret))).toEqual([
      'wrong-generation',
      'wrong-generation',
    ])
    expect(state.secret?.rid).toEqual(first.rid)
  })

  it('made by a thief behind the revocation is void, and the last good one stands', async () => {
    const { links, last } = await family()
    const first = await link(alice, [last], secretOf(1))
    const revoke = await link(alice, [first], revoking('phone'))
    const forged = await link(phone, [first], secretOf(2, 'thief'))
    const state = evaluateChain(genesis, [...links, first, revoke, forged])
    expect(state).toMatchObject({ needsNewSecret: true, secret: { generation: 1 } })
    expect(reasonFor(state, forged)).toBe('after-revoke')
  })
})

describe('prekeys', () => {
  const day = 86_400_000
  const prekeyOf = (device: Uint8Array, id: number, expiresMs: number): Prekey => ({
    account,
    device,
    id,
    x: keyNamed(`x ${id}`),
    createdAtMs: 0,
    expiresMs,
    record: { kind: 'prekey', body: [], sig: new Uint8Array(64) },
  })

  it('are the highest of each active device; long expired ones make it dormant', async () => {
    const { links, last } = await family()
    const revoke = await link(alice, [last], revoking('tablet'))
    const state = evaluateChain(genesis, [...links, revoke])
    const now = 100 * day
    const prekeys = [
      prekeyOf(alice, 2, now - 30 * day),
      prekeyOf(alice, 1, now + 90 * day),
      prekeyOf(tablet, 9, now + 90 * day),
      { ...prekeyOf(alice, 7, now), account: accountIdOf(phone, root) },
      prekeyOf(puppet, 1, now),
    ]
    const shown = (nowMs: number): unknown =>
      newestPrekeys(state, prekeys, nowMs).map(({ device, prekey, dormant }) => [
        device,
        prekey?.id ?? null,
        dormant,
      ])
    expect(shown(now)).toEqual([
      [alice, 2, false],
      [phone, null, true],
    ])
    expect(shown(now + 1)).toEqual([
      [alice, 2, true],
      [phone, null, true],
    ])
  })

  it('with one id twice are chosen the same by everybody', async () => {
    const { links } = await family()
    const state = evaluateChain(genesis, links)
    const twice = [prekeyOf(alice, 1, 5), { ...prekeyOf(alice, 1, 5), x: keyNamed('other x') }]
    const chosen = [twice, twice.toReversed()].map(prekeys => newestPrekeys(state, prekeys, 0)[0]?.prekey?.x)
    expect(chosen[0]).toEqual(chosen[1])
  })
})

describe('evaluation', () => {
  it('leaves its arguments alone', async () => {
    const { links } = await family()
    const frozen = Object.freeze(
      links.map(one => Object.freeze({ ...one, prev: Object.freeze([...one.prev]) })),
    )
    const before = JSON.stringify(frozen)
    evaluateChain(genesis, frozen)
    expect(JSON.stringify(frozen)).toBe(before)
  })
})
