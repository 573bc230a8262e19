import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../../src/base/random.ts'
import { err, ok } from '../../../../../src/base/result.ts'
import type {
  AlbumRow,
  Audience,
  CommandOf,
  CoreError,
  PostDraft,
  WorkRef,
  WorkRow,
} from '../../../../../src/core/api.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { StageError } from '../../../../../src/core/blobs/blob-types.ts'
import { createIntake } from '../../../../../src/core/intake/create-intake.ts'
import type { EntryAudience } from '../../../../../src/core/journal/journal-types.ts'
import { createWriting, type Writing } from '../../../../../src/core/journal/writing/create-writing.ts'
import type { OwnPost, WritingDeps } from '../../../../../src/core/journal/writing/writing-deps.ts'
import type { PreparedImage } from '../../../../../src/core/ports.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import type { BlobDigest } from '../../../../../src/protocol/blobs/cid.ts'
import { decodeJournalPlain, encodeJournalPlain } from '../../../../../src/protocol/journal/plain.ts'
import type { EntryId16, JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'

const accountOf = (fill: number): AccountId => new Uint8Array(32).fill(fill) as AccountId
const self = accountOf(1)
const friend = accountOf(2)
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
const picture = (name = 'harbour') => new Blob([name])
const command = (parts: Partial<CommandOf<'post.publish'>> = {}): CommandOf<'post.publish'> => ({
  type: 'post.publish',
  text: 'Dawn',
  audience: 'public',
  mentions: [],
  images: [],
  works: [],
  added: null,
  ...parts,
})
const draftWith = (parts: Partial<PostDraft> = {}): PostDraft => ({
  text: 'Da',
  images: [],
  audience: 'public',
  mentions: [],
  works: [],
  added: null,
  ...parts,
})

interface Album {
  readonly ref: WorkRef
  readonly row: AlbumRow
  readonly work: WorkRow
}

/** An album of one work; its title says whose it is and for whom. */
const albumOf = (owner: AccountId, audience: Audience, fill: number): Album => {
  const account = accountIdToText(owner)
  const album = Buffer.alloc(32, fill).toString('base64url')
  const id = Buffer.alloc(16, fill).toString('base64url')
  const image = {
    id,
    width: 30,
    height: 20,
    colour: '#0a141e',
    placeholder: 'AAAA',
    focal: { x: 0.5, y: 0.5 },
  }
  const card = {
    account,
    album,
    isOwn: owner === self,
    title: `${audience} album`,
    kind: 'album',
    role: '',
    year: '',
    audience,
    works: 1,
    cover: null,
    copy: 'on-relay',
  } as const
  return {
    ref: { account, album, work: id },
    row: {
      ...card,
      about: '',
      collaborators: '',
      video: '',
      layout: 'wall',
      tiles: [],
      keptOffline: true,
      unreadable: 0,
      alternatives: [],
    },
    work: {
      account,
      album,
      id,
      isOwn: owner === self,
      albumTitle: card.title,
      artist: 'Ana',
      title: 'Dawn over water',
      fullTitle: '',
      statement: '',
      year: '',
      medium: '',
      dimensions: '',
      alt: 'Boats at rest',
      credits: [],
      licence: 'all-rights-reserved',
      noAi: true,
      tags: [],
      availability: 'unset',
      addedAtMs: 0,
      versions: [{ image, addedAtMs: 0, isCurrent: true, renditions: [] }],
      alternatives: [],
      copy: 'on-relay',
    },
  }
}

const open = albumOf(self, 'public', 1)
const closed = albumOf(self, 'connections', 2)
const secret = albumOf(self, 'only-me', 3)
const theirs = albumOf(friend, 'public', 4)
const theirsForFriends = albumOf(friend, 'connections', 5)

let ports: ReturnType<typeof createMemoryPorts>
let deps: WritingDeps
let writing: Writing
let albums: Album[]
let written: { readonly plain: JournalPlain; readonly audience: EntryAudience }[]
let staged: Audience[]
let stageFails: StageError | null
let lineFails: CoreError | null
let isRevoked: boolean
let ownPost: OwnPost | null
const postId = systemRandom.bytes(16) as EntryId16

beforeEach(() => {
  albums = [open, closed, secret, theirs, theirsForFriends]
  written = []
  staged = []
  stageFails = null
  lineFails = null
  isRevoked = false
  ownPost = null
  ports = createMemoryPorts({
    images: {
      capacity: () => 1,
      onCapacity: () => () => undefined,
      prepare: async source =>
        (await source.text()) === 'no picture'
          ? err({ type: 'refused', problem: 'not-an-image' })
          : ok(prepared),
    },
  })
  const find = (account: string, album: string) =>
    albums.find(({ ref }) => ref.account === account && ref.album === album)
  deps = {
    self,
    line: {
      async write(entries) {
        if (lineFails !== null) return err(lineFails)
        // As it comes back on every other device.
        const kept = entries.map(({ plain, audience }) => ({
          plain: valueOf(decodeJournalPlain(encodeJournalPlain(plain))),
          audience,
        }))
        written.push(...kept)
        return ok(entries.map(() => ({ id: postId, segment: 0 })))
      },
    },
    talk: { readPost: async id => (entryIdToText(id) === entryIdToText(postId) ? ownPost : null) },
    blobs: {
      async stage(bytes, mime, audience) {
        if (stageFails !== null) return err(stageFails)
        staged.push(audience)
        const lock =
          audience === 'public' ? null : { key: new Uint8Array(32), plainDigest: new Uint8Array(32) }
        return ok({
          digest: new Uint8Array(32).fill(bytes[0] ?? 0) as BlobDigest,
          bytes: bytes.length,
          mime,
          lock,
        })
      },
    },
    galleries: {
      album: async (account, album) => {
        const row = find(account, album)?.row
        return row === undefined ? { kind: 'gone' } : { kind: 'shown', album: row, freshness: 'live' }
      },
      work: async (account, album, id) => {
        const work = find(account, album)?.work
        return work?.id === id ? { kind: 'shown', work } : { kind: 'gone' }
      },
    },
    rows: createSealedRows(ports.rows, new Uint8Array(32).fill(7), systemRandom),
    ports,
    isRevoked: () => isRevoked,
  }
  writing = createWriting(deps)
})

const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const attach = async (name?: string) => valueOf(await writing.attach(picture(name))).image
const sources = async () => valueOf(await ports.sources.list())
const bodyOf = (plain: JournalPlain | undefined) =>
  plain?.kind === 'post' || plain?.kind === 'edit' ? plain.body : null
const invalid = (field: string, reason: string) => err({ type: 'invalid-input', field, reason })

describe('a post', () => {
  test('is written with its words, the people it names, its pictures and its works', async () => {
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
    const images = [{ id: await attach(), alt: '' }]
    valueOf(await writing.publish(command({ audience, images, text: '' })))
    expect(written[0]?.audience).toBe(audience)
    expect(bodyOf(written[0]?.plain)?.images[0]?.renditions.every(({ lock }) => lock !== null)).toBe(true)
  })

  test('that says nothing, or too much, is refused before any picture is prepared', async () => {
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
    const missing = { id: `post-${'0'.repeat(32)}`, alt: '' }
    expect(await writing.publish(command({ images: [missing] }))).toEqual(
      err({ type: 'not-found', what: 'image' }),
    )
    albums = []
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
    expect((await writing.publish(command({ audience, works: [ref] }))).ok).toBe(true)
  })

  test('that cannot be finished leaves draft and pictures as they were', async () => {
    const good = await attach()
    const bad = await attach('no picture')
    const images = [good, bad].map(id => ({ id, alt: '' }))
    valueOf(await writing.keepDraft(draftWith({ images })))
    expect(await writing.publish(command({ images }))).toEqual(
      err({ type: 'image-refused', problem: 'not-an-image' }),
    )
    stageFails = { type: 'storage-full' }
    expect(await writing.publish(command({ images: images.slice(0, 1) }))).toEqual(
      err({ type: 'image-refused', problem: 'device-full' }),
    )
    lineFails = { type: 'storage', problem: 'disk-full' }
    expect(await writing.publish(command())).toEqual(err(lineFails))
    expect(await sources()).toHaveLength(2)
    expect(await writing.draft()).toEqual(draftWith({ images }))
  })

  test('is not written by a device that was removed', async () => {
    isRevoked = true
    expect(await writing.publish(command())).toEqual(err({ type: 'not-allowed', reason: 'device-revoked' }))
  })
})

describe('an edit', () => {
  const before = async (audience: Audience = 'public') => {
    const images = [
      { id: await attach('a'), alt: 'a' },
      { id: await attach('b'), alt: 'b' },
    ]
    const works = audience === 'connections' ? [closed.ref] : [open.ref]
    valueOf(await writing.publish(command({ audience, images, works })))
    const plain = written[0]?.plain
    const body = bodyOf(plain)
    if (plain === undefined || body === null) throw new Error('nothing was written')
    ownPost = { entry: { audience, plain }, body }
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
    const body = await before()
    albums = []
    expect(await writing.editPost(edit({ works: [open.ref] }))).toEqual(ok(null))
    albums = [
      { ...open, row: { ...open.row, audience: 'only-me' }, work: { ...open.work, title: 'A secret' } },
    ]
    expect(await writing.editPost(edit({ works: [open.ref] }))).toEqual(ok(null))
    expect(written.slice(1).map(({ plain }) => bodyOf(plain)?.works)).toEqual([body.works, body.works])
    expect(await writing.editPost(edit({ works: [theirs.ref] }))).toEqual(
      err({ type: 'not-found', what: 'work' }),
    )
  })

  test('is refused for what is no post of one’s own, and for images it never had', async () => {
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
    const full = err({ type: 'storage-full' } as const)
    const broken = createWriting({ ...deps, rows: { ...deps.rows, write: async () => full } })
    expect(await broken.keepDraft(draftWith())).toEqual(err({ type: 'storage', problem: 'disk-full' }))
  })
})
