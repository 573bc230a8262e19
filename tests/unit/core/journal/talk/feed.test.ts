/** The home feed: whose posts, in which order, and what is held back. */
import { beforeEach, describe, expect, test } from 'vitest'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import { bytes32, deletion, edit, post, startMs } from './entries.ts'
import { type Author, contactWith, createAuthor, textOf } from './authors.ts'
import { type Device, done, newDisk, openDevice } from './journal-world.ts'

const minuteMs = 60_000

describe('the feed', () => {
  let ana: Author
  let bo: Author
  let cy: Author
  let eve: Author
  let device: Device
  beforeEach(async () => {
    ana = createAuthor('Ana')
    bo = createAuthor('Bo')
    cy = createAuthor('Cy')
    eve = createAuthor('Eve')
    device = await openDevice({ own: ana, contacts: [contactWith(bo)], reachable: [bo, cy, eve] })
  })

  test('has what one’s circle published, the newest first, and nothing of anybody else', async () => {
    ana.write(post('mine', { atMs: startMs - 3 * minuteMs }))
    bo.write(post('Bo’s', { atMs: startMs - 2 * minuteMs }))
    cy.write(post('Cy’s', { atMs: startMs - minuteMs }))
    eve.write(post('a stranger’s'))
    await device.hear(ana, bo, cy, eve)
    expect(await device.texts()).toEqual(['Bo’s', 'mine'])
    done(await device.talk.follow(textOf(cy), 'private'))
    expect(await device.texts()).toEqual(['Cy’s', 'Bo’s', 'mine'])
    expect((await device.feed()).people).toBe(3)
    done(await device.talk.follow(textOf(cy), 'no'))
    expect(await device.texts()).toEqual(['Bo’s', 'mine'])
  })

  test('keeps the journals of one’s circle in step, and lets go of others', async () => {
    expect(new Set(device.kept())).toEqual(new Set([ana.hex, bo.hex]))
    done(await device.talk.follow(textOf(cy), 'public'))
    expect(new Set(device.kept())).toEqual(new Set([ana.hex, bo.hex, cy.hex]))
    device.setContacts(contactWith(bo, { state: 'blocked' }))
    expect(new Set(device.kept())).toEqual(new Set([ana.hex, cy.hex]))
  })

  test('is as of its top: what is newer is counted, and shown when it is asked for', async () => {
    for (let n = 0; n < 5; n++) bo.write(post(`old ${n}`, { atMs: startMs - 10 * minuteMs + n }))
    await device.hear(bo)
    const { top } = await device.feed(3)
    for (let n = 0; n < 5; n++) bo.write(post(`new ${n}`, { atMs: startMs - minuteMs + n }))
    await device.hear(bo)
    const row = await device.feed(3, top)
    expect(row).toMatchObject({ newer: 5, top, hasOlder: true })
    expect(await device.texts(3, top)).toEqual(['old 4', 'old 3', 'old 2'])
    expect(await device.texts(3)).toEqual(['new 4', 'new 3', 'new 2'])
    expect(await device.texts(400, top)).toHaveLength(5)
    expect(await device.feed(400, top)).toMatchObject({ hasOlder: false })
  })

  test('a post from 2099 stands where it was first seen, says so, and stays there', async () => {
    const disk = newDisk()
    const first = await openDevice({ own: ana, disk, contacts: [contactWith(bo)] })
    bo.write(post('from the future', { atMs: Date.UTC(2099, 0, 1) }))
    bo.write(post('honest', { atMs: startMs - minuteMs }))
    await first.hear(bo)
    disk.clock.advance(10 * minuteMs)
    bo.write(post('later', { atMs: startMs + 9 * minuteMs }))
    await first.hear(bo)
    expect(await first.texts()).toEqual(['later', 'from the future', 'honest'])
    const [, future] = (await first.feed()).items
    expect(future?.posts[0]).toMatchObject({ clockIsWrong: true, atMs: startMs })
    await first.close()
    const again = await openDevice({ own: ana, disk, contacts: [contactWith(bo)] })
    expect(await again.texts()).toEqual(['later', 'from the future', 'honest'])
  })

  test('a post from long ago stands after what its author had said already', async () => {
    bo.write(post('today', { atMs: startMs - minuteMs }))
    bo.write(post('says 1970', { atMs: 0 }))
    await device.hear(bo)
    expect(await device.texts()).toEqual(['says 1970', 'today'])
  })

  test('posts about added works, one after the other, are one item that keeps its name', async () => {
    const added = { album: bytes32('album'), title: 'Boats', total: 2 }
    bo.write(post('a', { added, atMs: startMs - 5 }))
    bo.write(post('b', { added, atMs: startMs - 4 }))
    await device.hear(bo)
    const before = (await device.feed()).items
    expect(before.map(({ posts }) => posts.map(({ body }) => body.text))).toEqual([['b', 'a']])
    expect(before[0]?.posts[0]?.added).toMatchObject({ title: 'Boats', total: 2 })
    bo.write(post('c', { added, atMs: startMs - 3 }))
    bo.write(post('words', { atMs: startMs - 2 }))
    await device.hear(bo)
    const after = (await device.feed()).items
    expect(after.map(({ posts }) => posts.map(({ body }) => body.text))).toEqual([['words'], ['c', 'b', 'a']])
    expect(after[1]?.key).toBe(before[0]?.key)
    expect((await device.feed(1)).hasOlder).toBe(true)
  })

  test('shows what a post says now, with what it said before on its page', async () => {
    const one = bo.write(post('first', { atMs: startMs - minuteMs }))
    bo.write(edit(one.id, 'second', startMs - 30_000))
    await device.hear(bo)
    expect(await device.texts()).toEqual(['second'])
    const page = await device.talk.post(textOf(bo), entryIdToText(one.id))
    expect(page).toMatchObject({
      kind: 'shown',
      post: { editedAtMs: startMs - 30_000 },
      versions: [{ body: { text: 'first' } }, { body: { text: 'second' } }],
    })
    bo.write(deletion(one.id))
    await device.hear(bo)
    expect(await device.texts()).toEqual([])
    expect(await device.talk.post(textOf(bo), entryIdToText(one.id))).toMatchObject({ kind: 'deleted' })
  })

  test('leaves out whom and what one mutes, and shows all of it again', async () => {
    done(await device.talk.follow(textOf(cy), 'private'))
    bo.write(post('About the PREMIÈRE tonight'))
    cy.write(post('Something else'))
    ana.write(post('my premiere'))
    await device.hear(ana, bo, cy)
    const all = new Set(await device.texts())
    expect(all.size).toBe(3)
    done(await device.talk.muteWord('premiere', true))
    expect(new Set(await device.texts())).toEqual(new Set(['Something else', 'my premiere']))
    done(await device.talk.mutePerson(textOf(cy), true))
    expect(await device.texts()).toEqual(['my premiere'])
    expect(device.talk.mutes()).toMatchObject({ words: ['premiere'], people: [{ account: textOf(cy) }] })
    done(await device.talk.muteWord('Première', false))
    done(await device.talk.mutePerson(textOf(cy), false))
    expect(new Set(await device.texts())).toEqual(all)
    expect([...device.network.entries().keys()].filter(field => field.startsWith('m:'))).toEqual([])
  })

  test('a muted person’s page stays, and a blocked one’s does not', async () => {
    const one = bo.write(post('still here'))
    await device.hear(bo)
    done(await device.talk.mutePerson(textOf(bo), true))
    const page = () => device.talk.journal({ type: 'journal', account: textOf(bo), count: 10 })
    expect(await page()).toMatchObject({ muted: true, posts: [{ body: { text: 'still here' } }] })
    expect(await device.talk.post(textOf(bo), entryIdToText(one.id))).toMatchObject({
      kind: 'hidden',
      because: 'muted',
    })
    device.setContacts(contactWith(bo, { state: 'blocked' }))
    expect(await page()).toMatchObject({ posts: [], state: 'nothing' })
    expect(await device.texts()).toEqual([])
    expect(await device.talk.post(textOf(bo), entryIdToText(one.id))).toMatchObject({
      kind: 'hidden',
      because: 'blocked',
    })
    device.setContacts(contactWith(bo))
    done(await device.talk.mutePerson(textOf(bo), false))
    expect(await device.texts()).toEqual(['still here'])
  })

  test('says whether all that can be here is', async () => {
    expect(await device.feed()).toMatchObject({ arriving: null, caughtUp: 'with-relay' })
    device.setReach(bo, { segments: 1, read: 0, state: 'asking' })
    expect(await device.feed()).toMatchObject({ arriving: { done: 1, of: 2 }, caughtUp: 'on-this-device' })
    device.setReach(bo, { segments: 1, read: 1, state: 'held' })
    device.setLive(false)
    expect(await device.feed()).toMatchObject({ arriving: null, caughtUp: 'on-this-device' })
  })

  test('looks for a post that is not here through all of the journal, and says what came of it', async () => {
    const old = cy.write(post('old'))
    cy.write(post('newer', { atMs: startMs }), { segment: 1 })
    cy.write(post('newest', { atMs: startMs }), { segment: 2 })
    const find = (id: string) => device.talk.post(accountIdToText(cy.account), id)
    expect(await find(entryIdToText(old.id))).toEqual({ kind: 'looking' })
    while ((await find(entryIdToText(old.id))).kind === 'looking')
      await new Promise(resolve => setImmediate(resolve))
    expect(await find(entryIdToText(old.id))).toMatchObject({
      kind: 'shown',
      post: { body: { text: 'old' } },
    })
    const missing = 'A'.repeat(22)
    while ((await find(missing)).kind === 'looking') await new Promise(resolve => setImmediate(resolve))
    expect(await find(missing)).toEqual({ kind: 'not-held', reason: 'unknown-to-relay' })
    expect(await find('<script>')).toEqual({ kind: 'bad-address' })
    device.setLive(false)
    device.setReach(eve, { segments: 1, read: 0, state: 'offline' })
    const away = () => device.talk.post(textOf(eve), missing)
    while ((await away()).kind === 'looking') await new Promise(resolve => setImmediate(resolve))
    expect(await away()).toEqual({ kind: 'not-held', reason: 'offline' })
  })

  test('does not say that the relay knows no such post while nobody could ask it, and asks once it can', async () => {
    cy.write(post('here'))
    const missing = 'A'.repeat(22)
    const find = () => device.talk.post(textOf(cy), missing)
    device.setLive(false)
    while ((await find()).kind === 'looking') await new Promise(resolve => setImmediate(resolve))
    expect(await find()).toEqual({ kind: 'not-held', reason: 'offline' })
    device.setLive(true)
    expect(await find()).toEqual({ kind: 'looking' })
    while ((await find()).kind === 'looking') await new Promise(resolve => setImmediate(resolve))
    expect(await find()).toEqual({ kind: 'not-held', reason: 'unknown-to-relay' })
  })

  test('a person’s page fetches what is older as somebody reads on', async () => {
    cy.write(post('oldest', { atMs: startMs - 3 }))
    cy.write(post('older', { atMs: startMs - 2 }), { segment: 1 })
    cy.write(post('newest', { atMs: startMs - 1 }), { segment: 2 })
    const page = () => device.talk.journal({ type: 'journal', account: textOf(cy), count: 10 })
    let row = await page()
    for (let turn = 0; turn < 500 && (row.posts.length < 3 || row.hasOlder); turn++) {
      await new Promise(resolve => setImmediate(resolve))
      row = await page()
    }
    expect(row.posts.map(({ body }) => body.text)).toEqual(['newest', 'older', 'oldest'])
    expect(row).toMatchObject({ hasOlder: false, state: 'held', follow: 'no' })
  })
})
