/** The file `store-id`: [magic 8 'GESSOID1', id 16, crc32 of the 24 bytes before u32]. */
import { crc32 } from 'node:zlib'
import { readSmallFile, replaceFile, type StoreFileSystem, writeAll } from './file-system.ts'
import { viewOf } from './frame.ts'

const name = 'store-id'
const magic = Buffer.from('GESSOID1', 'latin1')
const fileBytes = 28

/** Null when there is none, or it is damaged. */
export const readStoreId = async (files: StoreFileSystem, directory: string): Promise<Uint8Array | null> => {
  const bytes = await readSmallFile(files, `${directory}/${name}`, fileBytes)
  if (bytes === null || bytes.length !== fileBytes || !magic.equals(bytes.subarray(0, 8))) return null
  return viewOf(bytes).getUint32(24) === crc32(bytes.subarray(0, 24)) ? bytes.slice(8, 24) : null
}

export const writeStoreId = (files: StoreFileSystem, directory: string, id: Uint8Array): Promise<void> => {
  const bytes = new Uint8Array(fileBytes)
  bytes.set(magic)
  bytes.set(id, 8)
  viewOf(bytes).setUint32(24, crc32(bytes.subarray(0, 24)))
  return replaceFile(files, directory, name, file => writeAll(file, bytes, 0))
}
