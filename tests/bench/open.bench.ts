/**
 * Opening a profile of 10,000 edits and verifying that its owner's device sealed it, against Automerge's
 * load of the same bytes alone. Both in this process, in turns; medians.
 */
import { concatBytes } from '../../src/base/bytes.ts'
import { systemRandom } from '../../src/base/random.ts'
import { createAccountKeys } from '../../src/core/account/create-account.ts'
import { free, load, save } from '../../src/core/documents/automerge.ts'
import { docIdOf } from '../../src/core/documents/document-store.ts'
import { openReplica } from '../../src/core/documents/replica.ts'
import type { Replica } from '../../src/core/documents/replica-types.ts'
import { createSealer } from '../../src/core/documents/sealer.ts'
import { fixedText } from '../../src/core/documents/values.ts'
import { createMemoryDocumentStorage } from '../../src/platform/memory/document-storage.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import { createAccountBook } from '../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { createDocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { medianOf, timeMs } from './measure.ts'

const edits = Number(process.env['EDITS'] ?? 10_000)
const rounds = 15

await loadAutomerge()
const verify = await createVerifier()
const made = await createAccountKeys({
  deviceName: 'Bench',
  displayName: 'Bench',
  nowMs: Date.now(),
  random: systemRandom,
})
const account = made.contents.genesis.account
const book = createAccountBook(verify)
await book.learn(account, made.records)
const genesis = createDocumentGenesis('profile', account)
const id = docIdOf(genesis)
const storage = createMemoryDocumentStorage()
const deps = { storage, random: systemRandom, verify, judge: book.judgeFor(genesis), log: () => undefined }

const open = async (): Promise<Replica> => {
  const opened = await openReplica(genesis, id, deps)
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}

console.log(`writing ${edits} sealed edits …`)
const writer = await open()
const sealer = createSealer(made.signer.publicKey, made.signer.sign, systemRandom)
for (let index = 0; index < edits; index++) {
  const edited = await writer.edit(sealer, draft => {
    draft['v'] = 1
    draft[index % 2 === 0 ? 'place' : 'name'] = fixedText(`value ${index}`)
  })
  if (!edited.ok) throw new Error(edited.error.type)
}

const compare = async (title: string): Promise<void> => {
  const chunks = await storage.load(id)
  if (!chunks.ok) throw new Error(chunks.error.type)
  const bytes = concatBytes(...chunks.value)
  const loads: number[] = []
  const opens: number[] = []
  for (let round = 0; round < rounds; round++) {
    loads.push(await timeMs(() => free(load(bytes))))
    opens.push(
      await timeMs(async () => {
        const replica = await open()
        const receipt = await replica.reconsider()
        if (receipt.changed || receipt.refused.length > 0) throw new Error('the profile did not verify')
        await replica.close()
      }),
    )
  }
  const loadMs = medianOf(loads)
  const openMs = medianOf(opens)
  const ratio = (openMs / loadMs).toFixed(3)
  const figures = `load ${loadMs.toFixed(1)} ms, open and verify ${openMs.toFixed(1)} ms`
  console.log(`${title}: ${bytes.length} bytes; ${figures}; ratio ${ratio} (to reach: 1.1)`)
}

await compare(`${edits} edits as they were appended`)
const compacted = await storage.replace(id, save(writer.doc()))
if (!compacted.ok) throw new Error(compacted.error.type)
await compare(`${edits} edits compacted`)
