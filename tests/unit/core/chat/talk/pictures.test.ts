import { beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '../../../../../src/base/result.ts'
import type { WorkRow } from '../../../../../src/core/api.ts'
import type { BlobRef, StageError } from '../../../../../src/core/blobs/blob-types.ts'
import type { ImagePreparer, PreparedImage } from '../../../../../src/core/ports.ts'
import type { BlobDigest } from '../../../../../src/protocol/blobs/cid.ts'
import { contactWith, directWith } from './talk-parties.ts'
import { openTalk, type Talk, until } from './talk-world.ts'
import { bytes32, createVoice, messageId, type Voice } from './voices.ts'

const prepared: PreparedImage = {
  width: 1_200,
  height: 800,
  colour: [10, 20, 30],
  placeholder: new Uint8Array(20),
  renditions: [
    { size: 'thumb', mime: 'image/webp', width: 320, height: 213, bytes: new Uint8Array([1]) },
    { size: 'full', mime: 'image/webp', width: 1_200, height: 800, bytes: new Uint8Array([2]) },
  ],
  notes: [],
}
const source = new Blob(['a photograph'])
const blobRef = (name: number): BlobRef => ({
  digest: bytes32('digest', name) as BlobDigest,
  bytes: 100 + name,
  mime: 'image/webp',
  lock: { key: bytes32('key', name), plainDigest: bytes32('plain', name) },
})

let talk: Talk
let bo: Voice
let c: string
let answer: Awaited<ReturnType<ImagePreparer['prepare']>>
let stageFails: StageError | null
let changes: number
const work: WorkRow = {
  account: 'A'.repeat(43),
  album: 'B'.repeat(42) + 'A',
  id: 'C'.repeat(21) + 'A',
  isOwn: true,
  albumTitle: 'Harbour',
  artist: 'Ana',
  title: 'Dawn',
  fullTitle: '',
  statement: '',
  year: '',
  medium: '',
  dimensions: '',
  alt: '',
  credits: [],
  licence: 'all-rights-reserved',
  noAi: true,
  tags: [],
  availability: 'unset',
  addedAtMs: 0,
  versions: [
    {
      image: {
        id: 'i',
        width: 30,
        height: 20,
        colour: '#0a141e',
        placeholder: 'AAAA',
        focal: { x: 0.5, y: 0.5 },
      },
      addedAtMs: 0,
      isCurrent: true,
      renditions: [{ size: 'thumb', width: 320, height: 213, bytes: 5, mime: 'image/webp' }],
    },
  ],
  alternatives: [],
  copy: 'only-here',
}

beforeEach(async () => {
  answer = ok(prepared)
  stageFails = null
  changes = 0
  bo = createVoice('Bo')
  c = directWith(bo)
  const images: ImagePreparer = {
    capacity: () => 1,
    onCapacity: () => () => undefined,
    prepare: async () => answer,
  }
  talk = await openTalk({
    contacts: [contactWith(bo)],
    images,
    deps: {
      blobs: {
        stage: async bytes => (stageFails === null ? ok(blobRef(bytes[0] ?? 0)) : err(stageFails)),
        documentsChanged: () => void changes++,
      },
      galleries: {
        work: async () => ({ kind: 'shown', work }),
        blobOf: async () => ({ size: 'thumb', blob: blobRef(9) }),
      },
    },
  })
  await until(() => talk.lines.of(c).sent.length === 1)
})
const send = () => talk.chat.sendImage(c, source, 'a harbour', 'this morning', null)

describe('an image', () => {
  test('is sent with the keys to each of its sizes, and referred to by the feed that it is in', async () => {
    const sent = await send()
    if (!sent.ok) throw new Error(sent.error.type)
    expect((await talk.items(c)).at(-1)).toMatchObject({
      message: {
        body: {
          kind: 'image',
          alt: 'a harbour',
          text: 'this morning',
          image: { width: 1_200, colour: '#0a141e' },
        },
      },
    })
    const feed = Buffer.from(bytes32('feed', 'Ana').subarray(0, 16)).toString('hex')
    expect(await talk.chat.references()).toMatchObject([
      { doc: feed, isOwn: true, blobs: [{ bytes: 101 }, { bytes: 102 }] },
    ])
    expect(changes).toBeGreaterThan(0)
    expect(await talk.chat.image(c, sent.value.message, 'card')).toMatchObject({
      size: 'full',
      blob: { bytes: 102 },
    })
    expect(await talk.chat.image(c, sent.value.message, 'thumb')).toMatchObject({ size: 'thumb' })
  })

  test('that was deleted is referred to no more; somebody else’s is not one’s own', async () => {
    const sent = await send()
    if (!sent.ok) throw new Error(sent.error.type)
    await talk.chat.remove(c, sent.value.message)
    expect(await talk.chat.references()).toEqual([])
    const body = talk.lines.of(c).sent.find(({ type }) => type === 'image')
    if (body === undefined) throw new Error('no image was sent')
    const theirs = bo.say(body)
    await talk.bring(c, theirs)
    expect(await talk.chat.references()).toMatchObject([{ isOwn: false, blobs: [{}, {}] }])
    await talk.lines.of(c).bring({ kind: 'gone', ids: [theirs.id] })
    expect(await talk.chat.references()).toEqual([])
    expect(await talk.chat.image(c, messageId(theirs), 'full')).toBeNull()
  })

  test('that waits is kept from being swept, can be seen, and is gone once it is taken back', async () => {
    talk.lines.of(c).failsWith = { type: 'waits', for: 'their-chain', account: bo.account }
    const sent = await send()
    if (!sent.ok) throw new Error(sent.error.type)
    expect(await talk.chat.references()).toMatchObject([{ isOwn: true, isKept: true, blobs: [{}, {}] }])
    expect(await talk.chat.image(c, sent.value.message, 'full')).toMatchObject({ size: 'full' })
    await talk.chat.remove(c, sent.value.message)
    expect(await talk.chat.references()).toEqual([])
  })

  test.each([
    [{ type: 'refused', problem: 'heic' }, 'heic'],
    [{ type: 'stopped' }, 'failed'],
  ] as const)('that cannot be prepared is refused with the reason', async (given, problem) => {
    answer = err(given)
    expect(await send()).toEqual(err({ type: 'image-refused', problem }))
  })

  test('that is empty, or has no room, is refused, and nothing is sent', async () => {
    expect(await talk.chat.sendImage(c, new Blob([]), '', '', null)).toEqual(
      err({ type: 'image-refused', problem: 'empty' }),
    )
    stageFails = { type: 'storage-full' }
    expect(await send()).toEqual(err({ type: 'image-refused', problem: 'device-full' }))
    expect(talk.lines.of(c).sent).toHaveLength(1)
  })
})

describe('a work', () => {
  test('is sent as a card, with the keys of what only its owner sees', async () => {
    expect((await talk.chat.sendWork(c, work.account, work.album, work.id, 'look')).ok).toBe(true)
    expect((await talk.items(c)).at(-1)).toMatchObject({
      message: {
        body: { kind: 'work', title: 'Dawn', artist: 'Ana', text: 'look', album: work.album, work: work.id },
      },
    })
    expect(await talk.chat.references()).toMatchObject([{ blobs: [{ size: 'thumb', bytes: 109 }] }])
    expect((await talk.card(c)).preview).toBe('look')
  })
})
