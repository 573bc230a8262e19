/** What happened to oneself, and that it was read, on all of one's devices. */
import { describe, expect, test } from 'vitest'
import { appreciate, comment, deletion, edit, post, startMs } from './entries.ts'
import { contactWith, entryTarget, postPage, textOf } from './authors.ts'
import { createSharedMaps, done, newDisk, openDevice, until } from './journal-world.ts'
import { minuteMs, people, told, toldBy } from './told-notices.ts'

describe('notices', () => {
  test('say what others did, the like of one kind about one thing together', async () => {
    const { ana, bo, cy } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo), contactWith(cy)] })
    const mine = ana.write(post('my boat at dawn', { atMs: startMs - 30 * minuteMs }))
    await device.hear(ana)
    bo.write(appreciate(entryTarget('post', mine), startMs - 9 * minuteMs))
    bo.write(comment('lovely', entryTarget('post', mine), { atMs: startMs - 8 * minuteMs }))
    cy.write(appreciate(entryTarget('post', mine), startMs - 7 * minuteMs))
    cy.write({ kind: 'follow', atMs: startMs - 6 * minuteMs, account: ana.account })
    cy.write(
      post('with @Ana', { mentions: [{ account: ana.account, name: 'Ana' }], atMs: startMs - 5 * minuteMs }),
    )
    await device.hear(bo, cy)
    const row = await device.talk.notices(50)
    expect(told(row)).toEqual(['mention Cy 1 !', 'follow Cy 1 !', 'appreciation Cy+Bo 2 !', 'comment Bo 1 !'])
    expect(row.items.slice(0, 4)).toMatchObject([
      { excerpt: 'with @Ana', target: { kind: 'post', account: textOf(cy) } },
      { excerpt: '', target: null, about: null },
      { excerpt: 'my boat at dawn', target: postPage(mine), about: postPage(mine) },
      { excerpt: 'lovely', target: { kind: 'comment', account: textOf(bo) }, about: postPage(mine) },
    ])
    expect(row.unread).toBe(5)
    const [mention] = row.items
    done(await device.talk.readNotices(mention?.key ?? ''))
    expect((await device.talk.notices(50)).unread).toBe(0)
    expect(await device.talk.readNotices('not a key')).toMatchObject({ error: { type: 'not-found' } })
  })

  test('are of nothing that one did oneself, and of nobody blocked or muted', async () => {
    const { ana, bo, cy } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo), contactWith(cy)] })
    const mine = ana.write(post('mine'))
    ana.write(comment('mine too', entryTarget('post', mine)))
    bo.write(comment('hello', entryTarget('post', mine)))
    cy.write(comment('buy now', entryTarget('post', mine)))
    await device.hear(ana, bo, cy)
    expect(await toldBy(device)).toEqual([expect.stringMatching(/^comment (Bo\+Cy|Cy\+Bo) 2 !$/)])
    device.setContacts(contactWith(bo, { state: 'blocked' }), contactWith(cy))
    expect(await toldBy(device)).toEqual(['comment Cy 1 !'])
    done(await device.talk.muteWord('buy', true))
    expect(await toldBy(device)).toEqual([])
    done(await device.talk.muteWord('buy', false))
    done(await device.talk.mutePerson(textOf(cy), true))
    expect(await toldBy(device)).toEqual([])
    device.setContacts(contactWith(bo), contactWith(cy))
    expect(await toldBy(device)).toEqual(['comment Bo 1 !'])
  })

  test('go when what they tell of was taken back or hidden', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    const mine = ana.write(post('mine'))
    const [one, other] = [
      bo.write(comment('one', entryTarget('post', mine))),
      bo.write(comment('other', entryTarget('post', mine))),
    ]
    await device.hear(ana, bo)
    bo.write(deletion(one.id))
    await device.hear(bo)
    expect((await device.talk.notices(50)).items).toMatchObject([{ excerpt: 'other' }, { kind: 'connected' }])
    const hidden = ana.write({ kind: 'hide', atMs: startMs, account: bo.account, id: other.id })
    await device.hear(ana)
    expect(await toldBy(device)).toEqual([])
    ana.write(deletion(hidden.id))
    await device.hear(ana)
    expect(await toldBy(device)).toEqual(['comment Bo 1 !'])
  })

  test('go when one’s own that they are about was taken back', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    const mine = ana.write(post('mine'))
    bo.write(comment('one', entryTarget('post', mine)))
    bo.write(appreciate(entryTarget('post', mine)))
    await device.hear(ana, bo)
    expect((await toldBy(device)).length).toBe(2)
    ana.write(deletion(mine.id))
    await device.hear(ana)
    expect(await device.talk.notices(50)).toMatchObject({ items: [{ kind: 'connected' }], unread: 1 })
  })

  test('tell of requests, and of connections but those that one made by saying yes', async () => {
    const { ana, bo, cy } = people()
    const device = await openDevice({ own: ana })
    const asked = contactWith(bo, { state: 'received', sinceMs: startMs })
    device.setContacts(asked, contactWith(cy, { state: 'sent', sinceMs: startMs }))
    expect((await device.talk.notices(50)).items).toMatchObject([
      { kind: 'request', by: [{ name: 'Bo' }], unread: true },
    ])
    device.setContacts(contactWith(bo, { sinceMs: startMs + 1 }), contactWith(cy, { sinceMs: startMs + 2 }))
    await until(async () => (await device.talk.notices(50)).items.length === 1)
    expect((await device.talk.notices(50)).items).toMatchObject([
      { kind: 'connected', by: [{ name: 'Cy' }], people: 1 },
    ])
    await device.close()
    const again = await openDevice({
      own: ana,
      disk: device.disk,
      contacts: [contactWith(bo, { sinceMs: startMs + 1 }), contactWith(cy, { sinceMs: startMs + 2 })],
    })
    expect((await again.talk.notices(50)).items).toMatchObject([{ kind: 'connected', people: 1 }])
  })

  test('read on one device are read on the other, and never come back there', async () => {
    const { ana, bo } = people()
    const { world, maps } = await createSharedMaps()
    const mine = ana.write(post('mine', { atMs: startMs - 60 * minuteMs }))
    bo.write(comment('early', entryTarget('post', mine), { atMs: startMs - 9 * minuteMs }))
    bo.write(comment('later', entryTarget('post', mine), { atMs: startMs - 5 * minuteMs }))
    const contacts = [contactWith(bo)]
    const phone = await openDevice({ own: ana, contacts, network: maps[0] })
    await phone.hear(ana, bo)
    const [newest] = (await phone.talk.notices(50)).items
    done(await phone.talk.readNotices(newest?.key ?? ''))
    await world.settle()
    const laptop = await openDevice({ own: ana, contacts, network: maps[1], disk: newDisk() })
    laptop.clock.advance(minuteMs)
    await laptop.hear(ana, bo)
    expect((await laptop.talk.notices(50)).unread).toBe(0)
    bo.write(comment('new', entryTarget('post', mine), { atMs: startMs - minuteMs }))
    await phone.hear(bo)
    await laptop.hear(bo)
    expect((await phone.talk.notices(50)).unread).toBe(1)
    expect((await laptop.talk.notices(50)).unread).toBe(1)
    const [now] = (await laptop.talk.notices(50)).items
    done(await laptop.talk.readNotices(now?.key ?? ''))
    await world.settle()
    expect((await phone.talk.notices(50)).unread).toBe(0)
  })

  test('stay read when what they tell of is edited, or told again', async () => {
    const { ana, bo } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    const mine = ana.write(post('mine', { atMs: startMs - 60 * minuteMs }))
    const said = bo.write(comment('helo', entryTarget('post', mine), { atMs: startMs - minuteMs }))
    await device.hear(ana, bo)
    const [newest] = (await device.talk.notices(50)).items
    done(await device.talk.readNotices(newest?.key ?? ''))
    device.clock.advance(minuteMs)
    bo.write(edit(said.id, 'hello', startMs + 1))
    await device.hear(bo)
    await device.tell({ account: bo.account, added: [said] })
    expect((await device.talk.notices(50)).items[0]).toMatchObject({ excerpt: 'hello', unread: false })
  })

  test('of what was said long ago and came only now are unread all the same', async () => {
    const { ana, bo, cy } = people()
    const device = await openDevice({ own: ana, contacts: [contactWith(bo), contactWith(cy)] })
    const mine = ana.write(post('mine', { atMs: startMs - 60 * minuteMs }))
    bo.write(comment('on time', entryTarget('post', mine), { atMs: startMs - minuteMs }))
    await device.hear(ana, bo)
    const [newest] = (await device.talk.notices(50)).items
    done(await device.talk.readNotices(newest?.key ?? ''))
    device.clock.advance(minuteMs)
    cy.write(appreciate(entryTarget('post', mine), startMs - 30 * minuteMs))
    await device.hear(cy)
    expect(await toldBy(device)).toEqual(['comment Bo 1', 'appreciation Cy 1 !'])
    device.clock.advance(minuteMs)
    done(await device.talk.readNotices(newest?.key ?? ''))
    expect(await toldBy(device)).toEqual(['comment Bo 1', 'appreciation Cy 1'])
  })
})
