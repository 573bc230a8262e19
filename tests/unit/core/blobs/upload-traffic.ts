/** What went up to the relay, and waiting until all of it has. */
import { expect, vi } from 'vitest'
import { uploadOffsetHeader } from '../../../../src/protocol/blobs/http.ts'
import type { BlobWorld } from './blob-world.ts'

export const allSent = (world: BlobWorld) =>
  vi.waitFor(() => {
    const own = world.documents.flatMap(({ isOwn, blobs }) => (isOwn ? blobs : []))
    expect(own.filter(ref => !world.service.isOnRelay(ref))).toEqual([])
    expect(world.service.uploads().waiting).toBe(0)
  })
export const nothing = { waiting: 0, bytesWaiting: 0, sent: 0, problem: null }

export const puts = ({ relay }: BlobWorld) =>
  relay.requests.filter(({ method, url }) => method === 'PUT' && !url.includes('/claims/'))
export const offsets = (world: BlobWorld) =>
  puts(world).map(({ headers }) => Number(headers[uploadOffsetHeader]))
