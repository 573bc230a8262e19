/** Rows that no scene holds: posts that are missing, and people to be mentioned. */
import type { PostState, QueryRows } from '../../../../src/core/api.ts'
import { albumId } from '../gallery/albums.ts'
import { tomas } from './scenes.ts'

/** How the post of an address without one stands; offline by any name that is no way to. */
export const missingState = (name: string): PostState => {
  switch (name) {
    case 'deleted':
      return { kind: 'deleted', author: tomas }
    case 'muted':
    case 'blocked':
      return { kind: 'hidden', author: tomas, because: name }
    case 'not-for-you':
    case 'newer-version':
    case 'broken':
      return { kind: 'unreadable', reason: name }
    case 'unknown':
      return { kind: 'not-held', reason: 'unknown-to-relay' }
    case 'looking':
      return { kind: 'looking' }
    case 'bad':
      return { kind: 'bad-address' }
    default:
      return { kind: 'not-held', reason: 'offline' }
  }
}

export const foundPeople = (text: string): QueryRows['find-people'] => {
  const people = [
    tomas,
    ...Array.from({ length: 9 }, (_, at) => ({ ...tomas, account: albumId(`p${at}`), name: `Tomasz ${at}` })),
  ]
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
    .map(({ account, name }) => ({
      account,
      name,
      roles: [],
      place: 'Porto',
      availability: 'unset' as const,
      isOwn: false,
      connection: 'none' as const,
      follow: 'no' as const,
      source: 'device' as const,
      heardAtMs: 0,
      fingerprint: '0123 4567 89ab cdef',
      knownBy: [],
      knownByCount: 0,
      isLookalike: false,
    }))
  return { people, found: people.length, of: 40, indexing: null }
}
