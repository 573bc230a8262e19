/** Everything that a relay holds, in bytes that can be searched. */
import { inflateRawSync } from 'node:zlib'
import { bytesToHex } from '../../src/base/bytes.ts'
import { type Random, systemRandom } from '../../src/base/random.ts'
import { everyFile, type FileOnDisk } from '../e2e/support/relay-disk.ts'

/** Each file, and each change in it that Automerge deflated, as it was before. */
export const holdingsOf = async (dataDir: string): Promise<readonly FileOnDisk[]> => {
  const files = await everyFile(dataDir)
  return files.flatMap(file => [file, ...inflatedIn(file)])
}

const chunkMagic = Buffer.from([0x85, 0x6f, 0x4a, 0x83])
/** Of an Automerge chunk: magic, checksum, type, length, contents. */
const typeAt = 8
const deflated = 2

const inflatedIn = ({ path, bytes }: FileOnDisk): readonly FileOnDisk[] => {
  const file = Buffer.from(bytes)
  const found: FileOnDisk[] = []
  for (let at = file.indexOf(chunkMagic); at !== -1; at = file.indexOf(chunkMagic, at + 1)) {
    if (file[at + typeAt] !== deflated) continue
    const { length, end } = readLength(file, at + typeAt + 1)
    const contents = inflateRawSync(file.subarray(end, end + length))
    found.push({ path: `${path}, inflated at ${at}`, bytes: contents })
  }
  return found
}

const readLength = (file: Buffer, from: number): { readonly length: number; readonly end: number } => {
  let length = 0
  for (let at = from, factor = 1; ; at++, factor *= 128) {
    const byte = file[at] ?? 0
    length += (byte & 0x7f) * factor
    if (byte < 0x80) return { length, end: at + 1 }
  }
}

/** Randomness that remembers what keys and other secrets are made of: all that was drawn of 32 bytes or more. */
export const createRememberingRandom = (): {
  readonly random: Random
  readonly drawn: () => readonly Uint8Array[]
} => {
  const drawn: Uint8Array[] = []
  return {
    random: {
      bytes(length) {
        const bytes = systemRandom.bytes(length)
        if (length >= 32) drawn.push(bytes.slice())
        return bytes
      },
    },
    drawn: () => drawn,
  }
}

/** Those of `needles` that stand somewhere in the holdings, in hex. Each has to be of 8 bytes at least. */
export const foundIn = (
  holdings: readonly FileOnDisk[],
  needles: readonly Uint8Array[],
): ReadonlySet<string> => {
  const byStart = new Map<number, Buffer[]>()
  for (const needle of needles.map(bytes => Buffer.from(bytes))) {
    const start = needle.readUInt32LE(0)
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
  }
  const found = new Set<string>()
  for (const { bytes } of holdings) {
    const file = Buffer.from(bytes)
    for (let at = 0; at + 4 <= file.length; at++) {
      for (const needle of byStart.get(file.readUInt32LE(at)) ?? []) {
        if (file.subarray(at, at + needle.length).equals(needle)) found.add(bytesToHex(needle))
      }
    }
  }
  return found
}
