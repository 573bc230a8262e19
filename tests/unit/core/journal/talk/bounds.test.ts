/** What others may have this device do, however much they or a relay say. */
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import { ok } from '../../../../../src/base/result.ts'
import { createAsking } from '../../../../../src/core/journal/talk/state/asking.ts'
import { createFinding } from '../../../../../src/core/journal/talk/state/finding.ts'
import type { Reference } from '../../../../../src/protocol/directory/directory-types.ts'
import type { EntryId16 } from '../../../../../src/protocol/journal/journal-types.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import { accountNamed, boat, bytes16, post, startMs } from './entries.ts'
import { contactWith, createAuthor, textOf } from './authors.ts'
import { openDevice, until } from './journal-world.ts'

const nothingThere = { get: async () => ok(null) } as never
const clock = createManualClock()
const fail = (error: unknown): never => {
  throw error
}

describe('a relay', () => {
  let looks = 0
  const asking = (references: readonly Reference[]) =>
    createAsking({
      line: {
        async look() {
          looks++
          return { segments: 1, read: 1, state: 'held' }
        },
      },
      rows: nothingThere,
      discovery: () => ({ references: async () => ok(references) }),
      clock,
      isLive: () => true,
      isBlocked: () => false,
      onChange: () => undefined,
    })
  const reference = (n: number, by: string, segment: number): Reference => ({
    key: bytes16('key'),
    account: accountNamed(by),
    segment,
    id: bytes16('entry', n) as EntryId16,
  })
  const many = (make: (n: number) => Reference) => Array.from({ length: 500 }, (_, n) => make(n))
  const asked = async (references: readonly Reference[]) => {
    looks = 0
    const one = asking(references)
    await one.ask('about', bytes16('key'), () => true)
    return one.state('about')
  }

  test('that names ever more journals has this device look at a bounded number of them', async () => {
    expect(await asked(many(n => reference(n, `stranger ${n}`, n)))).toMatchObject({ refused: 64 })
    expect(looks).toBe(64)
  })

  test('that names ever more entries of one account is heard out for a few of them', async () => {
    expect(await asked(many(n => reference(n, 'stranger', 0)))).toMatchObject({ refused: 64 })
    expect(looks).toBe(1)
  })
})

describe('a journal of ever so many segments', () => {
  test('is searched for a post from its newest end, and not to its beginning', async () => {
    const looked: (number | null)[] = []
    const finding = createFinding({
      line: {
        async look(_, segment) {
          looked.push(segment)
          return { segments: 10_000, read: 0, state: 'unavailable' }
        },
      },
      rows: nothingThere,
      clock,
      isKept: () => false,
      isLive: () => true,
      onChange: () => undefined,
      onFailure: fail,
    })
    const ref = { account: 'aa'.repeat(32), id: 'bb'.repeat(16) }
    finding.find(ref)
    await until(async () => finding.find(ref) !== 'looking')
    expect(looked).toHaveLength(64)
    expect(Math.min(...looked.flatMap(one => one ?? []))).toBe(9_936)
  })
})

describe('somebody else', () => {
  test('whose request is dated ahead does not stand above all notices for ever', async () => {
    const [ana, bo] = [createAuthor('Ana'), createAuthor('Bo')]
    const ahead = contactWith(bo, { state: 'received', sinceMs: Date.UTC(2099, 0, 1) })
    const device = await openDevice({ own: ana, contacts: [ahead] })
    const [item] = (await device.talk.notices(5)).items
    expect(item).toMatchObject({ kind: 'request', atMs: device.clock.nowMs() + 5 * 60_000 })
  })

  test('who is blocked has no image shown either', async () => {
    const [ana, bo] = [createAuthor('Ana'), createAuthor('Bo')]
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
    const one = bo.write(post('with an image', { atMs: startMs, images: [boat] }))
    await device.hear(bo)
    const shown = (await device.feed()).items[0]?.posts[0]?.body.images[0]?.image.id ?? ''
    const load = () => device.talk.image(textOf(bo), entryIdToText(one.id), shown, 'full')
    expect(await load()).toMatchObject({ size: 'thumb' })
    device.setContacts(contactWith(bo, { state: 'blocked' }))
    expect(await load()).toBeNull()
  })
})
