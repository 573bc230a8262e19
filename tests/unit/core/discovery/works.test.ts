import { beforeEach, describe, expect, it } from 'vitest'
import type { QueryOf } from '../../../../src/core/api.ts'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { fixedText } from '../../../../src/core/documents/index.ts'
import { createFindWorks } from '../../../../src/core/discovery/works/find-works.ts'
import type { DiscoveryDeps } from '../../../../src/core/discovery/discovery-deps.ts'
import { settleAll } from '../../../support/replica-line.ts'
import { createAccount, newOwnedDoc } from '../../../support/sealed-doc.ts'
import {
  createGalleryDevice,
  createGalleryWorld,
  type GalleryDevice,
  type GalleryWorld,
  hang,
  openSecret,
  valueOf,
} from '../galleries/gallery-world.ts'

let world: GalleryWorld
let alice: GalleryDevice
let bob: GalleryDevice
let works: readonly string[]
let album: string
let find: ReturnType<typeof createFindWorks>
/** Of which works, how many people appreciate them. */
let appreciated: ReadonlyMap<string, number>
let isBlocked: boolean

const settle = async (): Promise<void> => {
  await settleAll([alice, bob])
  await bob.galleries.albums(alice.me)
  await settleAll([alice, bob])
}

const tagged = (device: GalleryDevice, where: string, ids: readonly string[], ...tags: readonly string[]) =>
  valueOf(
    device.galleries.editWorks(
      where,
      ids,
      tags.map(value => ({ field: 'tag-added', value }) as const),
    ),
  )

beforeEach(async () => {
  world = await createGalleryWorld()
  alice = world.devices[0]
  const account = await createAccount()
  bob = await createGalleryDevice(account, account.first, world.room, {
    readsFor: world.account,
    secrets: [openSecret(1, 99)],
  })
  const profile = await alice.store.open(newOwnedDoc(world.account.account).genesis)
  const sealer = alice.deps.sealer()
  if (!profile.ok || sealer === null) throw new Error('no profile')
  await profile.value.edit(sealer, draft => {
    draft['v'] = 1
    draft['name'] = fixedText('Álvaro')
  })
  ;({ album, works } = await hang(alice, ['Été à la mer', 'work 10', 'work 9']))
  await valueOf(alice.galleries.editWorks(album, works.slice(0, 2), [{ field: 'medium', value: 'Gouache' }]))
  await tagged(alice, album, works.slice(0, 2), 'Sea')
  await tagged(alice, album, works.slice(1), 'night/Porto')
  await settle()
  await settle()
  bob.clock.advance(1_000)
  const own = await hang(bob, ['Mine'], 'only-me')
  await tagged(bob, own.album, own.works, 'sea', 'Night')
  appreciated = new Map()
  isBlocked = false
  const contact = {
    account: world.account.account,
    sinceMs: 0,
    name: '',
    verified: 'no',
    confirmed: false,
    room: null,
  } as const
  const journal: ReturnType<DiscoveryDeps['journal']> = {
    followOf: () => 'no',
    publicFollowersOf: async () => [],
    appreciationsOf: async asked => asked.map(({ work }) => appreciated.get(bytesToBase64Url(work)) ?? 0),
    isMuted: () => true,
    onChange: () => () => undefined,
  }
  find = createFindWorks(
    {
      galleries: bob.galleries,
      journal: () => journal,
      people: () => ({
        contacts: () => [{ ...contact, state: isBlocked ? 'blocked' : 'none' }],
        contactOf: () => null,
        onChange: () => () => undefined,
      }),
    },
    { indexing: () => null },
  )
})

type Asked = Partial<Omit<QueryOf<'discover'>, 'type'>>
const look = (query: Asked) => find({ type: 'discover', sort: 'title', tag: '', text: '', ...query })
const titles = async (query: Asked) => (await look(query)).works.map(({ tile }) => tile.title)

describe('works on this device', () => {
  it('are everybody’s, with who made them', async () => {
    const row = await look({})
    expect(row).toMatchObject({ found: 4, people: 2, indexing: null })
    expect(row.works.map(({ tile }) => tile.title)).toEqual(['Été à la mer', 'Mine', 'work 9', 'work 10'])
    expect(row.works[0]).toMatchObject({ artist: 'Álvaro', account: alice.me, isOwn: false })
  })

  it('are found by words, whatever their accents and case, over title, artist, album, tags and medium', async () => {
    expect(await titles({ text: 'ete' })).toEqual(['Été à la mer'])
    expect(await titles({ text: 'ÁLVARO night' })).toEqual(['work 9', 'work 10'])
    expect(await titles({ text: 'gouache work' })).toEqual(['work 10'])
    expect(await titles({ text: 'harb' })).toHaveLength(4)
    expect(await titles({ text: 'porto' })).toEqual(['work 9', 'work 10'])
    expect(await titles({ text: 'nothing of the kind' })).toEqual([])
  })

  it('are found although a word is misspelt, where nothing is spelled so', async () => {
    expect(await titles({ text: 'guache' })).toEqual(['Été à la mer', 'work 10'])
    expect(await titles({ text: 'mine' })).toEqual(['Mine'])
  })

  it('are narrowed to a tag and to all that stands under it', async () => {
    expect(await titles({ tag: '#SEA' })).toEqual(['Été à la mer', 'Mine', 'work 10'])
    expect(await titles({ tag: 'night' })).toEqual(['Mine', 'work 9', 'work 10'])
    expect(await titles({ tag: ' Night / porto' })).toEqual(['work 9', 'work 10'])
    expect(await titles({ tag: 'nigh' })).toEqual([])
  })

  it('are counted under each part of their tags', async () => {
    const { tags } = await look({ tag: 'night', text: 'ete' })
    expect(tags.map(({ tag, works: count }) => [tag.toLowerCase(), count])).toEqual([
      ['night', 3],
      ['sea', 3],
      ['night/porto', 2],
    ])
  })

  it('are sorted by time, and by how many appreciate them', async () => {
    expect((await titles({ sort: 'new' }))[0]).toBe('Mine')
    expect((await titles({ sort: 'old' })).at(-1)).toBe('Mine')
    appreciated = new Map([
      [works[2] ?? '', 2],
      [works[0] ?? '', 5],
    ])
    expect((await titles({ sort: 'appreciated' })).slice(0, 3)).toEqual(['Été à la mer', 'work 9', 'Mine'])
  })

  it('are found as they are called now, and no more once they are gone', async () => {
    await look({})
    await valueOf(
      alice.galleries.editWorks(album, works.slice(1, 2), [{ field: 'title', value: 'Lighthouse' }]),
    )
    await valueOf(alice.galleries.binWorks(album, works.slice(0, 1)))
    await settle()
    expect(await titles({ text: 'lighthouse' })).toEqual(['Lighthouse'])
    expect(await titles({ text: '10' })).toEqual([])
    expect(await titles({ text: 'ete' })).toEqual([])
    expect((await look({})).tags.find(({ tag }) => tag.toLowerCase() === 'sea')?.works).toBe(2)
  })

  it('are not found while their author is blocked; a muted one’s are', async () => {
    expect((await look({})).found).toBe(4)
    isBlocked = true
    expect(await titles({})).toEqual(['Mine'])
  })

  it('are found in five thousand characters and in none', async () => {
    expect(await titles({ text: 'mine '.repeat(1_000) })).toEqual(['Mine'])
    expect(await titles({ text: '<script>' })).toEqual([])
    expect(await titles({ text: '…', tag: ' / ' })).toHaveLength(4)
  })
})
