/** Which blobs the feeds refer to, by document, from rows. */
import { equalBytes, hexToBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { DocId } from '../../../../protocol/relay/frames.ts'
import type { DocumentBlobs, ReferredBlob } from '../../../blobs/blob-types.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { blobOf, parseBlobsRow } from '../rows/blob-row.ts'
import { blobsPrefix, endOf } from '../rows/keys.ts'
import type { Desks } from './desk.ts'

export interface References {
  all(): Promise<readonly DocumentBlobs[]>
  /** Rows of blobs came or went. */
  changed(): void
}

/** No document's: images that wait to be sent are in none yet, and must not be swept. */
const unsent: DocId = '0'.repeat(32)
const most = 1_000_000

export const createReferences = (self: AccountId, rows: SealedRows, desks: Desks): References => {
  let known: Promise<readonly DocumentBlobs[]> | null = null
  const load = async (): Promise<readonly DocumentBlobs[]> => {
    const found = await rows.range({ from: blobsPrefix, to: endOf(blobsPrefix), limit: most })
    if (!found.ok) throw new Error(`talk: rows cannot be read (${found.error.type})`)
    const documents = new Map<DocId, { isOwn: boolean; readonly blobs: ReferredBlob[] }>()
    for (const [key, row] of found.value) {
      const parsed = parseBlobsRow(row)
      const doc = key.slice(blobsPrefix.length, blobsPrefix.length + unsent.length)
      if (parsed === null || hexToBytes(doc) === null) continue
      const document = documents.get(doc) ?? { isOwn: equalBytes(parsed.author, self), blobs: [] }
      document.blobs.push(...parsed.blobs)
      documents.set(doc, document)
    }
    return [...documents].map(([doc, { isOwn, blobs }]) => ({ doc, isOwn, isKept: false, blobs }))
  }
  const waiting = (): readonly ReferredBlob[] =>
    desks
      .all()
      .flatMap(({ outbox }) =>
        [...outbox.values()].flatMap(({ body }) =>
          'image' in body && body.image !== null ? body.image.renditions.map(blobOf) : [],
        ),
      )
  return {
    async all() {
      known ??= load().catch((error: unknown) => {
        known = null
        throw error
      })
      const blobs = waiting()
      const documents = await known
      return blobs.length === 0
        ? documents
        : [...documents, { doc: unsent, isOwn: true, isKept: true, blobs }]
    },
    changed() {
      known = null
    },
  }
}
