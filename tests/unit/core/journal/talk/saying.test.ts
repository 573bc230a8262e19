/** What one says and does oneself, and what is said about it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { AlbumState } from '../../../../../src/core/api.ts'
import { targetToPage } from '../../../../../src/core/journal/talk/rows/targets.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import { appreciate, bytes16, bytes32, comment, deletion, post, startMs } from './entries.ts'
import {
  type Author,
  commentPage,
  contactWith,
  createAuthor,
  entryTarget,
  postPage,
  textOf,
} from './authors.ts'
import { type Device, done, openDevice } from './journal-world.ts'

describe('what one says about what others published', () => {
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
  const say = (
    target: ReturnType<typeof postPage>,
    text: string,
    replyTo: Parameters<Device['talk']['comment']>[0]['replyTo'] = null,
  ) => device.talk.comment({ type: 'comment.publish', target, replyTo, text, mentions: [] })
  const last = () => ana.entries.at(-1)

  test('stands under it at once, in one’s own journal, and can be edited and taken back', async () => {
    const one = bo.write(post('Bo’s'), { segment: 4 })
    await device.hear(bo)
    const { comment: id } = done(await say(postPage(one), 'well seen'))
    expect(last()).toMatchObject({ audience: 'public', plain: { kind: 'comment', target: { segment: 4 } } })
    expect((await device.about(postPage(one))).comments).toMatchObject([
      { id, text: 'well seen', author: { isOwn: true } },
    ])
    done(
      await device.talk.editComment({ type: 'comment.edit', comment: id, text: 'well seen!', mentions: [] }),
    )
    expect((await device.about(postPage(one))).comments).toMatchObject([{ id, text: 'well seen!' }])
    const written = ana.entries.length
    done(
      await device.talk.editComment({ type: 'comment.edit', comment: id, text: 'well seen!', mentions: [] }),
    )
    expect(ana.entries).toHaveLength(written)
    done(await device.talk.remove(id))
    expect(await device.about(postPage(one))).toMatchObject({ comments: [], counts: { comments: 0 } })
    done(await device.talk.remove(id))
    expect(
      await device.talk.editComment({ type: 'comment.edit', comment: id, text: 'x', mentions: [] }),
    ).toMatchObject({
      error: { type: 'not-found', what: 'comment' },
    })
  })

  test('answers a comment of the same thread, and none of another', async () => {
    const [one, other] = [bo.write(post('one')), bo.write(post('other'))]
    const asked = cy.write(comment('a question', entryTarget('post', one)))
    await device.hear(bo, cy)
    const replyTo = { account: textOf(cy), id: entryIdToText(asked.id) }
    done(await say(postPage(one), 'an answer', replyTo))
    expect((await device.about(postPage(one))).comments[1]).toMatchObject({
      replyTo: { ...replyTo, name: 'Cy', excerpt: 'a question' },
    })
    expect(await say(postPage(other), 'lost', replyTo)).toMatchObject({ error: { what: 'comment' } })
  })

  test('shows nothing of somebody blocked in what others wrote', async () => {
    const shown = {
      account: cy.account,
      album: bytes32('album'),
      work: bytes16('work'),
      title: 't',
      alt: '',
      preview: null,
    }
    bo.write(post('with a work of Cy’s', { works: [shown], mentions: [{ account: cy.account, name: 'Cy' }] }))
    await device.hear(bo)
    const body = async () => (await device.feed()).items[0]?.posts[0]?.body
    expect(await body()).toMatchObject({ works: [{ account: textOf(cy) }], mentions: [{ name: 'Cy' }] })
    device.setContacts(contactWith(bo), contactWith(cy, { state: 'blocked' }))
    expect(await body()).toMatchObject({ works: [], mentions: [] })
  })

  test('quotes nothing of somebody blocked', async () => {
    const one = bo.write(post('one'))
    const asked = cy.write(comment('a question', entryTarget('post', one)))
    await device.hear(bo, cy)
    done(await say(postPage(one), 'an answer', { account: textOf(cy), id: entryIdToText(asked.id) }))
    device.setContacts(contactWith(bo), contactWith(cy, { state: 'blocked' }))
    expect((await device.about(postPage(one))).comments).toMatchObject([{ text: 'an answer', replyTo: null }])
  })

  test('appreciates once, however often one presses, and takes it back', async () => {
    const one = bo.write(post('Bo’s'))
    await device.hear(bo)
    await Promise.all([
      device.talk.appreciate(postPage(one), true),
      device.talk.appreciate(postPage(one), true),
    ])
    expect(ana.entries).toHaveLength(1)
    expect(await device.about(postPage(one))).toMatchObject({
      counts: { appreciations: 1, appreciated: true },
      appreciatedBy: [{ isOwn: true }],
    })
    done(await device.talk.appreciate(postPage(one), false))
    expect(last()?.plain).toMatchObject({ kind: 'delete' })
    expect((await device.about(postPage(one))).counts).toMatchObject({ appreciations: 0, appreciated: false })
    done(await device.talk.appreciate(postPage(one), false))
    expect(ana.entries).toHaveLength(2)
  })

  test('goes to whoever reads what it is about', async () => {
    const tag = bytes16('tag')
    const one = bo.write(post('for connections'), { audience: 'connections', threadTag: tag })
    const said = cy.write(comment('in the thread', entryTarget('post', one)), { audience: 'thread', tag })
    await device.hear(bo, cy)
    done(await say(postPage(one), 'me too'))
    expect(last()).toMatchObject({ audience: 'thread', tag })
    done(await device.talk.appreciate(postPage(one), true))
    expect(last()).toMatchObject({ audience: 'thread', tag })
    done(await device.talk.appreciate(commentPage(said), true))
    expect(last()).toMatchObject({ audience: 'thread', tag })
    expect(await device.about(postPage(one))).toMatchObject({
      comments: [{ text: 'in the thread', appreciated: true }, { text: 'me too' }],
      counts: { comments: 2, appreciations: 1 },
    })
  })

  test('is not mixed up with what claims to be in a thread, or out of it', async () => {
    const [tag, other] = [bytes16('tag'), bytes16('other tag')]
    const one = bo.write(post('for connections'), { audience: 'connections', threadTag: tag })
    const open = bo.write(post('for everyone'))
    cy.write(comment('in a wrong thread', entryTarget('post', one)), { audience: 'thread', tag: other })
    cy.write(comment('about another post', entryTarget('post', open)), { audience: 'thread', tag })
    cy.write(comment('in public', entryTarget('post', one)))
    cy.write(appreciate(entryTarget('post', open)), { audience: 'thread', tag })
    await device.hear(bo, cy)
    expect(await device.about(postPage(one))).toMatchObject({ comments: [], counts: { comments: 0 } })
    expect(await device.about(postPage(open))).toMatchObject({ comments: [], counts: { appreciations: 0 } })
  })

  test('shows what is in a thread and cannot be read as what it is, uncounted', async () => {
    const tag = bytes16('tag')
    const one = bo.write(post('for connections'), { audience: 'connections', threadTag: tag })
    const sealed = cy.write(comment('sealed', entryTarget('post', one)), { audience: 'thread', tag })
    await device.hear(bo)
    await device.tell({ account: cy.account, added: [{ ...sealed, plain: null, problem: 'not-for-you' }] })
    expect(await device.about(postPage(one))).toMatchObject({
      comments: [{ text: '', problem: 'not-for-you' }],
      counts: { comments: 0 },
    })
    await device.tell({ account: cy.account, changed: [sealed] })
    expect(await device.about(postPage(one))).toMatchObject({
      comments: [{ text: 'sealed', problem: null }],
      counts: { comments: 1 },
    })
  })

  test('the owner hides a comment and shows it again; nobody else can', async () => {
    const mine = ana.write(post('mine'))
    const theirs = bo.write(post('Bo’s'))
    const rude = cy.write(comment('rude', entryTarget('post', mine)))
    const elsewhere = cy.write(comment('rude there', entryTarget('post', theirs)))
    await device.hear(ana, bo, cy)
    const id = entryIdToText(rude.id)
    done(await device.talk.hide(textOf(cy), id, true))
    expect(await device.about(postPage(mine))).toMatchObject({
      comments: [{ text: 'rude', hidden: true }],
      counts: { comments: 0 },
      isOwner: true,
    })
    const hides = () => ana.entries.filter(({ plain }) => plain?.kind === 'hide').length
    done(await device.talk.hide(textOf(cy), id, true))
    expect(hides()).toBe(1)
    done(await device.talk.hide(textOf(cy), id, false))
    expect(await device.about(postPage(mine))).toMatchObject({
      comments: [{ text: 'rude', hidden: false }],
      counts: { comments: 1 },
    })
    expect(await device.talk.hide(textOf(cy), entryIdToText(elsewhere.id), true)).toMatchObject({
      error: { type: 'not-allowed' },
    })
    expect(await device.talk.hide(textOf(cy), 'A'.repeat(22), true)).toMatchObject({
      error: { what: 'comment' },
    })
  })

  test('what is hidden in a thread is said in the thread’s own circle', async () => {
    const tag = bytes16('tag')
    const mine = ana.write(post('mine'), { audience: 'connections', threadTag: tag })
    const rude = cy.write(comment('rude', entryTarget('post', mine)), { audience: 'thread', tag })
    await device.hear(ana, cy)
    done(await device.talk.hide(textOf(cy), entryIdToText(rude.id), true))
    expect(last()).toMatchObject({ audience: 'connections', plain: { kind: 'hide' } })
  })

  test('nothing can be said about what is gone, not here, or somebody blocked’s', async () => {
    const [one, gone] = [bo.write(post('one')), bo.write(post('gone'))]
    cy.write(comment('was here', entryTarget('post', gone)))
    bo.write(deletion(gone.id))
    await device.hear(bo, cy)
    expect(await device.about(postPage(gone))).toMatchObject({ comments: [], counts: { comments: 0 } })
    expect((await device.about(postPage(one))).canComment).toBe('yes')
    expect((await device.about(postPage(gone))).canComment).toBe('gone')
    expect(await say(postPage(gone), 'x')).toMatchObject({ error: { type: 'not-found', what: 'post' } })
    const unseen = cy.write(post('unseen'))
    expect((await device.about(postPage(unseen))).canComment).toBe('not-for-you')
    expect(await say(postPage(unseen), 'x')).toMatchObject({ error: { type: 'not-found', what: 'post' } })
    device.setContacts(contactWith(bo, { state: 'blocked' }))
    expect((await device.about(postPage(one))).canComment).toBe('blocked')
    expect(await device.talk.appreciate(postPage(one), true)).toMatchObject({
      error: { type: 'cannot-write' },
    })
    expect(ana.entries).toEqual([])
  })

  test('a work is talked about when everyone can see it', async () => {
    const work = { kind: 'work', account: bo.account, id: bytes16('work'), album: bytes32('album') } as const
    const page = targetToPage(work)
    const album = (audience: string) =>
      ({ kind: 'shown', album: { audience }, freshness: 'held' }) as unknown as AlbumState
    device.setAlbum(album('connections'))
    expect((await device.about(page)).canComment).toBe('not-for-you')
    expect(await say(page, 'x')).toMatchObject({ error: { type: 'not-allowed' } })
    device.setAlbum(album('public'))
    done(await say(page, 'a fine boat'))
    cy.write(
      comment('indeed', { ...work, album: bytes32('the album it was in before') }, { atMs: startMs - 5 }),
    )
    cy.write(appreciate(work))
    await device.hear(cy)
    expect((await device.about(page)).comments).toMatchObject([{ text: 'indeed' }, { text: 'a fine boat' }])
    const works = [
      { account: bo.account, work: work.id },
      { account: bo.account, work: bytes16('other') },
    ]
    expect(await device.talk.appreciationsOf(works)).toEqual([1, 0])
    device.setContacts(contactWith(bo), contactWith(cy, { state: 'blocked' }))
    expect(await device.talk.appreciationsOf(works)).toEqual([0, 0])
  })

  test('muted words are neither shown nor counted', async () => {
    const one = bo.write(post('one'))
    cy.write(comment('buy now', entryTarget('post', one)))
    cy.write(comment('lovely', entryTarget('post', one)))
    await device.hear(bo, cy)
    done(await device.talk.muteWord('BUY', true))
    expect(await device.about(postPage(one))).toMatchObject({
      comments: [{ text: 'lovely' }],
      counts: { comments: 1 },
    })
  })

  test('a thread is read piece by piece, the oldest first', async () => {
    const one = bo.write(post('one'))
    for (let n = 0; n < 9; n++) cy.write(comment(`c${n}`, entryTarget('post', one), { atMs: startMs + n }))
    await device.hear(bo, cy)
    const some = await device.talk.talk({ type: 'talk-about', target: postPage(one), count: 4 })
    expect(some.comments.map(({ text }) => text)).toEqual(['c0', 'c1', 'c2', 'c3'])
    expect(some.hasMore).toBe(true)
  })

  test('a revoked device says nothing', async () => {
    const revoked = await openDevice({
      own: ana,
      contacts: [contactWith(bo)],
      deps: { isRevoked: () => true },
    })
    const one = bo.write(post('one'))
    await revoked.hear(bo)
    expect((await revoked.about(postPage(one))).canComment).toBe('revoked')
    expect(await revoked.talk.appreciate(postPage(one), true)).toMatchObject({
      error: { type: 'not-allowed' },
    })
    expect(await revoked.talk.follow(textOf(cy), 'public')).toMatchObject({ error: { type: 'not-allowed' } })
    expect(ana.entries).toEqual([])
  })
})
