/** Authors who change what others have read and answered: whatever way they choose, it is said. */
import { beforeEach, expect, test } from 'vitest'
import type { ReadEntry } from '../../../../../src/core/journal/journal-types.ts'
import type { EntryId16 } from '../../../../../src/protocol/journal/journal-types.ts'
import { bodyOf } from '../../../../../src/core/journal/talk/rules/folding.ts'
import { bytes16, bytes32, comment, edit, post, startMs } from './entries.ts'
import { type Author, contactWith, createAuthor, entryTarget, postPage } from './authors.ts'
import { type Device, openDevice } from './journal-world.ts'

let ana: Author
let bo: Author
let device: Device
beforeEach(async () => {
  ana = createAuthor('Ana')
  bo = createAuthor('Bo')
  device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
})

const firstPost = async () => (await device.feed()).items[0]?.posts[0]
const goneAndBack = async (gone: ReadEntry, back: ReadEntry): Promise<void> => {
  await device.tell({ account: bo.account, segment: gone.segment, gone: [gone.id] })
  await device.tell({ account: bo.account, segment: back.segment, added: [back] })
}

test('a post that goes and comes back elsewhere with other words is shown as rewritten', async () => {
  const one = bo.write(post('before'))
  await device.hear(bo)
  await goneAndBack(one, { ...one, segment: 3, plain: post('after') })
  expect(await firstPost()).toMatchObject({ body: { text: 'after' }, rewritten: true })
  await goneAndBack({ ...one, segment: 3 }, { ...one, segment: 4, plain: post('after') })
  expect(await firstPost()).toMatchObject({ rewritten: true })
})

test('one that comes back elsewhere as it was is not', async () => {
  const one = bo.write(post('the same'))
  await device.hear(bo)
  await goneAndBack(one, { ...one, segment: 3 })
  expect(await firstPost()).toMatchObject({ body: { text: 'the same' }, rewritten: false })
})

test('an edit that says something else than it did makes its post a rewritten one', async () => {
  const one = bo.write(post('first'))
  const second = bo.write(edit(one.id, 'second', startMs + 1))
  await device.hear(bo)
  expect(await firstPost()).toMatchObject({ body: { text: 'second' }, rewritten: false })
  const changed = { ...second, plain: edit(one.id, 'never second', startMs + 1) }
  await device.tell({ account: bo.account, changed: [changed] })
  expect(await firstPost()).toMatchObject({ body: { text: 'never second' }, rewritten: true })
})

test('a comment whose words were replaced says so', async () => {
  const one = ana.write(post('mine'))
  const said = bo.write(comment('lovely', entryTarget('post', one)))
  await device.hear(ana, bo)
  const comments = async () => (await device.about(postPage(one))).comments
  expect(await comments()).toMatchObject([{ text: 'lovely', rewritten: false }])
  const changed = { ...said, plain: comment('dreadful', entryTarget('post', one)) }
  await device.tell({ account: bo.account, changed: [changed] })
  expect(await comments()).toMatchObject([{ text: 'dreadful', rewritten: true }])
})

test('what is gone from a segment it did not stand in is not gone', async () => {
  const one = bo.write(post('here'))
  await device.hear(bo)
  await device.tell({ account: bo.account, segment: 3, gone: [one.id] })
  expect(await device.texts()).toEqual(['here'])
})

test('what can be read at last is dated no later than when it came', async () => {
  const one = bo.write(post('from 2099', { atMs: Date.UTC(2099, 0, 1) }), { audience: 'connections' })
  await device.tell({ account: bo.account, added: [{ ...one, plain: null, problem: 'not-for-you' }] })
  const cameMs = device.clock.nowMs()
  device.clock.advance(60_000)
  await device.tell({ account: bo.account, changed: [one] })
  expect(await firstPost()).toMatchObject({ atMs: cameMs, clockIsWrong: true })
})

test('edits bring one notice of what they edit, however often one is named', async () => {
  const one = bo.write(post('first'))
  const mentions = [{ account: ana.account, name: 'Ana' }]
  for (const text of ['second', 'third']) {
    const again = edit(one.id, text)
    bo.write({ ...again, body: { ...again.body, mentions } })
  }
  await device.hear(bo)
  const { items } = await device.talk.notices(9)
  expect(items.filter(({ kind }) => kind !== 'connected')).toMatchObject([{ kind: 'mention', people: 1 }])
})

test('an edit of a comment brings no images into it', () => {
  const said = comment('lovely', {
    kind: 'post',
    account: ana.account,
    id: bytes16('p') as EntryId16,
    segment: 0,
  })
  const changed = edit(bytes16('c') as EntryId16, 'better')
  const work = {
    account: bo.account,
    album: bytes32('a'),
    work: bytes16('w'),
    title: '',
    alt: '',
    preview: null,
  }
  expect(bodyOf(said, { ...changed, body: { ...changed.body, works: [work] } })).toEqual({
    text: 'better',
    mentions: [],
    images: [],
    works: [],
  })
})
