/** Which blobs each document of an account claims: one small file a document, replaced as a whole. */
import type { BlobDigest } from '../../../src/protocol/blobs/cid.ts'
import { decodeDigests, encodeDigests } from '../../../src/protocol/blobs/http.ts'
import { limits as protocolLimits } from '../../../src/protocol/limits.ts'
import { readSmallFile, replaceFile, writeAll } from '../log/file-system.ts'
import type { DocumentId } from '../store.ts'
import type { BlobFileSystem } from './file-system.ts'
import type { AccountName, Places } from './places.ts'

export interface Claims {
  /** Null when they cannot be read, which is not to happen: a file is replaced by a whole one. */
  of(account: AccountName, document: DocumentId): Promise<readonly BlobDigest[] | null>
  /** The documents that claim something. */
  documents(account: AccountName): Promise<readonly DocumentId[]>
  /** Durable when it resolves. */
  replace(account: AccountName, document: DocumentId, digests: readonly BlobDigest[]): Promise<void>
}

const isDocumentId = (name: string): boolean => /^[0-9a-f]{32}$/.test(name)

export const createClaims = (files: BlobFileSystem, places: Places): Claims => ({
  async of(account, document) {
    const path = places.claimsOf(account, document)
    const bytes = await readSmallFile(files, path, protocolLimits.encodedBytes)
    if (bytes === null) return (await files.stat(path)) === null ? [] : null
    const digests = decodeDigests(bytes)
    return digests.ok ? digests.value : null
  },
  documents: async account => (await files.list(places.claims(account))).filter(isDocumentId),
  async replace(account, document, digests) {
    const directory = places.claims(account)
    await files.makeDirectory(directory)
    if (digests.length > 0) {
      const bytes = encodeDigests(digests)
      return replaceFile(files, directory, document, file => writeAll(file, bytes, 0))
    }
    await files.remove(places.claimsOf(account, document))
    await files.syncDirectory(directory)
  },
})
