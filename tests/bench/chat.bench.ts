/**
 * A conversation of 100,000 messages: opening it, getting one more message, and what a message costs, against the same
 * conversation as one Automerge document. In turns on one machine; medians. `npm run bench chat talking` runs a part.
 */
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import { makeLongDocument, timeLoading, timeReceiving } from './chat/long-document.ts'
import { benchTalk } from './chat/long-talk.ts'
import type { Took } from './chat/moments.ts'
import { benchOpening } from './chat/open-thread.ts'
import { benchSealing } from './chat/seal-and-open.ts'
import { medianOf } from './measure.ts'

const messages = Number(process.env['MESSAGES'] ?? 100_000)
const receivedInDocument = 15
const loads = 3
const parts = process.argv.slice(2)
const isAsked = (part: 'opening' | 'talking'): boolean => parts.length === 0 || parts.includes(part)

const talk = async (document: Uint8Array): Promise<void> => {
  const rows = await benchTalk(messages, sealed)
  const loading = timeLoading(document, loads)
  const inDocument = timeReceiving(document, receivedInDocument)
  for (const [what, of] of [
    ['by the clock', ({ ms }: Took) => ms],
    ['of processor', ({ cpuMs }: Took) => cpuMs],
  ] as const) {
    const [ours, theirs, load] = [rows, inDocument, loading].map(took => medianOf(took.map(of)))
    if (ours === undefined || theirs === undefined || load === undefined) continue
    const ratio = (than: number): string => `1/${(than / ours).toFixed(1)}`
    console.log(
      `  one more message, ${what}: ${ours.toFixed(1)} ms from its frame to the row; into one document ` +
        `${theirs.toFixed(1)} ms where it is open (ratio ${ratio(theirs)}), ${(theirs + load).toFixed(0)} ms where ` +
        `it has to be loaded (ratio ${ratio(theirs + load)}; to reach: 1/50)`,
    )
  }
}

await loadAutomerge()
console.log('sealing')
const sealed = await benchSealing()

console.log(`one document of ${messages} messages, a change for each …`)
const document = makeLongDocument(messages)
console.log(`  ${document.length} bytes`)

if (isAsked('opening')) {
  console.log('opening')
  await benchOpening(messages, document)
}
if (isAsked('talking')) {
  console.log('talking')
  await talk(document)
}
process.exit(0)
