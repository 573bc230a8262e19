/** Writing over memory: what was written and staged, and what goes wrong. */
import { systemRandom } from '../../../../../src/base/random.ts'
import { err, ok } from '../../../../../src/base/result.ts'
import type { Audience, CoreError } from '../../../../../src/core/api.ts'
import type { StageError } from '../../../../../src/core/blobs/blob-types.ts'
import type { EntryAudience } from '../../../../../src/core/journal/journal-types.ts'
import { createWriting } from '../../../../../src/core/journal/writing/create-writing.ts'
import type { OwnPost, WritingDeps } from '../../../../../src/core/journal/writing/writing-deps.ts'
import type { PreparedImage } from '../../../../../src/core/ports.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import type { BlobDigest } from '../../../../../src/protocol/blobs/cid.ts'
import { decodeJournalPlain, encodeJournalPlain } from '../../../../../src/protocol/journal/plain.ts'
import type { EntryId16, JournalPlain } from '../../../../../src/protocol/journal/journal-types.ts'
import { entryIdToText } from '../../../../../src/protocol/journal/target.ts'
import { type Album, closed, open, secret, self, theirs, theirsForFriends } from './shown-albums.ts'

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

export const picture = (name = 'harbour') => new Blob([name])
export const postId = systemRandom.bytes(16) as EntryId16

interface Surroundings {
  albums: readonly Album[]
  stageFails: StageError | null
  lineFails: CoreError | null
  isRevoked: boolean
  /** What an edit finds under the post's id. */
  ownPost: OwnPost | null
}

/** Writing on surroundings that a test can change while it goes on. */
export const createWritingWorld = () => {
  const around: Surroundings = {
    albums: [open, closed, secret, theirs, theirsForFriends],
    stageFails: null,
    lineFails: null,
    isRevoked: false,
    ownPost: null,
  }
  const written: { readonly plain: JournalPlain; readonly audience: EntryAudience }[] = []
  const staged: Audience[] = []
  const ports = createMemoryPorts({
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
    around.albums.find(({ ref }) => ref.account === account && ref.album === album)
  const deps: WritingDeps = {
    self,
    line: {
      async write(entries) {
        if (around.lineFails !== null) return err(around.lineFails)
        // As it comes back on every other device.
        const kept = entries.map(({ plain, audience }) => ({
          plain: valueOf(decodeJournalPlain(encodeJournalPlain(plain))),
          audience,
        }))
        written.push(...kept)
        return ok(entries.map(() => ({ id: postId, segment: 0 })))
      },
    },
    talk: { readPost: async id => (entryIdToText(id) === entryIdToText(postId) ? around.ownPost : null) },
    blobs: {
      async stage(bytes, mime, audience) {
        if (around.stageFails !== null) return err(around.stageFails)
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
    isRevoked: () => around.isRevoked,
  }
  const writing = createWriting(deps)
  const attach = async (name?: string) => valueOf(await writing.attach(picture(name))).image
  const sources = async () => valueOf(await ports.sources.list())
  return { around, written, staged, ports, deps, writing, attach, sources }
}

export type WritingWorld = ReturnType<typeof createWritingWorld>

export const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
