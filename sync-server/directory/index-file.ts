/**
 * The file `directory/index`: a head and frames as in stores/log/frame.ts, the number in the head being the version of
 * what is in the frames (kept-row.ts). It is only ever added to, and written anew when most of it is over. Whatever its
 * beginning says holds, however much of the rest is missing: what is damaged, and all behind it, is read again from the
 * documents. So nothing waits for the disk, and the file can be deleted at any time.
 */
import { concatBytes } from '../../src/base/bytes.ts'
import type { Random } from '../../src/base/random.ts'
import type { StorePlace } from '../stores/store.ts'
import {
  errorCode,
  openIfThere,
  readUpTo,
  replaceFile,
  type StoreFile,
  type StoreFileSystem,
  writeAll,
} from '../stores/log/file-system.ts'
import {
  decodeFrameHead,
  decodeSegmentHead,
  encodeSegmentHead,
  frameHeadBytes,
  isFrameWhole,
  newSegmentHead,
  sealFrame,
  type SegmentHead,
  segmentHeadBytes,
} from '../stores/log/frame.ts'
import { decodeKept, encodeKept, type KeptEntry, type KeptRow } from './kept-row.ts'

/** All that is to be in the file. */
export interface Kept {
  readonly rows: Iterable<KeptRow>
  readonly place: StorePlace | null
}

export interface FoundIndex {
  readonly rows: readonly KeptRow[]
  readonly place: StorePlace | null
  /** Bytes behind what could be read. */
  readonly lostBytes: number
}

export interface IndexFile {
  /** Once, before anything is added. Rejects as the file system does. */
  read(): Promise<FoundIndex>
  /** Written soon; `kept` is asked for when the file has to be written anew. */
  add(entry: KeptEntry): void
  /** What was added before is over. */
  renew(): void
  /** Writes what was added before. */
  close(): Promise<void>
}

export interface IndexFileOptions {
  /** Made when missing. */
  readonly directory: string
  readonly files: StoreFileSystem
  readonly random: Random
  readonly kept: () => Kept
  /** Node's code of what the disk refused. The file is written anew at the next addition. */
  readonly onFailed: (code: string) => void
}

const name = 'index'
const version = 1
/** So much may be over before a small file is written anew. */
const leastSlackBytes = 256 << 10
const pieceBytes = 1 << 20

export const createIndexFile = (options: IndexFileOptions): IndexFile => {
  const { directory, files, random } = options
  /** Null: it has to be written anew before anything can be added. */
  let open: { readonly file: StoreFile; readonly head: SegmentHead } | null = null
  let end = 0
  let slackAfter = 0
  let isOver = false
  let waiting: Uint8Array[] = []
  let running: Promise<void> | null = null

  const closeFile = async (): Promise<void> => {
    const file = open?.file
    open = null
    // Whatever comes of it, nothing more is written to that file.
    await file?.close().catch(() => undefined)
  }
  const writeAnew = async (): Promise<void> => {
    const head = newSegmentHead(version, random)
    isOver = false
    await closeFile()
    await files.makeDirectory(directory)
    await replaceFile(files, directory, name, async file => {
      const kept = options.kept()
      // It is in there.
      waiting = []
      end = await writeAllKept(file, head, kept)
    })
    slackAfter = 2 * end + leastSlackBytes
    open = { file: await files.open(`${directory}/${name}`, 'write'), head }
  }
  const flush = async (): Promise<void> => {
    const payloads = waiting
    waiting = []
    try {
      if (open === null || isOver || end > slackAfter) return await writeAnew()
      const { file, head } = open
      const bytes = concatBytes(...payloads.map(payload => frameOf(head, payload)))
      await writeAll(file, bytes, end)
      end += bytes.length
    } catch (error) {
      await closeFile()
      options.onFailed(errorCode(error) ?? 'unknown')
    }
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await flush()
    running = null
  }

  return {
    async read() {
      return decodeFile(await readWhole(files, `${directory}/${name}`))
    },
    add(entry) {
      waiting.push(encodeKept(entry))
      running ??= run()
    },
    renew() {
      isOver = true
    },
    async close() {
      await running
      await closeFile()
    },
  }
}

const readWhole = async (files: StoreFileSystem, path: string): Promise<Uint8Array> => {
  const file = await openIfThere(files, path)
  if (file === null) return new Uint8Array()
  try {
    return await readUpTo(file, 0, (await file.stat()).size)
  } finally {
    await file.close()
  }
}

/** As far as it is whole. */
const decodeFile = (bytes: Uint8Array): FoundIndex => {
  const head = decodeSegmentHead(bytes.subarray(0, segmentHeadBytes))
  if (head?.number !== version) return { rows: [], place: null, lostBytes: bytes.length }
  const rows: KeptRow[] = []
  let place: StorePlace | null = null
  let at = segmentHeadBytes
  for (let payload = payloadAt(bytes, head, at); payload !== null; payload = payloadAt(bytes, head, at)) {
    const entry = decodeKept(payload)
    if (!entry.ok) break
    if (entry.value.type === 'row') rows.push(entry.value.row)
    else place = entry.value.place
    at += frameHeadBytes + payload.length
  }
  return { rows, place, lostBytes: bytes.length - at }
}

const payloadAt = (bytes: Uint8Array, head: SegmentHead, at: number): Uint8Array | null => {
  const frame = decodeFrameHead(bytes.subarray(at), head)
  if (frame === null) return null
  const payload = bytes.subarray(at + frameHeadBytes, at + frameHeadBytes + frame.payloadBytes)
  return isFrameWhole(payload, frame, head) ? payload : null
}

const frameOf = (head: SegmentHead, payload: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(frameHeadBytes + payload.length)
  frame.set(payload, frameHeadBytes)
  sealFrame(frame, head)
  return frame
}

/** Answers how long the file is then. Nothing changes while it is gathered. */
const writeAllKept = async (file: StoreFile, head: SegmentHead, { rows, place }: Kept): Promise<number> => {
  const frames = [encodeSegmentHead(head)]
  for (const row of rows) frames.push(frameOf(head, encodeKept({ type: 'row', row })))
  if (place !== null) frames.push(frameOf(head, encodeKept({ type: 'place', place })))
  let end = 0
  for (let piece = takePiece(frames); piece.length > 0; piece = takePiece(frames)) {
    await writeAll(file, piece, end)
    end += piece.length
  }
  return end
}

const takePiece = (frames: Uint8Array[]): Uint8Array => {
  let bytes = 0
  const end = frames.findIndex(frame => (bytes += frame.length) > pieceBytes)
  return concatBytes(...frames.splice(0, end === -1 ? frames.length : Math.max(1, end)))
}
