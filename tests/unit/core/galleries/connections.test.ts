import { beforeEach, describe, expect, test } from 'vitest'
import type { Audience } from '../../../../src/core/api.ts'
import { createOwnedDocument, docIdOf } from '../../../../src/core/documents/index.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { type AudienceWorld, createAudienceWorld } from '../audiences/audience-world.ts'
import { done } from '../connections/outcomes.ts'
import type { Person } from '../connections/people-world.ts'
import { type Gallery, galleriesOn, look } from './connections-world.ts'
import { imageOf } from './gallery-world.ts'

let world: AudienceWorld
let alice: Person
let bob: Person
let eve: Person
let alices: Gallery
let bobs: Gallery
let eves: Gallery

beforeEach(async () => {
  world = await createAudienceWorld()
  alice = await world.person('Alice')
  bob = await world.person('Bob')
  eve = await world.person('Eve')
  await world.settle()
  alices = await galleriesOn(alice.first)
  bobs = await galleriesOn(bob.first)
  eves = await galleriesOn(eve.first)
  await world.connect(alice, bob)
})

const hang = async (audience: Audience, titles: readonly string[] = ['Crane'], title = 'Harbour') => {
  const { album } = await done(alices.galleries.createAlbum(title, 'album', audience))
  const added = titles.map((one, index) => ({ title: one, image: imageOf(index + 1) }))
  const works = await done(alices.galleries.addWorks(album, added))
  await world.settle()
  return { album, works: works.map(({ work }) => work) }
}

const titlesSeenBy = async (gallery: Gallery, account = alice.text) =>
  (await look(world, gallery, account)).albums.map(({ title }) => title)

/** Once it has come, and what opens it was looked for. */
const stateFor = async (gallery: Gallery, album: string) => {
  for (let state = await gallery.galleries.album(alice.text, album), round = 0; round < 3; round++) {
    if (state.kind !== 'looking') return state
    await world.settle()
    state = await gallery.galleries.album(alice.text, album)
  }
  return gallery.galleries.album(alice.text, album)
}

const tilesFor = async (gallery: Gallery, album: string): Promise<readonly string[]> => {
  const state = await stateFor(gallery, album)
  if (state.kind !== 'shown') throw new Error(`album: ${state.kind}`)
  return state.album.tiles.map(({ title }) => title)
}

