/** Pairs of clients on one server: in each, one writes documents and the other follows them. */
import type { DocId } from '../../../src/protocol/relay/frames.ts'
import type { Line } from './line.ts'
import type { LoadDoc, Pair } from './load.ts'
import { createReaderSide, createWriterSide, route, type Side, type WriterSide } from './sides.ts'

export interface Member {
  readonly line: Line
  readonly sides: Map<DocId, Side>
}

export interface ConnectedPair {
  readonly load: Pair
  readonly writer: Member
  readonly reader: Member
}

export type Connect = (load: Pair, role: 'writer' | 'reader') => Promise<Line>

export interface Crowd {
  readonly pairs: readonly ConnectedPair[]
  /** Of all sockets, both directions, so far. */
  wireBytes(): number
  leave(): Promise<void>
}

/** So many handshakes at a time. */
const atOnce = 16
const patienceMs = 60_000

export const gather = async (loads: readonly Pair[], connect: Connect): Promise<Crowd> => {
  const member = async (load: Pair, role: 'writer' | 'reader'): Promise<Member> => {
    const line = await connect(load, role)
    const sides = new Map<DocId, Side>()
    route(line, sides)
    return { line, sides }
  }
  const pairs: ConnectedPair[] = []
  for (let from = 0; from < loads.length; from += atOnce) {
    const some = loads.slice(from, from + atOnce)
    pairs.push(
      ...(await Promise.all(
        some.map(async load => ({
          load,
          writer: await member(load, 'writer'),
          reader: await member(load, 'reader'),
        })),
      )),
    )
  }
  const lines = pairs.flatMap(({ writer, reader }) => [writer.line, reader.line])
  return {
    pairs,
    wireBytes: () => lines.reduce((sum, line) => sum + line.wireBytes(), 0),
    async leave() {
      await Promise.all(lines.map(line => line.close()))
    },
  }
}

export const within = async <T>(what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${patienceMs / 1000} s`)), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves when the server has said that it has the document. */
export const upload = ({ line, sides }: Member, doc: LoadDoc): Promise<WriterSide> =>
  new Promise(resolve => {
    const side = createWriterSide(line, doc, () => resolve(side))
    sides.set(doc.id, side)
    side.open()
  })

/** Resolves when the document's first step is here. */
export const fetchDoc = (
  { line, sides }: Member,
  doc: LoadDoc,
  onChange?: (change: Uint8Array) => void,
): Promise<void> =>
  new Promise(resolve => {
    const side = createReaderSide(line, doc.id, () => resolve(), onChange)
    sides.set(doc.id, side)
    side.open()
  })
