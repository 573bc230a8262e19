/**
 * A list over documents of one purpose, one for each segment. Each value is a field of its own, so that devices that
 * write at the same time never take the same place:
 *
 *   field  how many there were when it was written, 4 hex digits │ 16 random hex digits
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { enc, type Item } from '../../protocol/codec/cbor.ts'
import { limits } from '../../protocol/limits.ts'
import { createSerial, type LoadError, type OwnedEditError } from '../documents/index.ts'
import type { PrivateDeps } from './private-deps.ts'
import { privateGenesis } from './private-document.ts'
import type { PrivateLog } from './private-types.ts'
import { createSealedFields, type FieldChange, type SealedFields } from './sealed-fields.ts'

/** Of the values in one edit; their seals come on top. */
const editBytes = 96 << 10

type Listener = (values: readonly Item[]) => void

/**
 * Opens the segments up to the first that is not full. `append` goes on in the next one when a segment fills up; what
 * was written before a failure stays. Devices that were apart may together overfill a segment.
 */
export const createPrivateLog = async (deps: PrivateDeps): Promise<Result<PrivateLog, LoadError>> => {
  const segments: SealedFields[] = []
  const listeners = new Map<Listener, Set<string>>()
  const serial = createSerial()

  const deliver = (from: readonly SealedFields[]): void => {
    for (const [listener, given] of listeners) {
      const values = from.flatMap(segment => takeNew(segment, given))
      if (values.length > 0) listener(values)
    }
  }
  const openNext = async (): Promise<Result<SealedFields, LoadError>> => {
    const opened = await deps.store.open(privateGenesis(deps.self, deps.purpose, segments.length))
    if (!opened.ok) return opened
    const segment = createSealedFields(opened.value, deps)
    segments.push(segment)
    segment.onChange(() => {
      deliver([segment])
      // Should that fail, the next append says why.
      if (isFull(segment)) void serial(lastSegment)
    })
    deps.onOpened(opened.value)
    deliver([segment])
    return ok(segment)
  }
  /** The one to write to; opens what comes before it. */
  const lastSegment = async (): Promise<Result<SealedFields, LoadError>> => {
    for (;;) {
      const last = segments.at(-1)
      if (last !== undefined && !isFull(last)) return ok(last)
      const opened = await openNext()
      if (!opened.ok) return opened
    }
  }
  const append = async (values: readonly Item[]): Promise<Result<null, OwnedEditError>> => {
    for (let done = 0; done < values.length;) {
      const segment = await lastSegment()
      if (!segment.ok) return err(editErrorOf(segment.error))
      const held = segment.value.names().length
      const batch = firstOf(values.slice(done), limits.segmentEntries - held)
      const saved = await segment.value.write(
        batch.map((value, index) => fieldOf(value, held + index, deps.random)),
      )
      if (!saved.ok) return saved
      done += batch.length
    }
    return ok(null)
  }

  const opened = await serial(lastSegment)
  if (!opened.ok) return opened
  return ok({
    append: values => serial(() => append(values)),
    onValues(listener) {
      const given = new Set<string>()
      const values = segments.flatMap(segment => takeNew(segment, given))
      listeners.set(listener, given)
      if (values.length > 0) listener(values)
      return () => listeners.delete(listener)
    },
    refresh: () => deliver(segments),
  })
}

const isFull = (segment: SealedFields): boolean => segment.names().length >= limits.segmentEntries

/** Field names are random, so that they are told apart across segments too. */
const takeNew = (segment: SealedFields, given: Set<string>): Item[] =>
  segment
    .names()
    .toSorted()
    .flatMap(field => {
      const item = given.has(field) ? null : segment.open(field)
      if (item === null) return []
      given.add(field)
      return [item]
    })

const fieldOf = (value: Item, place: number, random: Random): FieldChange => [
  place.toString(16).padStart(4, '0') + bytesToHex(random.bytes(8)),
  value,
]

/** As many as go into one edit, at least one. */
const firstOf = (values: readonly Item[], most: number): readonly Item[] => {
  let bytes = 0
  const end = values.findIndex(value => (bytes += enc(value).length) > editBytes)
  return values.slice(0, Math.min(most, end === -1 ? values.length : Math.max(1, end)))
}

const editErrorOf = (error: LoadError): OwnedEditError =>
  error.type === 'document-broken' ? { type: 'unreadable' } : error
