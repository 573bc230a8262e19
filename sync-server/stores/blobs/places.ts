/**
 * Where a blob store keeps what:
 *
 *   held/<xy>/<cid>                             a blob; last of use when it was last modified
 *   accounts/<ab>/<account>/uploads/<cid>       an upload under way: as many of its bytes as have come
 *   accounts/<ab>/<account>/brought/<cid>       empty: the account uploaded it and has not claimed it yet
 *   accounts/<ab>/<account>/claims/<document>   enc([digest32 …])
 *
 * <account> and <document> are hex, <ab> the first two digits of the account, <xy> two characters near the
 * end of the CID, for all CIDs begin alike and the very last character has eight values only.
 */
import { join } from 'node:path'
import { bytesToHex } from '../../../src/base/bytes.ts'
import { type BlobDigest, cidOf, parseCid } from '../../../src/protocol/blobs/cid.ts'
import type { DocumentId } from '../store.ts'
import type { BlobFileSystem } from './file-system.ts'

/** A digest in hex: what blobs are known by in memory. */
export type BlobKey = string
/** An account's id in hex. */
export type AccountName = string

export interface Places {
  readonly held: string
  readonly accounts: string
  shardOf(digest: BlobDigest): string
  blob(digest: BlobDigest): string
  uploads(account: AccountName): string
  upload(account: AccountName, digest: BlobDigest): string
  brought(account: AccountName): string
  broughtBlob(account: AccountName, digest: BlobDigest): string
  claims(account: AccountName): string
  claimsOf(account: AccountName, document: DocumentId): string
}

export const createPlaces = (directory: string): Places => {
  const held = join(directory, 'held')
  const accounts = join(directory, 'accounts')
  const shardOf = (digest: BlobDigest): string => join(held, cidOf(digest).slice(-3, -1))
  const of = (account: AccountName, what: string): string =>
    join(accounts, account.slice(0, 2), account, what)
  return {
    held,
    accounts,
    shardOf,
    blob: digest => join(shardOf(digest), cidOf(digest)),
    uploads: account => of(account, 'uploads'),
    upload: (account, digest) => join(of(account, 'uploads'), cidOf(digest)),
    brought: account => of(account, 'brought'),
    broughtBlob: (account, digest) => join(of(account, 'brought'), cidOf(digest)),
    claims: account => of(account, 'claims'),
    claimsOf: (account, document) => join(of(account, 'claims'), document),
  }
}

export const keyOf = (digest: BlobDigest): BlobKey => bytesToHex(digest)

/** The blobs that files of a folder are named after; a folder that is not there has none. */
export const digestsIn = async (files: BlobFileSystem, directory: string): Promise<readonly BlobDigest[]> =>
  (await files.list(directory)).map(parseCid).filter(digest => digest !== null)

export const accountsIn = async (files: BlobFileSystem, places: Places): Promise<readonly AccountName[]> => {
  const names: AccountName[] = []
  for (const shard of await files.list(places.accounts)) {
    names.push(...(await files.list(join(places.accounts, shard))))
  }
  return names.filter(name => /^[0-9a-f]{64}$/.test(name))
}
