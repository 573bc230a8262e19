/** Appends to one's own journal: into its newest segment, and into the next one when that is full. */
import { err, ok, type Result } from '../../../base/result.ts'
import { limits } from '../../../protocol/limits.ts'
import type { CoreError } from '../../api.ts'
import { createSerial, type EditError, pushEntries, readSegment } from '../../documents/index.ts'
import { storageFailure } from '../../storage-failure.ts'
import { tooLong } from '../../typed-text.ts'
import type { JournalLine } from '../journal-types.ts'
import { type Journals, maxSegments } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import type { OpenSegment } from './reader.ts'
import { type SealDeps, type SealedEntry, sealEntries } from './seal-entries.ts'
import type { Visits } from './visits.ts'

export interface WriterDeps extends SealDeps, Pick<LineDeps, 'sealer' | 'profiles' | 'isRevoked'> {
  readonly journals: Journals
  readonly visits: Pick<Visits, 'stay' | 'stayOnly'>
}

type Written = { readonly id: SealedEntry['id']; readonly segment: number }

/** Of entries in one edit; list operations and the seal come on top, and a change holds 256 KiB. */
const editBytes = 192 << 10

export const createWriter = (deps: WriterDeps): JournalLine['write'] => {
  const inTurn = createSerial()
  return entries =>
    inTurn(async () => {
      if (deps.isRevoked() || deps.sealer() === null)
        return err({ type: 'not-allowed', reason: 'device-revoked' })
      const sealed = await sealEntries(entries, deps)
      return sealed.ok ? append(sealed.value, deps) : sealed
    })
}

/** What was appended before a failure stays. */
const append = async (
  entries: readonly SealedEntry[],
  deps: WriterDeps,
): Promise<Result<readonly Written[], CoreError>> => {
  const written: Written[] = []
  while (written.length < entries.length) {
    const segment = await segmentWithRoom(deps)
    if (!segment.ok) return segment
    const saved = await appendTo(segment.value, entries.slice(written.length), deps)
    if (!saved.ok) return saved
    written.push(...saved.value)
    await raise(segment.value.number + 1, deps)
  }
  return ok(written)
}

const segmentWithRoom = async ({
  self,
  journals,
  visits,
}: WriterDeps): Promise<Result<OpenSegment, CoreError>> => {
  const journal = journals.of(self)
  for (let number = Math.max(0, journal.segments - 1); number < maxSegments; number++) {
    const segment = await visits.stay(journal, number)
    if (segment === null) return err({ type: 'storage', problem: 'no-storage' })
    const { entries, isNewer } = readSegment(segment.replica.doc())
    if (isNewer) return err({ type: 'storage', problem: 'newer-version' })
    if (entries.length < limits.segmentEntries) {
      visits.stayOnly(number)
      return ok(segment)
    }
  }
  return err({ type: 'internal', detail: 'the journal is full' })
}

/** One edit: as many as there is room for. */
const appendTo = async (
  { journal, number, replica }: OpenSegment,
  entries: readonly SealedEntry[],
  { sealer }: WriterDeps,
): Promise<Result<readonly Written[], CoreError>> => {
  const room = limits.segmentEntries - readSegment(replica.doc()).entries.length
  const made = entries
    .slice(0, room)
    .map(({ id, bytesFor }) => ({ id, bytes: bytesFor(replica.genesis.doc32) }))
  const batch = firstOf(made)
  const writer = sealer()
  if (writer === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
  const saved = await replica.edit(writer, draft =>
    pushEntries(
      draft,
      batch.map(({ bytes }) => bytes),
    ),
  )
  if (!saved.ok) return err(editFailure(saved.error))
  journal.segments = Math.max(journal.segments, number + 1)
  return ok(batch.map(({ id }) => ({ id, segment: number })))
}

/** As many as go into one edit, at least one. */
const firstOf = <T extends { readonly bytes: Uint8Array }>(made: readonly T[]): readonly T[] => {
  let bytes = 0
  const end = made.findIndex(one => (bytes += one.bytes.length) > editBytes)
  return end === -1 ? made : made.slice(0, Math.max(1, end))
}

/** The entries are on disk whatever comes of it; it is said again with the next ones. */
const raise = async (segments: number, { self, profiles, ports }: WriterDeps): Promise<void> => {
  if ((profiles.held(self)?.journal ?? 0) >= segments) return
  const raised = await profiles.raise('journal', segments)
  if (!raised.ok) ports.log({ event: 'journal-not-announced', segments, reason: raised.error.type })
}

const editFailure = (error: EditError): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'change-too-large':
      return tooLong('text')
  }
}
