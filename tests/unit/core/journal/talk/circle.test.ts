/** Whom one follows, mutes and blocks: on all of one's devices, and known to nobody who need not know. */
import { describe, expect, test } from 'vitest'
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import { equalBytes } from '../../../../../src/base/bytes.ts'
import { post, startMs } from './entries.ts'
import { contactWith, createAuthor, textOf } from './authors.ts'
import { createSharedMaps, done, newDisk, openDevice } from './journal-world.ts'

const people = () => ({ ana: createAuthor('Ana'), bo: createAuthor('Bo'), cy: createAuthor('Cy') })

describe('following', () => {
  test('is private or public, and changing the form leaves nothing of the other', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana })
    const fields = () => [...device.network.entries().keys()].filter(field => field.startsWith('f:'))
    const follow = async (state: 'no' | 'private' | 'public') => {
      done(await device.talk.follow(textOf(bo), state))
      return [
        device.talk.followOf(bo.account),
        fields().length,
        ana.entries.map(({ plain }) => plain?.kind).join(),
      ]
    }
    expect(await follow('private')).toEqual(['private', 1, ''])
    expect(await follow('private')).toEqual(['private', 1, ''])
    expect(await follow('public')).toEqual(['public', 0, 'follow'])
    expect(await follow('public')).toEqual(['public', 0, 'follow'])
    expect(await follow('private')).toEqual(['private', 1, 'follow,delete'])
    expect(await follow('public')).toEqual(['public', 0, 'follow,delete,follow'])
    expect(await follow('no')).toEqual(['no', 0, 'follow,delete,follow,delete'])
    expect(await device.talk.follow(textOf(ana), 'private')).toMatchObject({ error: { type: 'not-found' } })
    expect(await device.talk.follow('nobody', 'private')).toMatchObject({ error: { type: 'not-found' } })
  })

  test('in private is nothing that the names of fields tell', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana })
    done(await device.talk.follow(textOf(bo), 'private'))
    done(await device.talk.mutePerson(textOf(bo), true))
    for (const field of device.network.entries().keys()) expect(field).toMatch(/^[fm]:[\w-]{22}$/)
    expect([...device.network.entries().keys()].join()).not.toContain(textOf(bo))
  })

  test('is the same on both devices, and seen by the followed when it is public', async () => {
    const { ana, bo, cy } = people()
    const { world, maps } = await createSharedMaps()
    const phone = await openDevice({ own: ana, network: maps[0] })
    done(await phone.talk.follow(textOf(bo), 'private'))
    done(await phone.talk.follow(textOf(cy), 'public'))
    await world.settle()
    const laptop = await openDevice({ own: ana, network: maps[1], disk: newDisk() })
    await laptop.hear(ana)
    expect([bo, cy].map(({ account }) => laptop.talk.followOf(account))).toEqual(['private', 'public'])
    expect(new Set(laptop.kept())).toEqual(new Set([ana.hex, bo.hex, cy.hex]))
    bo.write(post('Bo’s', { atMs: startMs - 1 }))
    cy.write(post('Cy’s'))
    await laptop.hear(bo, cy)
    expect(await laptop.texts()).toEqual(['Cy’s', 'Bo’s'])
    expect((await laptop.talk.follows()).following.map(({ follow }) => follow).toSorted()).toEqual([
      'private',
      'public',
    ])

    const [bos, cys] = [await openDevice({ own: bo }), await openDevice({ own: cy })]
    for (const device of [bos, cys]) await device.hear(ana)
    expect((await cys.talk.follows()).followers).toMatchObject([{ account: textOf(ana) }])
    expect((await bos.talk.follows()).followers).toEqual([])
    expect(await bos.talk.publicFollowersOf(cy.account, [ana.account, bo.account])).toEqual([ana.account])
    for (const { plain } of ana.entries) {
      if (plain?.kind === 'follow') expect(equalBytes(plain.account, cy.account)).toBe(true)
    }
  })
})

