/**
 * A process that writes to a store until it is killed, and prints `<document> <last number>` after each
 * answer. Documents 0 to 5 grow by one number at a time; 6 and 7 hold one number, replaced each time.
 */
import { writeSync } from 'node:fs'
import { openLogStore } from '../../../../sync-server/stores/log-store.ts'

const idOf = (number: number): string => number.toString(16).padStart(32, '0')
const filler = ' '.repeat(200)

const directory = process.argv[2]
if (directory === undefined) throw new Error('give the directory of the store')
const opened = await openLogStore({ directory, segmentBytes: 30_000, maxChainEntries: 16 })
if (!opened.ok) throw new Error(opened.error.type)
const store = opened.value

const write = async (document: number): Promise<never> => {
  const documentId = idOf(document)
  const loaded = await store.load(documentId)
  if (!loaded.ok) throw new Error(loaded.error.type)
  const last = loaded.value?.changes.at(-1)
  let next = last === undefined ? 0 : Number(new TextDecoder().decode(last)) + 1
  for (;;) {
    const entry = { owner32: null, changes: [new TextEncoder().encode(`${next}${filler}`)] }
    const answer = await (document < 6 ? store.append(documentId, entry) : store.replace(documentId, entry))
    if (!answer.ok) throw new Error(answer.error.type)
    writeSync(1, `${document} ${next}\n`)
    next++
  }
}

await Promise.all(Array.from({ length: 8 }, (_, document) => write(document)))
