/** What the relay has on its disk, read past the relay. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type BlobDigest, cidOf } from '../../../src/protocol/blobs/cid.ts'
import { contains } from '../../support/photos/read-image.ts'

export interface FileOnDisk {
  readonly path: string
  readonly bytes: Uint8Array
}

export const everyFile = async (folder: string): Promise<readonly FileOnDisk[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  // The relay may finish with a passing file between the two looks.
  const read = await Promise.all(
    paths.map(async path => ({ path, bytes: await readFile(path).catch(() => null) })),
  )
  return read.flatMap(({ path, bytes }) => (bytes === null ? [] : [{ path, bytes }]))
}

/** Finished blobs: named by a CID and not among what accounts have under way. */
export const blobsOf = async (dataDir: string): Promise<readonly FileOnDisk[]> =>
  (await everyFile(dataDir)).filter(
    ({ path }) => /^b[a-z2-7]{58}$/.test(basename(path)) && path.includes('/held/'),
  )

export const hashesToItsName = ({ path, bytes }: FileOnDisk): boolean =>
  cidOf(createHash('sha256').update(bytes).digest() as Uint8Array as BlobDigest) === basename(path)

/** The files in which a text stands. */
export const filesWith = (files: readonly FileOnDisk[], text: string): readonly string[] =>
  files.filter(({ bytes }) => contains(bytes, text)).map(({ path }) => path)
