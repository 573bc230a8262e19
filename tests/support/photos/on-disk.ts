/** Files to pick in a browser by their path, each under its own name. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { photographsFolder } from './cache.ts'

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One path for each, in the order given. */
export const onDisk = async (files: readonly NamedFile[]): Promise<string[]> => {
  const folder = await photographsFolder()
  return Promise.all(
    files.map(async ({ name, bytes }) => {
      const own = join(folder, 'picked', createHash('sha256').update(bytes).digest('hex').slice(0, 16))
      await mkdir(own, { recursive: true })
      await writeFile(join(own, name), bytes)
      return join(own, name)
    }),
  )
}
