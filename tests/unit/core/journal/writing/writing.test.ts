import { beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '../../../../../src/base/result.ts'
import type { Audience, CommandOf } from '../../../../../src/core/api.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import { closed, friend, open, secret, self, theirs, theirsForFriends } from './shown-albums.ts'
import { createWritingWorld, postId, valueOf, type WritingWorld } from './writing-world.ts'
import { bodyOf, command, draftWith, invalid } from './written.ts'

let world: WritingWorld
beforeEach(() => {
  world = createWritingWorld()
})

describe('a post', () => {
  test('is written with its words, the people it names, its pictures and its works', async () => {
    const { written, staged, writing, attach, sources } = world
    const image = await attach()
    const post = await writing.publish(
      command({
        text: 'Dawn with @Ana, see https://example.org',
        mentions: [{ account: accountIdToText(friend), name: 'Ana', isOwn: false }],
        images: [{ id: image, alt: 'The harbour' }],
        works: [open.ref, theirs.ref],
        added: { album: open.ref.album, total: 12 },
      }),
    )
    expect(post).toEqual(ok({ post: entryIdToText(postId) }))
    expect(written).toMatchObject([
      {
        audience: 'public',
        plain: {
          kind: 'post',
          body: {
            text: 'Dawn with @Ana, see https://example.org',
            mentions: [{ account: friend, name: 'Ana' }],
            images: [
              {
                alt: 'The harbour',
                width: 1_200,
                colour: [10, 20, 30],
                renditions: [{ size: 'thumb', lock: null }, { size: 'full' }],
              },
            ],
            works: [
              {
                account: self,
                title: 'Dawn over water',
                alt: 'Boats at rest',
                preview: { width: 30, colour: [10, 20, 30] },
              },
              { account: friend },
            ],
          },
          added: { title: 'public album', total: 12 },
        },
      },
    ])
    expect(staged).toEqual(['public', 'public'])
    expect(await sources()).toEqual([])
  })

  test.each(['connections', 'only-me'] as const)('for %s has its pictures encrypted', async audience => {
    const { written, writing, attach } = world
    const images = [{ id: await attach(), alt: '' }]
    valueOf(await writing.publish(command({ audience, images, text: '' })))
    expect(written[0]?.audience).toBe(audience)
    expect(bodyOf(written[0]?.plain)?.images[0]?.renditions.every(({ lock }) => lock !== null)).toBe(true)
  })

  test('that says nothing, or too much, is refused before any picture is prepared', async () => {
    const { written, staged, writing, attach } = world
    const id = await attach()
    const images = Array.from({ length: 9 }, () => ({ id, alt: '' }))
    expect(await writing.publish(command({ text: '  \n ' }))).toEqual(invalid('text', 'empty'))
    expect(await writing.publish(command({ text: 'x'.repeat(10_001) }))).toEqual(invalid('text', 'too-long'))
    expect(await writing.publish(command({ images, works: [open.ref, open.ref] }))).toEqual(
      invalid('images', 'too-many'),
    )
    expect(await writing.publish(command({ images: [{ id, alt: 'x'.repeat(1_001) }] }))).toEqual(
      invalid('alt', 'too-long'),
    )
    const named = { account: accountIdToText(friend), name: 'Ana', isOwn: false }
    expect(await writing.publish(command({ mentions: Array.from({ length: 51 }, () => named) }))).toEqual(
      invalid('mentions', 'too-many'),
    )
    expect(await writing.publish(command({ mentions: [{ ...named, account: 'Ana' }] }))).toEqual(
      invalid('mentions', 'unknown-value'),
    )
    expect(staged).toEqual([])
    expect(written).toEqual([])
  })

  test('cannot use pictures or works that are not here', async () => {
    const { around, writing } = world
    const missing = { id: `post-${'0'.repeat(32)}`, alt: '' }
    expect(await writing.publish(command({ images: [missing] }))).toEqual(
      err({ type: 'not-found', what: 'image' }),
    )
    around.albums = []
    expect(await writing.publish(command({ works: [open.ref] }))).toEqual(
      err({ type: 'not-found', what: 'work' }),
    )
    expect(await writing.publish(command({ added: { album: open.ref.album, total: 1 } }))).toEqual(
      err({ type: 'not-found', what: 'album' }),
    )
  })

  test.each([
    ['public', closed],
    ['public', secret],
    ['public', theirsForFriends],
    ['connections', secret],
    ['connections', theirsForFriends],
  ] as const)('for %s shows nothing that its readers may not see', async (audience, { ref, row }) => {
    const { written, writing } = world
    expect(await writing.publish(command({ audience, works: [open.ref, ref] }))).toEqual(
      invalid('works', 'unknown-value'),
    )
    const added = { album: ref.album, total: 1 }
    if (row.isOwn)
      expect(await writing.publish(command({ audience, added }))).toEqual(invalid('added', 'unknown-value'))
    expect(written).toEqual([])
  })

  test.each([
    ['connections', closed],
    ['only-me', secret],
    ['only-me', theirsForFriends],
    ['public', theirs],
  ] as const)('for %s shows what its readers see anyway', async (audience, { ref }) => {
    const { writing } = world
    expect((await writing.publish(command({ audience, works: [ref] }))).ok).toBe(true)
  })

  test('that cannot be finished leaves draft and pictures as they were', async () => {
    const { around, writing, attach, sources } = world
    const good = await attach()
    const bad = await attach('no picture')
    const images = [good, bad].map(id => ({ id, alt: '' }))
    valueOf(await writing.keepDraft(draftWith({ images })))
    expect(await writing.publish(command({ images }))).toEqual(
      err({ type: 'image-refused', problem: 'not-an-image' }),
    )
    around.stageFails = { type: 'storage-full' }
    expect(await writing.publish(command({ images: images.slice(0, 1) }))).toEqual(
      err({ type: 'image-refused', problem: 'device-full' }),
    )
    around.lineFails = { type: 'storage', problem: 'disk-full' }
    expect(await writing.publish(command())).toEqual(err(around.lineFails))
    expect(await sources()).toHaveLength(2)
    expect(await writing.draft()).toEqual(draftWith({ images }))
  })

  test('is not written by a device that was removed', async () => {
    const { around, writing } = world
    around.isRevoked = true
    expect(await writing.publish(command())).toEqual(err({ type: 'not-allowed', reason: 'device-revoked' }))
  })
})

describe('an edit', () => {
  const before = async (audience: Audience = 'public') => {
    const { around, written, writing, attach } = world
    const images = [
      { id: await attach('a'), alt: 'a' },
      { id: await attach('b'), alt: 'b' },
    ]
    const works = audience === 'connections' ? [closed.ref] : [open.ref]
    valueOf(await writing.publish(command({ audience, images, works })))
    const plain = written[0]?.plain
    const body = bodyOf(plain)
    if (plain === undefined || body === null) throw new Error('nothing was written')
    around.ownPost = { entry: { audience, plain }, body }
    return body
  }
  const edit = (parts: Partial<CommandOf<'post.edit'>> = {}): CommandOf<'post.edit'> => ({
    type: 'post.edit',
    post: entryIdToText(postId),
    text: 'Dawn again',
    mentions: [],
    keepImages: [],
    works: [],
    ...parts,
  })

  test('says everything anew, for the same readers, with the images it keeps', async () => {
    const { written, writing } = world
    const body = await before('connections')
    expect(await writing.editPost(edit({ keepImages: [1], works: [closed.ref] }))).toEqual(ok(null))
    expect(written[1]).toMatchObject({
      audience: 'connections',
      plain: { kind: 'edit', of: postId, body: { text: 'Dawn again' } },
    })
    expect(bodyOf(written[1]?.plain)?.images).toEqual([body.images[1]])
    expect(bodyOf(written[1]?.plain)?.works).toEqual(body.works)
  })

  test('leaves a work as it was shown when it is gone, or has since been closed', async () => {
    const { around, written, writing } = world
    const body = await before()
    around.albums = []
    expect(await writing.editPost(edit({ works: [open.ref] }))).toEqual(ok(null))
    around.albums = [
      { ...open, row: { ...open.row, audience: 'only-me' }, work: { ...open.work, title: 'A secret' } },
    ]
    expect(await writing.editPost(edit({ works: [open.ref] }))).toEqual(ok(null))
    expect(written.slice(1).map(({ plain }) => bodyOf(plain)?.works)).toEqual([body.works, body.works])
    expect(await writing.editPost(edit({ works: [theirs.ref] }))).toEqual(
      err({ type: 'not-found', what: 'work' }),
    )
  })

  test('is refused for what is no post of one’s own, and for images it never had', async () => {
    const { writing } = world
    expect(await writing.editPost(edit())).toEqual(err({ type: 'not-found', what: 'post' }))
    await before()
    expect(await writing.editPost(edit({ post: 'nonsense' }))).toEqual(
      err({ type: 'not-found', what: 'post' }),
    )
    for (const keepImages of [[2], [-1], [0.5], [0, 0]])
      expect(await writing.editPost(edit({ keepImages }))).toEqual(invalid('images', 'unknown-value'))
    expect(await writing.editPost(edit({ text: ' ' }))).toEqual(invalid('text', 'empty'))
  })
})
