/** Authors who change what others have read and answered: whatever way they choose, it is said. */
import { beforeEach, expect, test } from 'vitest'
import type { ReadEntry } from '../../../../../src/core/journal/journal-types.ts'
import { comment, edit, post, startMs } from './entries.ts'
import {
  type Author,
  contactWith,
  createAuthor,
  type Device,
  entryTarget,
  openDevice,
  postPage,
} from './journal-world.ts'

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
