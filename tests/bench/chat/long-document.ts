/** The same conversation as one Automerge document, as chat in a document is usually built: a list of messages. */
import {
  applyChanges,
  change,
  decodeChange,
  type Doc,
  encodeChange,
  free,
  from,
  generateSyncMessage,
  getHeads,
  ImmutableString,
  initSyncState,
  load,
  receiveSyncMessage,
  save,
  type SyncState,
} from '@automerge/automerge/slim'
import type { ChangeHash } from '../../../src/protocol/changes/change.ts'
import { now, type Took, tookSince } from './moments.ts'
import { textOf } from './texts.ts'

type LongDocument = {
  readonly messages: {
    readonly author: ImmutableString
    readonly atMs: number
    readonly text: ImmutableString
  }[]
}

const authorOf = (number: number): string => (number % 4 < 2 ? 'Alice' : 'Bob')
const timeOf = (number: number): number => 1_700_000_000_000 + number * 60_000

const withMessage = (doc: Doc<LongDocument>, number: number): Doc<LongDocument> =>
  change(doc, { time: 0 }, draft => {
    draft.messages.push({
      author: new ImmutableString(authorOf(number)),
      atMs: timeOf(number),
      text: new ImmutableString(textOf(number)),
    })
  })

type Operation = Parameters<typeof encodeChange>[0]['ops'][number]

const actor = 'aa'
const operationsEach = 4

/** The published type of an operation knows no places in lists. */
const insertAfter = (elemId: string): Operation =>
  ({ action: 'makeMap', obj: `1@${actor}`, elemId, insert: true, pred: [] }) as unknown as Operation

/** The change that `withMessage` makes, without a document that grows slower with every one of them. */
const changeWith = (number: number, previous: ChangeHash): Uint8Array => {
  const startOp = 2 + number * operationsEach
  const message = `${startOp}@${actor}`
  const last = number === 0 ? '_head' : `${startOp - operationsEach}@${actor}`
  return encodeChange({
    actor,
    seq: number + 2,
    startOp,
    time: 0,
    message: null,
    author: null,
    deps: [previous],
    ops: [
      insertAfter(last),
      { action: 'set', obj: message, key: 'atMs', datatype: 'int', value: timeOf(number), pred: [] },
      { action: 'set', obj: message, key: 'author', value: authorOf(number), pred: [] },
      { action: 'set', obj: message, key: 'text', value: textOf(number), pred: [] },
    ],
  })
}

/** One change for each message, as they were sent. */
export const makeLongDocument = (messages: number): Uint8Array => {
  const empty = from<LongDocument>({ messages: [] }, { actor })
  const changes: Uint8Array[] = []
  let [previous] = getHeads(empty)
  for (let number = 0; number < messages && previous !== undefined; number++) {
    const made = changeWith(number, previous)
    changes.push(made)
    previous = decodeChange(made).hash
  }
  const [doc] = applyChanges(empty, changes)
  if (doc.messages.at(-1)?.text.toString() !== textOf(messages - 1))
    throw new Error('the document is not as it should be')
  const bytes = save(doc)
  free(doc)
  return bytes
}

/** From the document's bytes to its newest messages. */
export const openLongDocument = (bytes: Uint8Array, count: number): readonly string[] => {
  const doc = load<LongDocument>(bytes)
  const newest = doc.messages.slice(-count).map(({ text }) => text.toString())
  free(doc)
  return newest
}

/** What comes before that where the document is not open yet. */
export const timeLoading = (bytes: Uint8Array, times: number): readonly Took[] =>
  Array.from({ length: times }, () => {
    const start = now()
    const doc = load<LongDocument>(bytes)
    const took = tookSince(start)
    free(doc)
    return took
  })

/** How long a peer that is in step takes to have one more message of another's to show, each time. */
export const timeReceiving = (bytes: Uint8Array, times: number): readonly Took[] => {
  let [writer, reader] = [load<LongDocument>(bytes), load<LongDocument>(bytes)]
  const first = writer.messages.length
  let [theirs, ours] = [initSyncState(), initSyncState()]
  const settle = (): void => {
    for (let quiet = false; !quiet;) {
      const [saidTheirs, toReader] = generateSyncMessage(writer, theirs)
      theirs = saidTheirs
      if (toReader !== null) [reader, ours] = receiveSyncMessage(reader, ours, toReader)
      const [saidOurs, toWriter] = generateSyncMessage(reader, ours)
      ours = saidOurs
      if (toWriter !== null) [writer, theirs] = receiveSyncMessage(writer, theirs, toWriter)
      quiet = toReader === null && toWriter === null
    }
  }
  settle()
  const taken: Took[] = []
  for (let number = first; number < first + times; number++) {
    writer = withMessage(writer, number)
    const [next, message]: [SyncState, Uint8Array | null] = generateSyncMessage(writer, theirs)
    theirs = next
    if (message === null) throw new Error('there is nothing to say of the new message')
    const came = now()
    ;[reader, ours] = receiveSyncMessage(reader, ours, message)
    if (reader.messages[number]?.text.toString() !== textOf(number))
      throw new Error('the message did not come')
    taken.push(tookSince(came))
    settle()
  }
  free(writer)
  free(reader)
  return taken
}
