/**
 * Automerge's sync protocol as its own implementation speaks it, for the two roles of this load and without
 * the CRDT: who writes a document, and who follows it. Histories are lines, so a head says everything.
 */
import type { DocId } from '../../../src/protocol/relay/frames.ts'
import { decodeSyncMessage, encodeSyncMessage, type SyncMessage } from '../../../src/protocol/sync/message.ts'
import { encodeBloom } from '../../../sync-server/documents/bloom.ts'
import type { Line } from './line.ts'
import type { LoadDoc, Step } from './load.ts'

/** One document of one client. */
export interface Side {
  open(): void
  receive(message: SyncMessage): void
}

export interface WriterSide extends Side {
  edit(step: Step): void
}

const nothing = { need: [], changes: [] }

const have = (since: readonly string[], hashes: readonly string[]) => [
  { lastSync: since, bloom: encodeBloom(hashes.length, hashes) },
]

/** Holds the document's first step. `onTaken`: the server has said that it has it. */
export const createWriterSide = (line: Line, doc: LoadDoc, onTaken: (head: string) => void): WriterSide => {
  const [first] = doc.steps
  let unshared: readonly Step[] = [first]
  let shared: readonly string[] = []
  let isSent = false
  const say = (message: Partial<SyncMessage>): void => {
    const hashes = unshared.flatMap(step => step.hashes)
    const heads = [unshared.at(-1)?.head ?? shared[0] ?? '']
    line.send(
      'sync',
      doc.id,
      encodeSyncMessage({ ...nothing, heads, have: have(shared, hashes), ...message }),
    )
  }
  return {
    open: () => say({}),
    receive({ heads, need }) {
      const at = unshared.findIndex(step => heads.includes(step.head))
      if (at >= 0) {
        const head = unshared[at]?.head ?? ''
        shared = [head]
        unshared = unshared.slice(at + 1)
        onTaken(head)
      } else if (!isSent && (heads.length === 0 || need.length > 0)) {
        isSent = true
        say({ changes: first.changes })
      }
    },
    edit(step) {
      unshared = [...unshared, step]
      say({ changes: step.changes })
    },
  }
}

/** The first four bytes of a change's hash, as its chunk states them (protocol/changes/change.ts). */
export const tagOf = (change: Uint8Array): string => Buffer.from(change.subarray(4, 8)).toString('hex')
export const tagOfHash = (hash: string): string => hash.slice(0, 8)

/** Starts with nothing. `onHead`: everything beneath this head is here. */
export const createReaderSide = (
  line: Line,
  id: DocId,
  onHead: (head: string) => void,
  onChange: (change: Uint8Array) => void = () => undefined,
): Side => {
  const tags = new Set<string>()
  let told = ''
  const tell = (message: Partial<SyncMessage>, kind: 'sync' | 'request' = 'sync'): void =>
    line.send(kind, id, encodeSyncMessage({ ...nothing, heads: [], have: have([], []), ...message }))
  return {
    open: () => tell({}, 'request'),
    receive({ heads, changes }) {
      for (const change of changes) {
        const tag = tagOf(change)
        if (!tags.has(tag)) onChange(change)
        tags.add(tag)
      }
      const missing = heads.filter(hash => !tags.has(tagOfHash(hash)))
      if (missing.length > 0) return tell({ need: missing })
      const said = heads.join()
      if (said === told) return
      told = said
      tell({ heads, have: have(heads, []) })
      for (const head of heads) onHead(head)
    },
  }
}

/** Gives each message to the side that its document has on this line. */
export const route = (line: Line, sides: ReadonlyMap<DocId, Side>): void => {
  line.onSync = (doc, bytes) => {
    const message = decodeSyncMessage(bytes)
    if (!message.ok) throw new Error(`a sync message is ${message.error.reason}`)
    sides.get(doc)?.receive(message.value)
  }
}
