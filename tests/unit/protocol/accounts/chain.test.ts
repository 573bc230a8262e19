import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import {
  type AccountState,
  canRevoke,
  coversHeads,
  deviceOf,
  evaluateChain,
  type IgnoredReason,
  newestPrekeys,
  sealAuthority,
} from '../../../../src/protocol/accounts/chain.ts'
import { accountIdOf } from '../../../../src/protocol/records/account-genesis.ts'
import type { Link } from '../../../../src/protocol/records/link.ts'
import type { Prekey } from '../../../../src/protocol/records/prekey.ts'
import {
  account,
  adding,
  frontierOf,
  genesis,
  keyNamed,
  link,
  resetting,
  revoking,
  root,
  secretOf,
} from './people.ts'

const alice = keyNamed('laptop')
const phone = keyNamed('phone')
const tablet = keyNamed('tablet')
const puppet = keyNamed('puppet')

const activeNames = (state: AccountState): readonly string[] =>
  [...state.devices.values()].flatMap(device => (device.status === 'active' ? [device.name] : []))

const reasonFor = (state: AccountState, ignored: Link): IgnoredReason | null =>
  state.ignored.find(entry => bytesToHex(entry.rid) === bytesToHex(ignored.rid))?.reason ?? null

const counts = (state: AccountState, counted: Link): boolean => state.counted.has(bytesToHex(counted.rid))

/** Root adds the laptop, the laptop adds the phone, the phone the tablet: the eldest first. */
const family = async (): Promise<{ readonly links: readonly [Link, Link, Link]; readonly last: Link }> => {
  const laptop = await link(root, [], adding('laptop'))
  const second = await link(alice, [laptop], adding('phone'))
  const third = await link(phone, [second], adding('tablet'))
  return { links: [laptop, second, third], last: third }
}

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

