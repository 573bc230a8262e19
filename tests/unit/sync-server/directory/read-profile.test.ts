/** Whom a relay lists: those whose profile says so, and whom everybody's program could show. */
import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { profileSchema } from '../../../../src/core/profiles/schema.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { readContent } from '../../../../sync-server/directory/read-content.ts'

type Fields = Readonly<Record<string, unknown>>

const owner = new Uint8Array(32).fill(1) as AccountId
const fixed = (text: string) => new Automerge.ImmutableString(text)
const link = (...fields: (number | string)[]): Uint8Array => enc(fields)

const ana = { v: 1, listed: true, name: fixed('Ana Müller'), place: fixed('Lisboa') }

const docOf = (fields: Fields): Automerge.Doc<Record<string, unknown>> =>
  Automerge.change(Automerge.init<Record<string, unknown>>(), draft => void Object.assign(draft, fields))

const read = (fields: Fields) =>
  readContent({ kind: 'profile', owner, changes: Automerge.getAllChanges(docOf(fields)) })

/** As the owner's program and everybody else's would. */
const isShownByOthers = (fields: Fields): boolean =>
  fields['v'] === 1 && profileSchema.read(docOf(fields)) !== null

const shown: Readonly<Record<string, Fields>> = {
  'who says so': ana,
  'who gave nothing but that': { v: 1, listed: true },
  'who has as much as may be': {
    ...ana,
    name: fixed('x'.repeat(200)),
    place: fixed('y'.repeat(200)),
    bio: 'z'.repeat(20_000),
    [`role:c:${'r'.repeat(80)}`]: 1,
    [`link:${'i'.repeat(64)}`]: link(0, 'Site', 'https://example.org/'),
  },
  'who has fields of a newer version': { ...ana, mood: fixed('bright'), 'album:x': 7 },
}

const broken: Readonly<Record<string, Fields>> = {
  'of no version': { ...ana, v: undefined },
  'of a newer version': { ...ana, v: 2 },
  'of a version that is a word': { ...ana, v: fixed('1') },
  'with a name that is shared text': { ...ana, name: 'Ana' },
  'with a long name': { ...ana, name: fixed('x'.repeat(201)) },
  'with a place that is a number': { ...ana, place: 7 },
  'with a long place': { ...ana, place: fixed('x'.repeat(201)) },
  'with a bio that is fixed text': { ...ana, bio: fixed('bio') },
  'with a bio of bytes': { ...ana, bio: new Uint8Array(3) },
  'with a long bio': { ...ana, bio: 'x'.repeat(20_001) },
  'with a role of no kind': { ...ana, 'role:x:editor': 1 },
  'with a role of no words': { ...ana, 'role:c:': 1 },
  'with a long role': { ...ana, [`role:c:${'x'.repeat(81)}`]: 1 },
  'with a role at no position': { ...ana, 'role:k:editor': fixed('first') },
  'with a link that is text': { ...ana, 'link:a': fixed('https://example.org') },
  'with a link that runs': { ...ana, 'link:a': link(0, 'x', 'javascript:alert(1)') },
  'with a link that says more': { ...ana, 'link:a': link(0, 'x', 'https://example.org', 'y') },
  'with a long link': { ...ana, 'link:a': link(0, 'x', `https://example.org/${'x'.repeat(2_000)}`) },
  'with a link of a long id': { ...ana, [`link:${'x'.repeat(65)}`]: link(0, 'x', 'https://example.org') },
}

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

describe('somebody is listed', () => {
  test.each(Object.entries(shown))('%s', (_, fields) => {
    expect(isShownByOthers(fields)).toBe(true)
    expect(read(fields).kind).toBe('profile')
  })

  test('with name, roles in order, and place, and nothing else', () => {
    const content = read({
      ...ana,
      bio: 'secret to the directory',
      'role:c:Colourist & more': 2,
      'role:k:camera-operator': 1,
    })
    expect(content).toEqual({
      kind: 'profile',
      profile: {
        name: 'Ana Müller',
        place: 'Lisboa',
        roles: [
          { kind: 'known', id: 'camera-operator' },
          { kind: 'custom', text: 'Colourist & more' },
        ],
      },
    })
  })

  test('with the first 24 roles of however many', () => {
    const roles = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`role:c:${at}`, 60 - at]))
    const content = read({ ...ana, ...roles })
    const first = Array.from({ length: 24 }, (_, at) => ({ kind: 'custom', text: `${59 - at}` }))
    expect(content.kind === 'profile' && content.profile.roles).toEqual(first)
  })
})

describe('nobody is listed', () => {
  test.each(Object.entries(broken))('by a profile %s, which nobody could be shown', (_, fields) => {
    expect(isShownByOthers(defined(fields))).toBe(false)
    expect(read(defined(fields))).toEqual({ kind: 'nothing' })
  })

  test.each([false, 1, fixed('true'), new Uint8Array([1])])('who says %s instead of yes', listed => {
    expect(read({ ...ana, listed })).toEqual({ kind: 'nothing' })
  })

  test('who does not say, or took it back', () => {
    expect(read(defined({ ...ana, listed: undefined }))).toEqual({ kind: 'nothing' })
    const was = docOf(ana)
    const is = Automerge.change(was, draft => void delete draft['listed'])
    const changes = Automerge.getAllChanges(is)
    expect(readContent({ kind: 'profile', owner, changes })).toEqual({ kind: 'nothing' })
  })

  test('by an empty document', () => {
    expect(readContent({ kind: 'profile', owner, changes: [] })).toEqual({ kind: 'nothing' })
  })
})
