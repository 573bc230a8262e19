import { beforeEach, describe, expect, test } from 'vitest'
import { err } from '../../../../../src/base/result.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import { createIntake } from '../../../../../src/core/intake/create-intake.ts'
import { createWriting } from '../../../../../src/core/journal/writing/create-writing.ts'
import { friend, open } from './shown-albums.ts'
import { createWritingWorld, picture, valueOf, type WritingWorld } from './writing-world.ts'
import { command, draftWith, invalid } from './written.ts'

let world: WritingWorld
beforeEach(() => {
  world = createWritingWorld()
})

describe('a draft', () => {
  const full = draftWith({
    text: 'Dawn 😀',
    audience: 'connections',
    mentions: [{ account: accountIdToText(friend), name: 'Ana', isOwn: false }],
    works: [
      {
        ...open.ref,
        title: 'Dawn',
        alt: 'Boats',
        image: {
          id: 'i',
          width: 3,
          height: 2,
          colour: '#0a141e',
          placeholder: 'AAAA',
          focal: { x: 0.25, y: 1 },
        },
      },
    ],
    added: { album: open.ref.album, title: 'Harbour', total: 12 },
  })

  test('is there again after a restart, with its pictures, and without those of no draft', async () => {
    const { deps, writing, attach, sources } = world
    const [kept, left] = [await attach('kept'), await attach('left behind')]
    const draft = { ...full, images: [{ id: kept, alt: 'The harbour' }] }
    valueOf(await writing.keepDraft(draft))
    expect(await sources()).toHaveLength(2)
    const again = createWriting(deps)
    expect(await again.draft()).toEqual(draft)
    expect(await sources()).toEqual([kept])
    expect(await valueOf(await again.attached(kept)).source.text()).toBe('kept')
    expect(await again.attached(left)).toEqual(err({ type: 'not-found', what: 'image' }))
  })

  test('lets go of pictures that are taken out of it, and of all when it is thrown away or published', async () => {
    const { writing, attach, sources } = world
    const [one, other] = [await attach('one'), await attach('other')]
    valueOf(await writing.keepDraft(draftWith({ images: [one, other].map(id => ({ id, alt: '' })) })))
    valueOf(await writing.keepDraft(draftWith({ images: [{ id: other, alt: '' }] })))
    expect(await sources()).toEqual([other])
    valueOf(await writing.keepDraft(null))
    expect([await sources(), await writing.draft()]).toEqual([[], null])
    valueOf(await writing.keepDraft(full))
    valueOf(await writing.publish(command()))
    expect(await writing.draft()).toBeNull()
  })

  test('survives the clean-up of the queue of new works, and leaves that queue alone', async () => {
    const { ports, deps, writing, attach, sources } = world
    const image = await attach()
    valueOf(await writing.keepDraft(draftWith({ images: [{ id: image, alt: '' }] })))
    const queued = 'ab'.repeat(16)
    valueOf(await ports.sources.put(queued, picture()))
    await createWriting(deps).draft()
    expect(await sources()).toHaveLength(2)
    const galleries = {
      audienceOf: async () => 'gone' as const,
      hasImage: async () => false,
      addWorks: async () => err({ type: 'no-account' as const }),
      addVersion: async () => err({ type: 'no-account' as const }),
    }
    const intake = createIntake({ ports, galleries, blobs: deps.blobs, keepOriginals: () => false })
    await intake.resume()
    intake.close()
    expect(await sources()).toEqual([image])
  })

  test('holds so many pictures and words', async () => {
    const { writing, attach } = world
    for (let count = 0; count < 20; count++) await attach()
    expect(await writing.attach(picture())).toEqual(invalid('images', 'too-many'))
    expect(await writing.attach(new Blob([]))).toEqual(err({ type: 'image-refused', problem: 'empty' }))
    expect(await writing.keepDraft(draftWith({ text: 'x'.repeat(40_001) }))).toEqual(
      invalid('text', 'too-long'),
    )
    const images = Array.from({ length: 21 }, () => ({ id: 'i', alt: '' }))
    expect(await writing.keepDraft(draftWith({ images }))).toEqual(invalid('draft', 'too-many'))
    expect(await writing.draft()).toBeNull()
  })

  test('that cannot be saved says so', async () => {
    const { deps } = world
    const full = err({ type: 'storage-full' } as const)
    const broken = createWriting({ ...deps, rows: { ...deps.rows, write: async () => full } })
    expect(await broken.keepDraft(draftWith())).toEqual(err({ type: 'storage', problem: 'disk-full' }))
  })
})