describe('muting', () => {
  test('is the same on both devices, also when both said it at the same time', async () => {
    const { ana, bo } = people()
    const { world, maps } = await createSharedMaps()
    const phone = await openDevice({ own: ana, network: maps[0], contacts: [contactWith(bo)] })
    const laptop = await openDevice({
      own: ana,
      network: maps[1],
      contacts: [contactWith(bo)],
      disk: newDisk(),
    })
    for (const { talk } of [phone, laptop]) {
      done(await talk.mutePerson(textOf(bo), true))
      done(await talk.muteWord('Spoiler', true))
    }
    await world.settle()
    expect(phone.talk.mutes()).toEqual(laptop.talk.mutes())
    expect(phone.talk.mutes()).toMatchObject({ words: ['Spoiler'], people: [{ name: 'Bo' }] })
    done(await laptop.talk.mutePerson(textOf(bo), false))
    done(await laptop.talk.muteWord('spoiler', false))
    await world.settle()
    expect(phone.talk.mutes()).toEqual({ words: [], people: [] })
    expect(phone.talk.isMuted(bo.account)).toBe(false)
  })

  test('is bounded, and says so', async () => {
    const { ana } = people()
    const device = await openDevice({ own: ana })
    const words = Array.from({ length: 500 }, (_, n) => [`m:${n}`, [1, null, `word ${n}`]] as const)
    done(
      await device.network.write(words).then(written => (written.ok ? written : { ok: true, value: null })),
    )
    expect(device.talk.mutes().words).toHaveLength(500)
    expect(await device.talk.muteWord('one more', true)).toMatchObject({
      error: { field: 'word', reason: 'too-many' },
    })
    done(await device.talk.muteWord('word 7', false))
    done(await device.talk.muteWord('one more', true))
  })

  test('passes over what no version of this wrote', async () => {
    const { ana } = people()
    const device = await openDevice({ own: ana })
    await device.network.write([
      ['m:a', 'nonsense'],
      ['f:b', [2, new Uint8Array(32)]],
      ['m:c', [1, new Uint8Array(31), '']],
      ['r:', enc(['nonsense'])],
    ])
    expect(device.talk.mutes()).toEqual({ words: [], people: [] })
    expect((await device.talk.follows()).following).toEqual([])
    expect(await device.talk.notices(5)).toMatchObject({ items: [], unread: 0 })
  })
})

describe('blocking', () => {
  test('takes somebody out everywhere at once, and unblocking shows all of it again', async () => {
    const { ana, bo, cy } = people()
    const contacts = [contactWith(bo), contactWith(cy)]
    const device = await openDevice({ own: ana, contacts })
    bo.write({ kind: 'follow', atMs: startMs, account: ana.account })
    bo.write(post('Bo’s'))
    await device.hear(bo)
    const seen = async () => ({
      feed: await device.texts(),
      followers: (await device.talk.follows()).followers.length,
      notices: (await device.talk.notices(9)).items.filter(({ kind }) => kind === 'follow').length,
    })
    const before = await seen()
    expect(before).toEqual({ feed: ['Bo’s'], followers: 1, notices: 1 })
    device.setLive(false)
    device.setContacts(contactWith(bo, { state: 'blocked' }), contactWith(cy))
    expect(await seen()).toEqual({ feed: [], followers: 0, notices: 0 })
    expect(await device.talk.follow(textOf(bo), 'private')).toMatchObject({ error: { type: 'cannot-write' } })
    device.setContacts(...contacts)
    expect(await seen()).toEqual(before)
  })

  test('is told to whoever watches', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    let told = 0
    const stop = device.talk.onChange(() => told++)
    device.setContacts(contactWith(bo, { state: 'blocked' }))
    expect(told).toBeGreaterThan(0)
    const before = told
    bo.write(post('unheard'))
    await device.hear(bo)
    expect(told).toBeGreaterThan(before)
    stop()
    const after = told
    device.setContacts(contactWith(bo))
    expect(told).toBe(after)
  })
})
