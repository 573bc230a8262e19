/** What a hostile document may take of the thread that reads it, and what is passed over in one. */
import { from, getAllChanges } from '@automerge/automerge/slim'
import { expect, test } from 'vitest'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { encodeJournalEntry } from '../../../../src/protocol/journal/entry.ts'
import type { EntryId16 } from '../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { readContent } from '../../../../sync-server/directory/read-content.ts'
import { startThread } from '../../../../sync-server/directory/thread.ts'

test('the thread that reads documents has little memory', async () => {
  const script = `
    import { parentPort, resourceLimits } from 'node:worker_threads'
    parentPort.on('message', () => parentPort.postMessage(resourceLimits))
    parentPort.postMessage(null)`
  const thread = await startThread(new URL(`data:text/javascript,${encodeURIComponent(script)}`))
  const limits = await thread.read({ kind: 'journal', owner: new Uint8Array(32) as AccountId, changes: [] })
  await thread.end()
  expect(limits).toMatchObject({ maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 })
})

test('what is no entry at all is passed over, and the others count', async () => {
  await loadAutomerge()
  const [owner, other] = [1, 2].map(fill => new Uint8Array(32).fill(fill) as AccountId)
  if (owner === undefined || other === undefined) throw new Error('two accounts')
  const id = new Uint8Array(16).fill(3) as EntryId16
  const entry = encodeJournalEntry({ form: 'open', id, plain: { kind: 'follow', atMs: 1, account: other } })
  const doc = from<Record<string, unknown>>({ v: 1, e: ['words', 7, null, { deep: [] }, entry] })
  expect(readContent({ kind: 'journal', owner, changes: getAllChanges(doc) })).toMatchObject({
    kind: 'journal',
    marks: [{ id, atMs: 1 }],
  })
})
