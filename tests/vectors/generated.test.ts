import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generateVectors } from './generate/all.ts'

const pathOf = (name: string): URL => new URL(`own/${name}.json`, import.meta.url)

/** `WRITE_VECTORS=1` writes the files anew: a change of format, which other implementations must follow. */
test('the formats are those of the vectors that are checked in', async () => {
  const files = await generateVectors()
  for (const [name, text] of Object.entries(files)) {
    if (process.env['WRITE_VECTORS'] === '1') await writeFile(pathOf(name), text)
    expect({ name, text: await readFile(pathOf(name), 'utf8') }).toEqual({ name, text })
  }
  expect(Object.keys(files)).toHaveLength(11)
})
