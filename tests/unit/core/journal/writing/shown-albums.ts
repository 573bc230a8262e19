/** Albums that a post can show, by whose they are and for whom. */
import type { AlbumRow, Audience, WorkRef, WorkRow } from '../../../../../src/core/api.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'

const accountOf = (fill: number): AccountId => new Uint8Array(32).fill(fill) as AccountId
export const self = accountOf(1)
export const friend = accountOf(2)

export interface Album {
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

export const open = albumOf(self, 'public', 1)
export const closed = albumOf(self, 'connections', 2)
export const secret = albumOf(self, 'only-me', 3)
export const theirs = albumOf(friend, 'public', 4)
export const theirsForFriends = albumOf(friend, 'connections', 5)
