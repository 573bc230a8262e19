/** Random honest histories of one sealed document, and what somebody without a key can make of them. */
import fc from 'fast-check'
import { parseChange, type Change } from '../../src/protocol/changes/change.ts'
import { createSealChange } from '../../src/protocol/changes/seal.ts'
import { decodeStatement } from '../../src/protocol/changes/statement.ts'
import {
  type ChangeParts,
  chunkAround,
  bodyOf,
  deflate,
  forge,
  forgeEmpty,
  takeApart,
} from '../support/forger.ts'
import { type Dice, randomEdit } from '../unit/protocol/changes/random-history.ts'
import {
  actorNamed,
  alicesProfile,
  type Author,
  createAuthor,
  type Device,
  deviceNamed,
} from '../unit/protocol/gate/gate-world.ts'

/** A failure prints the seed that shows it again. */
export const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

export const runs = (few: number): fc.Parameters<unknown> => ({
  numRuns: process.env['SLOW'] === '1' ? few * 50 : few,
})

export const pick = <T>(dice: Dice, values: readonly T[]): T => {
  const value = values[dice(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

export const shuffled = <T>(dice: Dice, values: readonly T[]): readonly T[] =>
  values
    .map(value => ({ value, place: dice(2 ** 30) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value)

/** Everything in pieces of one to `max`. */
export const inPieces = <T>(dice: Dice, values: readonly T[], max: number): readonly (readonly T[])[] => {
  const pieces: T[][] = []
  for (let from = 0; from < values.length;) {
    const size = 1 + dice(max)
    pieces.push(values.slice(from, from + size))
    from += size
  }
  return pieces
}

export const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}

export const devicesOf = (count: number): readonly Device[] =>
  Array.from({ length: count }, (_, index) => deviceNamed(`number ${index}`))

export interface History {
  readonly authors: readonly Author[]
  /** Each change once, parents first. */
  readonly chunks: readonly Uint8Array[]
}

/** Devices that edit, seal once for one to three edits, and hear of one another now and then. */
export const honestHistory = async (
  dice: Dice,
  devices: readonly Device[],
  steps: number,
): Promise<History> => {
  const authors = devices.map((device, index) => createAuthor(device, actorNamed(`of ${index}`)))
  const chunks = new Map<string, Uint8Array>()
  const keep = (...made: readonly Uint8Array[]): void => {
    for (const bytes of made) chunks.set(parsed(bytes).hash, bytes)
  }
  for (const author of authors) keep(...author.changes())
  for (let step = 0; step < steps; step++) {
    const author = pick(dice, authors)
    if (dice(3) === 0) author.take(pick(dice, authors).changes())
    for (let edit = 1 + dice(3); edit > 0; edit--) {
      keep(
        author.editUnsealed(draft => {
          randomEdit(dice)(draft)
          draft['step'] = step * 10 + edit
        }),
      )
    }
    keep(await author.seal())
  }
  return { authors, chunks: [...chunks.values()] }
}

/** A seal's device in hex; null for other changes. */
export const sealedBy = (bytes: Uint8Array): string | null => {
  const statement = decodeStatement(parsed(bytes).message)
  return statement.ok && statement.value.type === 'seal'
    ? Buffer.from(statement.value.seal.device).toString('hex')
    : null
}

/** Hashes of `tops` and of everything beneath them. */
export const atOrBeneath = (chunks: readonly Uint8Array[], tops: readonly string[]): ReadonlySet<string> => {
  const deps = new Map(chunks.map(bytes => [parsed(bytes).hash, parsed(bytes).deps]))
  const reached = new Set<string>()
  const waiting = [...tops]
  for (const hash of waiting) {
    if (reached.has(hash)) continue
    reached.add(hash)
    waiting.push(...(deps.get(hash) ?? []))
  }
  return reached
}

const eve = deviceNamed('eve')

/** A few changes that nobody with a key of the account made, out of those that somebody did. */
export const forgeFrom = async (
  dice: Dice,
  chunks: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> => {
  const real = pick(dice, chunks)
  const parts = takeApart(real)
  const other = parsed(pick(dice, chunks))
  const one = await oneForgery(dice, real, parts, other)
  if (dice(2) === 0) return [one]
  const forged = parseChange(one)
  if (!forged.ok) return [one]
  const { actor, seq, startOp, operationCount, hash } = forged.value
  const header = { actor, seq: seq + 1, startOp: startOp + operationCount, deps: [hash] }
  if (!Number.isSafeInteger(header.startOp)) return [one]
  if (dice(2) === 0) return [one, forgeEmpty({ ...header, message: other.message }).bytes]
  const fields = { device: eve.publicKey, chain: new Uint8Array(16), n: dice(9), prevSeal: null }
  return [one, (await createSealChange(eve.sign, alicesProfile.doc32, fields, header)).bytes]
}

const oneForgery = async (
  dice: Dice,
  real: Uint8Array,
  parts: ChangeParts,
  other: Change,
): Promise<Uint8Array> => {
  const next = { deps: [other.hash], startOp: other.startOp + other.operationCount }
  switch (dice(12)) {
    case 0:
      return forge(real, { ...next, actor: other.actor, seq: other.seq + 1 }).bytes
    case 1:
      return forge(real, { ...next, actor: other.actor, seq: other.seq }).bytes
    case 2:
      return forge(real, { seq: parts.seq + 1 + dice(5) }).bytes
    case 3:
      return forge(real, { startOp: parts.startOp + dice(9) - 4 }).bytes
    case 4:
      return forge(real, { startOp: pick(dice, [1, 2 ** 31, 2 ** 52, 2 ** 53 - 1]) }).bytes
    case 5:
      return forge(real, { message: other.message }).bytes
    case 6:
      return forge(real, { ...next, actor: actorNamed('eve'), seq: 1 }).bytes
    case 7:
      return forge(real, { deps: [] }).bytes
    case 8:
      return chunkAround(withFlippedBit(dice, bodyOf(real))).bytes
    case 9:
      return withFlippedBit(dice, real)
    case 10:
      return deflate(real)
    default:
      return forge(real, { columns: [], time: 1 }).bytes
  }
}

const withFlippedBit = (dice: Dice, bytes: Uint8Array): Uint8Array => {
  const at = dice(bytes.length)
  return Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ (1 << dice(8)))
}