describe('a stolen phone', () => {
  it('is revoked by the elder laptop; what the laptop saw of it stays', async () => {
    const { links, last } = await family()
    const revoke = await link(alice, [last], revoking('phone', frontierOf('album', 'b', 'a')))
    const state = evaluateChain(genesis, [...links, revoke])
    expect(activeNames(state)).toEqual(['laptop', 'tablet'])
    expect(sealAuthority(state, phone)).toEqual({ frontier: frontierOf('album', 'a', 'b') })
    expect(deviceOf(state, phone)?.status).toMatchObject({ revokedBy: revoke.rid, vouched: true })
  })

  it('cannot revoke the laptop first', async () => {
    const { links, last } = await family()
    const byThief = await link(phone, [last], revoking('laptop'))
    const byAlice = await link(alice, [last], revoking('phone'))
    for (const known of [[byThief], [byThief, byAlice]]) {
      const state = evaluateChain(genesis, [...links, ...known])
      expect(reasonFor(state, byThief)).toBe('not-senior')
      expect(sealAuthority(state, alice)).toBe('active')
    }
    expect(sealAuthority(evaluateChain(genesis, [...links, byThief, byAlice]), phone)).toEqual({
      frontier: [],
    })
  })

  it('cannot back-date a revocation of the laptop to before its own', async () => {
    const { links, last } = await family()
    const byAlice = await link(alice, [last], revoking('phone'))
    const [, addedPhone] = links
    const backDated = await link(phone, [addedPhone], revoking('laptop'))
    const state = evaluateChain(genesis, [...links, byAlice, backDated])
    expect(reasonFor(state, backDated)).toBe('not-senior')
    expect(activeNames(state)).toEqual(['laptop', 'tablet'])
  })

  it('cannot use a past in which the laptop is not there yet', async () => {
    const { links } = await family()
    const tooEarly = await link(phone, [], revoking('laptop'))
    expect(reasonFor(evaluateChain(genesis, [...links, tooEarly]), tooEarly)).toBe('not-authorised')
  })

  it('adds a sock-puppet, back-dated: the puppet and all it says are void', async () => {
    const { links, last } = await family()
    const byAlice = await link(alice, [last], revoking('phone'))
    const addPuppet = await link(phone, [last], adding('puppet'))
    const byPuppet = await link(puppet, [addPuppet], adding('puppet of puppet'))
    const state = evaluateChain(genesis, [...links, addPuppet, byPuppet, byAlice])
    expect(reasonFor(state, addPuppet)).toBe('after-revoke')
    expect(reasonFor(state, byPuppet)).toBe('author-void')
    expect(sealAuthority(state, puppet)).toBe('unknown')
    expect(sealAuthority(state, keyNamed('puppet of puppet'))).toBe('unknown')
  })

  it('cannot vouch for what its puppet writes after the revocation', async () => {
    const { links, last } = await family()
    const byAlice = await link(alice, [last], revoking('phone'))
    const addPuppet = await link(phone, [last], adding('puppet'))
    const revokePuppet = await link(phone, [addPuppet], revoking('puppet', frontierOf('album', 'forged')))
    const revokeSelf = await link(phone, [last], revoking('phone', frontierOf('album', 'forged')))
    const state = evaluateChain(genesis, [...links, byAlice, addPuppet, revokePuppet, revokeSelf])
    expect(sealAuthority(state, puppet)).toEqual({ frontier: [] })
    expect(sealAuthority(state, phone)).toEqual({ frontier: [] })
    expect(deviceOf(state, puppet)?.status).toMatchObject({ vouched: false })
    expect(deviceOf(state, phone)?.status).toMatchObject({ vouched: true, revokedBy: expect.any(Uint8Array) })
  })

  it('stays dead: neither itself, nor a friend, nor the laptop by mistake brings its key back', async () => {
    const { links, last } = await family()
    const revoke = await link(alice, [last], revoking('phone'))
    const bySelf = await link(phone, [last], adding('phone'))
    const byTablet = await link(tablet, [revoke], adding('phone'))
    const byRoot = await link(root, [revoke], adding('phone'))
    const state = evaluateChain(genesis, [...links, revoke, bySelf, byTablet, byRoot])
    expect(sealAuthority(state, phone)).toEqual({ frontier: [] })
    expect([bySelf, byTablet, byRoot].map(add => reasonFor(state, add))).toEqual([
      'after-revoke',
      'dead-key',
      'dead-key',
    ])
  })

  it('takes the juniors with it, and an elder can still vouch for what they made', async () => {
    const { links, last } = await family()
    const byAlice = await link(alice, [last], revoking('phone'))
    const spite = await link(phone, [last], revoking('tablet'))
    const state = evaluateChain(genesis, [...links, byAlice, spite])
    expect(deviceOf(state, tablet)?.status).toMatchObject({ frontier: [], vouched: false })
    expect(canRevoke(state, alice, tablet)).toBe(true)
    const again = await link(alice, state.nextPrev, revoking('tablet', frontierOf('journal', 'seen')))
    const healed = evaluateChain(genesis, [...links, byAlice, spite, again])
    expect(sealAuthority(healed, tablet)).toEqual({ frontier: frontierOf('journal', 'seen') })
  })

  it('cannot crowd the others out of the next link by forking a thousandfold', async () => {
    const { links, last } = await family()
    const forks = await Promise.all(
      Array.from({ length: 100 }, (_, index) => link(phone, [last], adding(`puppet ${index}`))),
    )
    const honest = await link(tablet, [last], adding('camera'))
    const state = evaluateChain(genesis, [...links, ...forks, honest])
    expect(state.heads.length).toBe(101)
    expect(state.nextPrev.length).toBe(64)
    expect(state.nextPrev).toContainEqual(honest.rid)
  })
})

