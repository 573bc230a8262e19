import { describe, expect, test, vi } from 'vitest'
import { concatBytes } from '../../../../src/base/bytes.ts'
import { cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { partBytes, uploadOffsetHeader } from '../../../../src/protocol/blobs/http.ts'
import { createBlobWorld, docOf, imageOf } from './blob-world.ts'
import { answerWith, refuseWith } from './small-relay.ts'
import { allSent, nothing, offsets, puts } from './upload-traffic.ts'

describe('trouble', () => {
  const withOne = async () => {
    const world = await createBlobWorld()
    const ref = await world.stageOwn('album', imageOf(2_000))
    return { world, ref }
  }
  const isPut = (url: string) => !url.includes('/claims/')

  test('nothing is asked of a relay that cannot be reached, and everything once it can', async () => {
    const { world, ref } = await withOne()
    world.relay.setUp(false)
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(world.service.uploads().waiting).toBe(1))
    expect(world.relay.requests).toEqual([])
    world.relay.setUp(true)
    await vi.waitFor(() => expect(world.service.isOnRelay(ref)).toBe(true))
  })

  test('an old token is replaced by a new one, once', async () => {
    const { world, ref } = await withOne()
    await world.relay.line.httpAccess()
    world.relay.forgetTokens()
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(world.service.isOnRelay(ref)).toBe(true))
    expect(world.relay.asked('PUT', '/claims/')).toBe(2)
    expect(world.log).toEqual([])
  })

  test.each([
    [507, 'over-quota', 'over-quota'],
    [507, 'relay-full', 'relay-full'],
    [403, 'not-admitted', 'not-admitted'],
  ] as const)(
    '%i %s is said to the person, and tried again much later or when the line comes up',
    async (status, error, problem) => {
      const { world, ref } = await withOne()
      world.relay.interfere = ({ url }) => (isPut(url) ? refuseWith(status, error) : null)
      world.relay.acknowledge(docOf('album'))
      await vi.waitFor(() =>
        expect(world.service.uploads()).toEqual({ waiting: 1, bytesWaiting: 2_000, sent: 0, problem }),
      )
      const asked = world.relay.requests.length
      world.service.documentsChanged()
      world.clock.advance(60_000)
      await vi.waitFor(() => expect(world.service.uploads().waiting).toBe(1))
      expect(puts(world)).toHaveLength(1)
      expect(world.relay.requests).toHaveLength(asked)
      world.relay.interfere = () => null
      world.clock.advance(5 * 60_000)
      await vi.waitFor(() => expect(world.service.isOnRelay(ref)).toBe(true))
      expect(world.service.uploads()).toEqual(nothing)
    },
  )

  test('a relay in trouble is left alone for a while, whatever changes here', async () => {
    const { world, ref } = await withOne()
    world.relay.interfere = ({ url }) => (isPut(url) ? answerWith(500) : null)
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() =>
      expect(world.log).toContainEqual({ event: 'blob-upload-refused', reason: 'later' }),
    )
    world.relay.interfere = () => null
    const other = await world.stageOwn('album', imageOf(300))
    await vi.waitFor(() => expect(world.service.uploads().waiting).toBe(2))
    expect(puts(world)).toHaveLength(1)
    world.clock.advance(2_000)
    await vi.waitFor(() => expect([ref, other].map(world.service.isOnRelay)).toEqual([true, true]))
  })

  test('what the relay had not kept after all is sent again', async () => {
    const { world, ref } = await withOne()
    let lies = 1
    world.relay.interfere = ({ url }) => (isPut(url) && lies-- > 0 ? refuseWith(422, 'wrong-hash') : null)
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() =>
      expect(world.log).toContainEqual({ event: 'blob-upload-refused', reason: 'wrong-hash' }),
    )
    world.clock.advance(2_000)
    await vi.waitFor(() => expect(world.service.isOnRelay(ref)).toBe(true))
  })

  test('a relay that lost its store gets everything again', async () => {
    const { world, ref } = await withOne()
    world.relay.acknowledge(docOf('album'))
    await allSent(world)
    world.relay.loseEverything()
    const later = await world.restart()
    expect(later.service.isOnRelay(ref)).toBe(true)
    world.relay.setUp(true)
    await vi.waitFor(() => expect(world.relay.blobs.size).toBe(1))
    await vi.waitFor(() => expect(later.service.isOnRelay(ref)).toBe(true))
  })

  test('damaged bytes are never sent, and what is whole goes all the same', async () => {
    const world = await createBlobWorld()
    const damaged = await world.stageOwn('album', imageOf(1_000))
    const whole = await world.stageOwn('album', imageOf(2_000))
    await world.storage.put(cidOf(damaged.digest), new Uint8Array(1_000), 0)
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(world.service.isOnRelay(whole)).toBe(true))
    expect(puts(world)).toHaveLength(1)
    expect(world.service.isOnRelay(damaged)).toBe(false)
    expect(world.service.uploads().waiting).toBe(1)
  })

  test('one image too large for the relay is named a problem, and does not stop the others', async () => {
    const world = await createBlobWorld()
    const tooLarge = await world.stageOwn('album', imageOf(5_000), 'thumb')
    const fine = await world.stageOwn('album', imageOf(6_000), 'full')
    world.relay.interfere = ({ url }) =>
      url.endsWith(cidOf(tooLarge.digest)) ? refuseWith(413, 'too-large') : null
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(world.service.isOnRelay(fine)).toBe(true))
    expect(world.service.uploads()).toMatchObject({ waiting: 1, problem: 'relay-full' })
  })

  test('a document that the relay says is not ours is passed over, and others are not', async () => {
    const { world } = await withOne()
    const other = await world.stageOwn('other', imageOf(700))
    world.relay.interfere = ({ url }) => (url.endsWith(docOf('album')) ? refuseWith(403, 'not-yours') : null)
    world.relay.acknowledge(docOf('album'))
    world.relay.acknowledge(docOf('other'))
    await vi.waitFor(() => expect(world.service.isOnRelay(other)).toBe(true))
    expect(world.relay.asked('PUT', docOf('album'))).toBe(1)
    expect(world.service.uploads()).toMatchObject({ waiting: 1, problem: null })
  })

  test('closing stops between two parts, and what was acknowledged is remembered', async () => {
    const world = await createBlobWorld()
    const small = await world.stageOwn('album', imageOf(100), 'thumb')
    world.relay.acknowledge(docOf('album'))
    await allSent(world)
    await world.stageOwn('album', concatBytes(imageOf(partBytes), imageOf(partBytes)))
    world.relay.interfere = ({ headers }) => {
      if (headers[uploadOffsetHeader] === '0') world.service.close()
      return null
    }
    await vi.waitFor(() => expect(offsets(world)).toEqual([0, 0]))
    const later = await world.restart()
    expect(later.service.isOnRelay(small)).toBe(true)
    expect(offsets(world)).toEqual([0, 0])
  })
})
