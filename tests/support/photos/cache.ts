/** What was made once is kept in the system's folder for passing files, under a name that knows how it was made. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const here = import.meta.dirname

/** Changes with every change of the code that makes the photographs, bundled or not. */
const makers = async (): Promise<string> => {
  const names = (await readdir(here)).filter(name => /\.m?[jt]s$/.test(name))
  const hash = createHash('sha256')
  for (const name of names.sort()) hash.update(await readFile(join(here, name)))
  return hash.digest('hex').slice(0, 16)
}

let folder: Promise<string> | null = null

const openFolder = async (): Promise<string> => {
  const path = join(tmpdir(), `gesso-photographs-${await makers()}`)
  await mkdir(path, { recursive: true })
  return path
}

export const photographsFolder = (): Promise<string> => (folder ??= openFolder())

/** The bytes under `key`, made by `make` where no earlier run has. */
export const cached = async (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
  const path = join(await photographsFolder(), createHash('sha256').update(key).digest('hex').slice(0, 24))
  const kept = await readFile(path).catch(() => null)
  if (kept !== null) return kept
  const bytes = await make()
  // Two test files may make the same one at once: a rename is whole or not there.
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, bytes)
  await rename(draft, path)
  return bytes
}
