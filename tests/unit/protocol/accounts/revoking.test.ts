import { describe, expect, it } from 'vitest'
import { canRevoke, deviceOf, evaluateChain, sealAuthority } from '../../../../src/protocol/accounts/chain.ts'
import { activeNames, alice, counts, family, phone, puppet, reasonFor, tablet } from './family.ts'
import { adding, frontierOf, genesis, keyNamed, link, resetting, revoking, root } from './people.ts'

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
