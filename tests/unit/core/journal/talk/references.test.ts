/** What the relay says that others said, looked at before it counts. */
import { describe, expect, test } from 'vitest'
import type { Reference } from '../../../../../src/protocol/directory/directory-types.ts'
import { personKeyOf, targetKeyOf } from '../../../../../src/protocol/journal/target.ts'
import { bytes16, comment, post, startMs } from './entries.ts'
import { contactWith, createAuthor, entryTarget, postPage, textOf } from './authors.ts'
import { done, openDevice, until } from './journal-world.ts'
import { minuteMs, people, toldBy } from './told-notices.ts'

describe('what the relay says of others', () => {
  const referenceTo = (
    entry: { account: Reference['account']; segment: number; id: Reference['id'] },
    key: Uint8Array,
  ): Reference => ({
    key,
    account: entry.account,
    segment: entry.segment,
    id: entry.id,
  })

  test('is looked at, and only what is really there and really about it counts', async () => {
    const { ana, bo } = people()
    const [stranger, liar] = [createAuthor('Stranger'), createAuthor('Liar')]
    const device = await openDevice({ own: ana, contacts: [contactWith(bo)], reachable: [stranger, liar] })
    const [one, other] = [bo.write(post('one')), bo.write(post('other'))]
    const said = stranger.write(comment('from afar', entryTarget('post', one)))
    const elsewhere = liar.write(comment('elsewhere', entryTarget('post', other)))
    await device.hear(bo)
    expect((await device.about(postPage(one))).asked).toBe('no')
    const key = targetKeyOf(entryTarget('post', one))
    const nowhere = { ...elsewhere, id: bytes16('nothing') as Reference['id'] }
    device.references = [said, elsewhere, nowhere].map(entry => referenceTo(entry, key))
    done(await device.talk.askAbout(postPage(one)))
    await until(async () => typeof (await device.about(postPage(one))).asked === 'object')
    expect(await device.about(postPage(one))).toMatchObject({
      comments: [{ text: 'from afar', source: 'relay' }],
      counts: { comments: 1 },
      asked: { atMs: startMs, refused: 2 },
    })
    const looks = device.looks.length
    done(await device.talk.askAbout(postPage(one)))
    expect(device.looks).toHaveLength(looks)
  })

  test('is asked again after a minute, and not at all without a line', async () => {
    const { ana, bo } = people()
    const asked: number[] = []
    const references = async (keys: readonly Uint8Array[]) => {
      asked.push(keys.length)
      return { ok: true as const, value: [] }
    }
    const device = await openDevice({
      own: ana,
      contacts: [contactWith(bo)],
      deps: { discovery: () => ({ references, card: () => null }) },
    })
    const one = bo.write(post('one'))
    await device.hear(bo)
    const ask = async () => {
      await device.talk.askAbout(postPage(one))
      await until(async () => (await device.about(postPage(one))).asked !== 'asking')
    }
    asked.length = 0
    await ask()
    await ask()
    expect(asked).toHaveLength(1)
    device.clock.advance(minuteMs)
    device.setLive(false)
    await ask()
    expect(asked).toHaveLength(1)
    expect((await device.about(postPage(one))).asked).toBe('offline')
    device.setLive(true)
    await ask()
    expect(asked.length).toBeGreaterThan(1)
  })

  test('about oneself is asked with every connection: strangers’ words are noticed', async () => {
    const { ana } = people()
    const stranger = createAuthor('Stranger')
    const device = await openDevice({ own: ana, reachable: [stranger] })
    const mine = ana.write(post('mine'))
    await device.hear(ana)
    const said = stranger.write(comment('hello', entryTarget('post', mine)))
    const followed = stranger.write({ kind: 'follow', atMs: startMs, account: ana.account })
    const unrelated = stranger.write(post('unrelated'))
    device.references = [said, followed, unrelated].map(entry => referenceTo(entry, personKeyOf(ana.account)))
    expect(await toldBy(device)).toEqual([])
    device.setLive(false)
    device.clock.advance(minuteMs)
    device.setLive(true)
    await until(async () => (await toldBy(device)).length === 2)
    expect((await device.talk.follows()).followers).toMatchObject([
      { account: textOf(stranger), followsYou: true, follow: 'no' },
    ])
    expect(await device.texts()).toEqual(['mine'])
  })

  test('about oneself is asked a while after the last time, however often the line comes and goes', async () => {
    let asked = 0
    const references = async () => {
      asked++
      return { ok: true as const, value: [] }
    }
    const device = await openDevice({ deps: { discovery: () => ({ references, card: () => null }) } })
    await until(() => asked === 1)
    for (let turn = 0; turn < 5; turn++) {
      device.setLive(false)
      device.setLive(true)
    }
    expect(asked).toBe(1)
    await until(() => {
      device.setLive(false)
      device.setLive(true)
      device.clock.advance(15_000)
      return asked === 2
    })
    device.setLive(true)
    expect(asked).toBe(2)
    await until(() => {
      device.clock.advance(10 * minuteMs)
      device.setLive(true)
      return asked === 3
    })
  })

  test('about somebody blocked is not even looked at', async () => {
    const { ana, bo } = people()
    const device = await openDevice({
      own: ana,
      contacts: [contactWith(bo, { state: 'blocked' })],
      reachable: [bo],
    })
    const mine = ana.write(post('mine'))
    await device.hear(ana)
    device.references = [
      referenceTo(bo.write(comment('psst', entryTarget('post', mine))), personKeyOf(ana.account)),
    ]
    done(await device.talk.askAbout(postPage(mine)))
    await until(async () => typeof (await device.about(postPage(mine))).asked === 'object')
    expect(device.looks).toEqual([])
    expect((await device.about(postPage(mine))).comments).toEqual([])
  })
})