describe('an album for connections', () => {
  test('is seen by a connection with all that is in it', async () => {
    const { album } = await hang('connections', ['Crane', 'Quay'])
    expect(await look(world, bobs, alice.text)).toMatchObject({
      albums: [{ album, title: 'Harbour', audience: 'connections', works: 2, isOwn: false }],
      arriving: 0,
      notForYou: 0,
    })
    expect(await tilesFor(bobs, album)).toEqual(['Crane', 'Quay'])
  })

  test('is a number to a stranger, who is told no more by its link', async () => {
    const { album } = await hang('connections')
    await hang('connections', [], 'Night')
    await hang('public', [], 'Everyone')
    expect(await look(world, eves, alice.text)).toMatchObject({
      albums: [{ title: 'Everyone' }],
      arriving: 0,
      notForYou: 2,
    })
    expect(await stateFor(eves, album)).toEqual({ kind: 'not-for-you' })
    expect(await eves.galleries.album(alice.text, 'nowhere')).toEqual({ kind: 'bad-address' })
  })

  test('says nothing in the clear, neither on the profile nor in itself', async () => {
    const { album, works } = await hang('connections', ['Crane'])
    await look(world, eves, alice.text)
    await stateFor(eves, album)
    const carried = eve.first.store
      .opened()
      .filter(({ genesis }) => genesis.kind === 'album' || genesis.kind === 'profile')
      .flatMap(({ doc }) => Object.entries(doc()))
      .map(
        ([field, value]) =>
          `${field} ${value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)}`,
      )
      .join('\n')
    expect(carried).toContain('kept:')
    expect(carried).toContain(works[0])
    for (const word of ['Harbour', 'Crane', album]) expect(carried).not.toContain(word)
  })

  test('refers to images that are locked, by keys that only its readers have', async () => {
    const { album } = await hang('public')
    const moved = await done(alices.galleries.setAudience(album, 'connections'))
    await world.settle()
    await tilesFor(bobs, moved.album)
    const references = (await bobs.galleries.references()).flatMap(({ blobs }) => blobs)
    expect(references.length).toBeGreaterThan(0)
    expect(references.every(({ lock }) => lock !== null)).toBe(true)
    await stateFor(eves, moved.album)
    expect((await eves.galleries.references()).flatMap(({ blobs }) => blobs)).toEqual([])
  })

  test('is read and edited on one’s other devices', async () => {
    const { album, works } = await hang('connections')
    const laptop = await galleriesOn(await alice.addDevice('laptop'))
    await world.settle()
    expect(await titlesSeenBy(laptop)).toEqual(['Harbour'])
    await done(laptop.galleries.editWorks(album, works, [{ field: 'title', value: 'Crane at night' }]))
    await world.settle()
    expect(await tilesFor(alices, album)).toEqual(['Crane at night'])
    expect(await tilesFor(bobs, album)).toEqual(['Crane at night'])
  })

  test('is placed among the others, goes into the bin and comes back', async () => {
    const shown = await hang('public', [], 'Everyone')
    const kept = await hang('connections', [], 'Friends')
    const own = await hang('only-me', [], 'Mine')
    await done(alices.galleries.placeAlbum(kept.album, shown.album))
    expect(await titlesSeenBy(alices)).toEqual(['Friends', 'Everyone', 'Mine'])
    await done(alices.galleries.placeAlbum(own.album, kept.album))
    expect(await titlesSeenBy(alices)).toEqual(['Mine', 'Friends', 'Everyone'])
    await done(alices.galleries.binAlbum(kept.album))
    expect(await titlesSeenBy(bobs)).toEqual(['Everyone'])
    expect(await stateFor(bobs, kept.album)).toEqual({ kind: 'gone' })
    expect((await look(world, eves, alice.text)).notForYou).toBe(0)
    await done(alices.galleries.restore([{ kind: 'album', album: kept.album }]))
    expect(await titlesSeenBy(bobs)).toEqual(['Friends', 'Everyone'])
    await done(alices.galleries.binAlbum(kept.album))
    await done(alices.galleries.emptyBin([{ kind: 'album', album: kept.album }]))
    expect(await titlesSeenBy(bobs)).toEqual(['Everyone'])
    expect((await look(world, eves, alice.text)).notForYou).toBe(0)
  })
})

describe('whom it is for', () => {
  const audiences: readonly Audience[] = ['public', 'connections', 'only-me']
  const changes = audiences.flatMap(from =>
    audiences.filter(to => to !== from).map(to => [from, to] as const),
  )

  test.each(changes)('changes from %s to %s, with all works', async (from, to) => {
    const { album, works } = await hang(from, ['Crane', 'Quay'])
    const changed = await done(alices.galleries.setAudience(album, to))
    await world.settle()
    expect(await stateFor(alices, changed.album)).toMatchObject({
      kind: 'shown',
      album: { audience: to, title: 'Harbour' },
    })
    expect(await tilesFor(alices, changed.album)).toEqual(['Crane', 'Quay'])
    expect((await alices.galleries.work(alice.text, changed.album, works[0] ?? '')).kind).toBe('shown')
    expect(await stateFor(alices, album)).toEqual({ kind: 'gone' })
    expect(await titlesSeenBy(alices)).toEqual(['Harbour'])
    expect(await titlesSeenBy(bobs)).toEqual(to === 'only-me' ? [] : ['Harbour'])
    expect(await look(world, eves, alice.text)).toMatchObject({
      albums: to === 'public' ? [{ title: 'Harbour' }] : [],
      notForYou: to === 'connections' ? 1 : 0,
    })
  })

  test('is that of the album a work is moved to', async () => {
    const shown = await hang('public', ['Crane', 'Quay'], 'Everyone')
    const kept = await hang('connections', [], 'Friends')
    await done(alices.galleries.moveWorks(shown.album, kept.album, shown.works.slice(0, 1)))
    await world.settle()
    expect(await tilesFor(bobs, kept.album)).toEqual(['Crane'])
    expect(await tilesFor(eves, shown.album)).toEqual(['Quay'])
    const blobs = (await alices.galleries.references()).flatMap(one => one.blobs)
    expect(blobs.filter(({ lock }) => lock !== null)).toHaveLength(3)
    await done(alices.galleries.moveWorks(kept.album, shown.album, shown.works.slice(0, 1)))
    await world.settle()
    expect(await tilesFor(eves, shown.album)).toEqual(['Quay', 'Crane'])
  })
})

