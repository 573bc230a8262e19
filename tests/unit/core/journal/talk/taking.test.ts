/** News into rows: in any order, again after a crash, and whatever an author tries. */
import { beforeEach, describe, expect, test } from 'vitest'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import type { EntryId16, JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import { appreciate, boat, bytes16, comment, deletion, edit, post, startMs } from './entries.ts'
import {
  type Author,
  commentPage,
  contactWith,
  createAuthor,
  entryTarget,
  postPage,
  textOf,
} from './authors.ts'
import { type Device, newDisk, openDevice, until } from './journal-world.ts'

describe('what a journal says', () => {
  let ana: Author
  let bo: Author
  let cy: Author
  let device: Device
  beforeEach(async () => {
    ana = createAuthor('Ana')
    bo = createAuthor('Bo')
    cy = createAuthor('Cy')
    device = await openDevice({ own: ana, contacts: [contactWith(bo), contactWith(cy)] })
  })
  /** What others said and did, besides being connected. */
  const said = async ({ talk }: Device) =>
    (await talk.notices(10)).items.filter(({ kind }) => kind !== 'connected')
  const keysOf = async ({ disk }: Device, prefix = 'jt/'): Promise<readonly string[]> => {
    const found = await disk.storage.range({ from: prefix, to: `${prefix.slice(0, -1)}0`, limit: 1_000_000 })
    return found.ok ? found.value.map(([key]) => key) : []
  }

  test('counts the same whichever segment is read first', async () => {
    const one = bo.write(post('one'))
    const two = bo.write(post('two'))
    const edited = bo.write(edit(one.id, 'one, better', startMs + 1), { segment: 1 })
    const gone = bo.write(deletion(two.id), { segment: 1 })
    await device.tell({ account: bo.account, segment: 1, added: [edited, gone] })
    expect(await device.texts()).toEqual([])
    await device.tell({ account: bo.account, segment: 0, added: [one, two] })
    expect(await device.texts()).toEqual(['one, better'])
    const other = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    await other.hear(bo)
    expect(await other.texts()).toEqual(['one, better'])
  })

  test('told again, changes nothing', async () => {
    const one = ana.write(post('mine'))
    await device.hear(ana)
    const news = {
      account: bo.account,
      added: [
        bo.write(post('a post')),
        bo.write(comment('a comment', entryTarget('post', one))),
        bo.write(appreciate(entryTarget('post', one))),
        bo.write({ kind: 'follow', atMs: startMs, account: ana.account }),
        bo.write(edit(bytes16('entry', 'Bo', 0) as EntryId16, 'a better post')),
      ],
    }
    await device.tell(news)
    const before = {
      keys: await keysOf(device),
      feed: await device.feed(),
      notices: await device.talk.notices(10),
    }
    device.clock.advance(60_000)
    await device.tell(news)
    expect(await keysOf(device)).toEqual(before.keys)
    expect(await device.feed()).toEqual(before.feed)
    expect(await device.talk.notices(10)).toEqual(before.notices)
  })

  test('a second entry with a known id counts as nothing', async () => {
    const one = bo.write(post('first'))
    await device.hear(bo)
    await device.tell({
      account: bo.account,
      segment: 3,
      added: [{ ...one, segment: 3, plain: post('second') }],
    })
    expect(await device.texts()).toEqual(['first'])
    expect((await device.feed()).items[0]?.posts[0]?.rewritten).toBe(false)
  })

  test('an edit and a deletion of somebody else’s entry do nothing', async () => {
    const one = bo.write(post('Bo’s own'))
    await device.hear(bo)
    cy.write(edit(one.id, 'defaced'))
    cy.write(deletion(one.id))
    await device.hear(cy)
    expect(await device.texts()).toEqual(['Bo’s own'])
  })

  test('what its author put in the place of something else is shown as rewritten', async () => {
    const one = bo.write(post('before'))
    await device.hear(bo)
    await device.tell({ account: bo.account, changed: [{ ...one, plain: post('after', { atMs: 5 }) }] })
    const [item] = (await device.feed()).items
    expect(item?.posts[0]).toMatchObject({ rewritten: true, atMs: startMs, body: { text: 'after' } })
  })

  test('what was taken out of the list is gone, and back when it comes back', async () => {
    const one = bo.write(post('here'))
    const said = bo.write(comment('and here', entryTarget('post', one)))
    await device.hear(bo)
    await device.tell({ account: bo.account, gone: [one.id, said.id] })
    expect(await device.texts()).toEqual([])
    expect(await device.talk.post(textOf(bo), entryIdToText(one.id))).toMatchObject({ kind: 'deleted' })
    expect((await device.about(postPage(one))).comments).toEqual([])
    await device.tell({ account: bo.account, added: [one, said] })
    expect(await device.texts()).toEqual(['here'])
    expect((await device.feed()).items[0]?.posts[0]).toMatchObject({
      rewritten: false,
      counts: { comments: 1 },
    })
  })

  test('a deletion that is gone itself deletes nothing: a revoked device’s words are undone', async () => {
    const one = bo.write(post('here'))
    const deleted = bo.write(deletion(one.id))
    const edited = bo.write(edit(one.id, 'by a thief'))
    await device.hear(bo)
    expect(await device.texts()).toEqual([])
    await device.tell({ account: bo.account, gone: [deleted.id, edited.id] })
    expect(await device.texts()).toEqual(['here'])
  })

  test('what can be read at last stands where its author said it', async () => {
    const entry = bo.write(post('sealed', { atMs: startMs - 60_000 }), { audience: 'connections' })
    const sealed = { ...entry, plain: null, problem: 'not-for-you' as const }
    const page = () => device.talk.post(textOf(bo), entryIdToText(entry.id))
    await device.tell({ account: bo.account, added: [sealed] })
    expect(await page()).toEqual({ kind: 'unreadable', reason: 'not-for-you' })
    bo.write(post('said after', { atMs: startMs - 30_000 }))
    await device.tell({ account: bo.account, added: bo.entries.slice(1) })
    expect(await device.texts()).toEqual(['said after'])
    await device.tell({ account: bo.account, changed: [entry] })
    expect(await device.texts()).toEqual(['said after', 'sealed'])
    expect(await page()).toMatchObject({ kind: 'shown', post: { rewritten: false, audience: 'connections' } })
  })

  test('ten thousand appreciations by one account count as one, and leave a handful of rows', async () => {
    const one = ana.write(post('mine'))
    await device.hear(ana)
    const before = (await keysOf(device)).length
    for (let n = 0; n < 10_000; n++)
      bo.write(appreciate(entryTarget('post', one)), { segment: Math.floor(n / 256) })
    await device.hear(bo)
    expect((await device.about(postPage(one))).counts).toEqual({
      comments: 0,
      appreciations: 1,
      appreciated: false,
    })
    expect((await keysOf(device)).length - before).toBeLessThan(16)
    expect(await said(device)).toMatchObject([{ kind: 'appreciation', people: 1 }])
  }, 30_000)

  test('an appreciation taken back does not count, also when that came first', async () => {
    const one = ana.write(post('mine'))
    await device.hear(ana)
    const liked = bo.write(appreciate(entryTarget('post', one)))
    bo.write(deletion(liked.id), { segment: 1 })
    await device.tell({ account: bo.account, segment: 1, added: bo.entries.slice(1) })
    await device.tell({ account: bo.account, segment: 0, added: [liked] })
    expect((await device.about(postPage(one))).counts.appreciations).toBe(0)
    expect(await said(device)).toEqual([])
    cy.write(appreciate(entryTarget('post', one)))
    await device.hear(cy)
    expect((await device.about(postPage(one))).counts.appreciations).toBe(1)
  })

  test('what is said about something that is not here is kept, and stands under it once it comes', async () => {
    const one = bo.write(post('late'))
    cy.write(comment('early', entryTarget('post', one)))
    await device.hear(cy)
    expect((await device.about(postPage(one))).comments).toMatchObject([{ text: 'early' }])
    await device.hear(bo)
    expect((await device.feed()).items[0]?.posts[0]?.counts.comments).toBe(1)
  })

  test('hiding counts from the owner of what it is about, on whichever side it comes first', async () => {
    const one = bo.write(post('Bo’s'))
    const rude = cy.write(comment('rude', entryTarget('post', one)))
    const hide = (id: EntryId16): JournalPlain => ({ kind: 'hide', atMs: startMs, account: cy.account, id })
    ana.write(hide(rude.id))
    await device.hear(ana, bo, cy)
    expect((await device.about(postPage(one))).comments).toHaveLength(1)
    const hidden = bo.write(hide(rude.id))
    await device.hear(bo)
    expect(await device.about(postPage(one))).toMatchObject({ comments: [], counts: { comments: 0 } })
    bo.write(deletion(hidden.id))
    await device.hear(bo)
    expect((await device.about(postPage(one))).comments).toHaveLength(1)

    const other = await openDevice({ own: ana, contacts: [contactWith(bo), contactWith(cy)] })
    bo.write(hide(rude.id))
    await other.hear(bo)
    await other.hear(cy)
    expect((await other.about(postPage(one))).comments).toEqual([])
  })

  test('what is edited of a comment is its words', async () => {
    const one = ana.write(post('mine'))
    const said = bo.write(comment('helo', entryTarget('post', one)))
    bo.write(edit(said.id, 'hello', startMs + 9))
    await device.hear(ana, bo)
    const { comments } = await device.about(postPage(one))
    expect(comments).toMatchObject([
      { text: 'hello', editedAtMs: startMs + 9, source: 'device', copy: 'on-relay' },
    ])
    bo.write(appreciate(entryTarget('comment', said)))
    await device.hear(bo)
    expect((await device.about(postPage(one))).comments).toMatchObject([{ appreciations: 1 }])
    expect((await device.about(commentPage(said))).counts.appreciations).toBe(1)
  })

  test('nothing is taken while the disk is full, and all of it when it comes again', async () => {
    const disk = newDisk()
    const full = await openDevice({ own: ana, disk, contacts: [contactWith(bo)] })
    const one = bo.write(post('one'))
    disk.storage.failWith('full')
    await expect(full.tell({ account: bo.account, added: [one] })).rejects.toThrow('storage-full')
    disk.storage.failWith(null)
    expect(await full.texts()).toEqual([])
    await full.tell({ account: bo.account, added: [one] })
    expect(await full.texts()).toEqual(['one'])
  })

  test('images stay referred to for as long as the post is there', async () => {
    const one = bo.write(post('with an image', { images: [boat] }))
    await device.hear(bo)
    const referred = async () => (await device.talk.references()).filter(({ isOwn }) => !isOwn)
    expect(await referred()).toMatchObject([{ isPartial: false, blobs: [{ size: 'thumb', bytes: 9 }] }])
    const imageId = (await device.feed()).items[0]?.posts[0]?.body.images[0]?.image.id ?? ''
    const load = () => device.talk.image(textOf(bo), entryIdToText(one.id), imageId, 'full')
    expect(await load()).toMatchObject({ size: 'thumb' })
    bo.write(deletion(one.id))
    await device.hear(bo)
    expect(await referred()).toEqual([])
    expect(await load()).toBeNull()
  })

  test('as long as something of one’s own cannot be read, nothing of one’s own passes for unwanted', async () => {
    const entry = ana.write(post('newer'))
    await device.tell({ account: ana.account, added: [{ ...entry, plain: null, problem: 'newer-version' }] })
    expect((await device.talk.references()).some(({ isOwn, isPartial }) => isOwn && isPartial === true)).toBe(
      true,
    )
  })

  test('all that one wrote oneself is read, however long ago', async () => {
    for (let segment = 0; segment < 3; segment++) ana.write(post(`segment ${segment}`), { segment })
    device.setReach(ana, { segments: 3, read: 1, state: 'held' })
    await until(async () => (await device.texts()).length === 3)
    expect(device.looks).toEqual(['Ana 2', 'Ana 1', 'Ana 0'])
  })
})
