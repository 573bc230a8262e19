/** Being named when something is edited, and no longer being named. */
import { expect, test } from 'vitest'
import type { JournalMention } from '../../../../../src/protocol/journal/journal-types.ts'
import { comment, edit, post, startMs } from './entries.ts'
import { contactWith, createAuthor, entryTarget } from './authors.ts'
import { type Device, done, openDevice } from './journal-world.ts'
import { minuteMs } from './told-notices.ts'

const setUp = async () => {
  const [ana, bo] = [createAuthor('Ana'), createAuthor('Bo')]
  const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
  const mentions: readonly JournalMention[] = [{ account: ana.account, name: 'Ana' }]
  const naming = (of: Parameters<typeof edit>[0], text: string, minutesAgo: number) => {
    const plain = edit(of, text, startMs - minutesAgo * minuteMs)
    return { ...plain, body: { ...plain.body, mentions } }
  }
  return { bo, device, mentions, naming }
}
const mentionsTold = async ({ talk }: Device) =>
  (await talk.notices(50)).items
    .filter(({ kind }) => kind === 'mention')
    .map(({ excerpt, unread }) => `${excerpt}${unread ? ' !' : ''}`)

test('one is told of a post or comment that names one since it was edited, also after all was read', async () => {
  const { bo, device, naming } = await setUp()
  const one = bo.write(post('lit by the moon', { atMs: startMs - 9 * minuteMs }))
  const other = bo.write(comment('me too', entryTarget('post', one), { atMs: startMs - 8 * minuteMs }))
  await device.hear(bo)
  expect(await mentionsTold(device)).toEqual([])
  const [newest] = (await device.talk.notices(50)).items
  if (newest !== undefined) done(await device.talk.readNotices(newest.key))
  bo.write(naming(one.id, 'lit by @Ana', 5))
  bo.write(naming(other.id, 'me too, @Ana', 4))
  await device.hear(bo)
  expect(await mentionsTold(device)).toEqual(['me too, @Ana !', 'lit by @Ana !'])
})

test('another edit does not tell one again, and one that names one no more takes it back', async () => {
  const { bo, device, mentions, naming } = await setUp()
  const one = bo.write(post('lit by @Ana', { mentions, atMs: startMs - 9 * minuteMs }))
  await device.hear(bo)
  const [first] = (await device.talk.notices(50)).items
  done(await device.talk.readNotices(first?.key ?? ''))
  bo.write(naming(one.id, 'lit well by @Ana', 5))
  await device.hear(bo)
  expect(await mentionsTold(device)).toEqual(['lit well by @Ana'])
  bo.write(edit(one.id, 'lit by somebody', startMs - 4 * minuteMs))
  await device.hear(bo)
  expect(await mentionsTold(device)).toEqual([])
})
