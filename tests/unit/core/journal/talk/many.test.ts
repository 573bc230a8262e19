/** Many journals: a screen of them costs what is on it. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { RowStorage } from '../../../../../src/core/ports.ts'
import { appreciate, comment, post, startMs } from './entries.ts'
import { type Author, contactWith, createAuthor, entryTarget } from './authors.ts'
import { type Device, type Disk, newDisk, openDevice } from './journal-world.ts'

const authors = Array.from({ length: 100 }, (_, n) => createAuthor(`Author ${n}`))
const ana = createAuthor('Ana')

/** A third posts, a third comments on the post before, a third appreciations of it. */
const fill = (author: Author, index: number): void => {
  const before = authors[(index + 1) % authors.length] ?? author
  for (let n = 0; n < 50; n++) {
    const atMs = startMs - (50 - n) * 60_000 - index
    const about = before.entries.findLast(({ plain }) => plain?.kind === 'post')
    if (n % 3 === 0 || about === undefined) author.write(post(`${author.name} ${n}`, { atMs }))
    else if (n % 3 === 1) author.write(comment(`so ${n}`, entryTarget('post', about), { atMs }))
    else author.write(appreciate(entryTarget('post', about), atMs))
  }
}

/** Counts the rows that are read. */
const counting = (disk: Disk): { readonly disk: Disk; readonly read: () => number } => {
  let read = 0
  const storage: Pick<RowStorage, 'get' | 'range'> = {
    async get(key) {
      read++
      return disk.storage.get(key)
    },
    async range(range) {
      const found = await disk.storage.range(range)
      if (found.ok) read += found.value.length
      return found
    },
  }
  return { disk: { ...disk, storage: { ...disk.storage, ...storage } }, read: () => read }
}

describe('a hundred journals with five thousand entries', () => {
  const disk = newDisk()
  const contacts = authors.map(author => contactWith(author))
  beforeAll(async () => {
    for (const [index, author] of authors.entries()) fill(author, index)
    const device: Device = await openDevice({ own: ana, disk, contacts })
    await device.hear(...authors)
    await device.close()
  }, 60_000)

  test('show a screen by reading what is on it', async () => {
    const { disk: counted, read } = counting(disk)
    const device = await openDevice({ own: ana, disk: counted, contacts })
    const before = read()
    const row = await device.feed(30)
    expect(row.items).toHaveLength(30)
    expect(row).toMatchObject({ hasOlder: true, people: 100 })
    expect(read() - before).toBeLessThan(300)
    const top = row.items[20]?.key ?? null
    const middle = await device.feed(30, top)
    expect(middle.items[0]?.key).toBe(top)
    expect(middle.newer).toBe(20)
  })
})