describe('after a connection was removed', () => {
  test('what they had stays, and no later edit is readable to them', async () => {
    const { album, works } = await hang('connections', ['Crane', 'Quay'])
    expect(await tilesFor(bobs, album)).toEqual(['Crane', 'Quay'])
    await done(alice.first.people.remove(bob.text))
    await done(alices.galleries.editWorks(album, works.slice(0, 1), [{ field: 'title', value: 'Secret' }]))
    await done(alices.galleries.addWorks(album, [{ title: 'New', image: imageOf(9) }]))
    await done(alices.galleries.editAlbum(album, { field: 'about', value: 'For the others' }))
    const later = await hang('connections', [], 'Later')
    await world.settle()
    expect(await tilesFor(alices, album)).toEqual(['Secret', 'Quay', 'New'])
    expect(await tilesFor(bobs, album)).toEqual(['Crane', 'Quay'])
    expect(await stateFor(bobs, album)).toMatchObject({ album: { about: '', title: 'Harbour' } })
    expect(await stateFor(bobs, later.album)).toEqual({ kind: 'not-for-you' })
    expect(await look(world, bobs, alice.text)).toMatchObject({
      albums: [{ title: 'Harbour' }],
      notForYou: 1,
    })
  })

  test('and another was made, the new one reads it all', async () => {
    const { album, works } = await hang('connections', ['Crane'])
    await done(alice.first.people.remove(bob.text))
    await done(alices.galleries.editWorks(album, works, [{ field: 'medium', value: 'Ink' }]))
    await world.connect(alice, eve)
    await world.tend()
    expect(await titlesSeenBy(eves)).toEqual(['Harbour'])
    expect(await tilesFor(eves, album)).toEqual(['Crane'])
    const state = await eves.galleries.work(alice.text, album, works[0] ?? '')
    expect(state).toMatchObject({ kind: 'shown', work: { medium: 'Ink' } })
  })
})

describe('a list that somebody else wrote', () => {
  const profileOf = (person: Person) => {
    const replica = person.first.store.replica(docIdOf(createDocumentGenesis('profile', person.account)))
    if (replica === null) throw new Error('the profile is open')
    return createOwnedDocument(replica, { version: 1, read: doc => doc }, person.first.deps.sealer)
  }

  test('with nonsense in it is counted within bounds, and breaks nothing', async () => {
    const name = (at: number): string => `kept:${String(at).padStart(22, 'A')}`
    await profileOf(eve).edit(draft => {
      draft['kept:short'] = new Uint8Array(90)
      draft[`${name(1)}:other`] = new Uint8Array(90)
      draft[name(2)] = 'words'
      draft[name(3)] = 7
      for (let at = 10; at < 1_500; at++) draft[name(at)] = Uint8Array.of(at & 255)
    })
    await world.settle()
    const row = await look(world, bobs, eve.text)
    expect(row.albums).toEqual([])
    expect(row.notForYou).toBe(1_000)
  })

  test('with the entries of somebody else’s audience shows none of their albums', async () => {
    await hang('connections')
    await look(world, bobs, alice.text)
    const copied = Object.entries(profileOf(alice).read()).length
    expect(copied).toBeGreaterThan(0)
    const reading = profileOf(alice).read()
    if (reading.kind !== 'value') throw new Error('a profile')
    const kept = Object.entries(reading.value).flatMap(([field, value]): [string, Uint8Array][] =>
      field.startsWith('kept:') && value instanceof Uint8Array ? [[field, value.slice()]] : [],
    )
    expect(kept).toHaveLength(1)
    await profileOf(eve).edit(draft => {
      for (const [field, value] of kept) draft[field] = value
    })
    await world.connect(eve, bob)
    await world.settle()
    expect(await look(world, bobs, eve.text)).toMatchObject({ albums: [], notForYou: 1 })
  })
})