describe('revoking', () => {
  it('may be done to oneself and to juniors, by the root to anybody, and to nobody unknown', async () => {
    const { links } = await family()
    const state = evaluateChain(genesis, links)
    expect(canRevoke(state, phone, phone)).toBe(true)
    expect(canRevoke(state, phone, tablet)).toBe(true)
    expect(canRevoke(state, phone, alice)).toBe(false)
    expect(canRevoke(state, root, alice)).toBe(true)
    expect(canRevoke(state, root, puppet)).toBe(false)
    expect(canRevoke(state, puppet, phone)).toBe(false)
  })

  it('answers beforehand what the chain will say', async () => {
    const { links, last } = await family()
    const gone = await link(alice, [last], revoking('phone'))
    const all = [...links, gone]
    const state = evaluateChain(genesis, all)
    for (const by of [root, alice, phone, tablet, puppet]) {
      for (const name of ['laptop', 'phone', 'tablet', 'puppet']) {
        const revoke = await link(by, state.nextPrev, revoking(name))
        expect(counts(evaluateChain(genesis, [...all, revoke]), revoke)).toBe(
          canRevoke(state, by, keyNamed(name)),
        )
      }
    }
  })

  it('of oneself holds, and ends what one signed elsewhere at the time', async () => {
    const { links, last } = await family()
    const goodbye = await link(tablet, [last], revoking('tablet', frontierOf('album', 'last')))
    const elsewhere = await link(tablet, [last], adding('camera'))
    const state = evaluateChain(genesis, [...links, goodbye, elsewhere])
    expect(sealAuthority(state, tablet)).toEqual({ frontier: frontierOf('album', 'last') })
    expect(reasonFor(state, elsewhere)).toBe('after-revoke')
    const secondGoodbye = await link(tablet, [last], revoking('tablet', frontierOf('album', 'more')))
    expect(sealAuthority(evaluateChain(genesis, [...links, goodbye, secondGoodbye]), tablet)).toEqual({
      frontier: [],
    })
  })

  it('by two at once unites what both saw', async () => {
    const { links, last } = await family()
    const one = await link(alice, [last], revoking('tablet', frontierOf('album', 'x')))
    const other = await link(phone, [last], revoking('tablet', frontierOf('album', 'y')))
    const state = evaluateChain(genesis, [...links, one, other])
    expect(sealAuthority(state, tablet)).toEqual({ frontier: frontierOf('album', 'x', 'y') })
  })

  it('keeps what the revoked device added before, if the revoker knew', async () => {
    const { links, last } = await family()
    const revoke = await link(alice, [last], revoking('phone'))
    expect(sealAuthority(evaluateChain(genesis, [...links, revoke]), tablet)).toBe('active')
  })
})

describe('a stolen eldest device', () => {
  it('can revoke the others, and only the words bring Alice back', async () => {
    const { links, last } = await family()
    const theft = [
      await link(alice, [last], revoking('phone')),
      await link(alice, [last], revoking('tablet')),
    ]
    const lost = evaluateChain(genesis, [...links, ...theft])
    expect(activeNames(lost)).toEqual(['laptop'])
    expect(canRevoke(lost, phone, alice)).toBe(false)

    const words = await link(root, lost.nextPrev, resetting(1, [], [['laptop', frontierOf('album', 'mine')]]))
    const fresh = await link(root, [words], adding('new laptop'))
    const late = await link(alice, [last], adding('puppet'))
    const knowing = await link(alice, [fresh], revoking('new laptop'))
    const state = evaluateChain(genesis, [...links, ...theft, words, fresh, late, knowing])
    expect(activeNames(state)).toEqual(['new laptop'])
    expect(reasonFor(state, late)).toBe('before-reset')
    expect(reasonFor(state, knowing)).toBe('not-authorised')
    expect(sealAuthority(state, alice)).toEqual({ frontier: frontierOf('album', 'mine') })
    expect(sealAuthority(state, puppet)).toBe('unknown')
    expect(state.resetCounter).toBe(1)
  })
})

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
