/** Images as bytes: staged, loaded, brought to the relay, kept within the budget. */
import { err, ok } from '../../base/result.ts'
import { cidOf } from '../../protocol/blobs/cid.ts'
import { lockBlob, unlockBlob } from '../crypto/blob-cipher.ts'
import { digestOf } from '../crypto/digest.ts'
import type { Ports } from '../ports.ts'
import { createBlobRelay } from './blob-relay.ts'
import { createBlobShelf } from './blob-shelf.ts'
import type { BlobRef, BlobService, DocumentBlobs } from './blob-types.ts'
import { createCoalesced } from './coalesce.ts'
import { createDownloads } from './downloads.ts'
import { createKnownReferences, type KnownReferences } from './known-references.ts'
import { createPrefetch } from './prefetch.ts'
import type { RelayAccess } from './relay-access.ts'
import { belongingsOf, bytesOfAll } from './sweep-plan.ts'
import { createUploads } from './uploads.ts'
import { loadUploadMarks } from './upload-marks.ts'
import { createUseNotes } from './use-notes.ts'

export interface BlobServiceDeps {
  readonly ports: Pick<Ports, 'blobs' | 'http' | 'clock' | 'random' | 'values' | 'log'>
  readonly relay: RelayAccess
  /**
   * All that this device's documents refer to, bins included. Answers only once every document held here has
   * been looked at, and throws when one of them cannot be: what it leaves out may be removed.
   */
  readonly references: () => Promise<readonly DocumentBlobs[]>
  /** Of others' blobs that are not kept. */
  readonly budgetBytes: () => number
  /** How long a blob may lie here before something refers to it. */
  readonly graceMs?: number
}

const dayMs = 24 * 60 * 60_000
/** A reference to more than this is not followed: nothing that large was made by preparing an image. */
const maxBlobBytes = 128 << 20
const evictAfterMs = 5_000

export const createBlobService = async (deps: BlobServiceDeps): Promise<BlobService> => {
  const { ports, relay, budgetBytes, graceMs = dayMs } = deps
  const references = createKnownReferences(deps.references, ports.log)
  const listeners = new Set<() => void>()
  const onStatus = (): void => {
    for (const listener of listeners) listener()
  }
  const marks = await loadUploadMarks(ports.values, ports.clock)
  const remote = createBlobRelay(ports.http)
  const shelf = createBlobShelf({ ports, references, budgetBytes, graceMs })
  const uploads = createUploads({ ports, relay, remote, marks, references, onStatus })
  const uses = createUseNotes(ports.blobs, ports.clock)
  let cancelEviction: (() => void) | null = null
  let lastLook = 0
  let closed = false

  const evictSoon = (): void => {
    cancelEviction ??= ports.clock.after(evictAfterMs, () => {
      cancelEviction = null
      void shelf.evict()
    })
  }
  const fetchAndKeep = async (ref: BlobRef) => {
    const base = relay.httpBase()
    if (base === null) return err('offline' as const)
    const fetched = await remote.get(base, ref)
    if (!fetched.ok || closed) return fetched
    await shelf.keep(ref.digest, fetched.value)
    if (!closed) evictSoon()
    return fetched
  }
  const downloads = createDownloads(fetchAndKeep, ports.clock)
  const prefetch = createPrefetch({
    blobs: ports.blobs,
    clock: ports.clock,
    references,
    budgetBytes,
    fetch: ref => downloads.fetch(ref, 'ahead'),
  })
  const prefetchAgain = createCoalesced(
    async () => {
      const look = lastLook
      if (!closed && (await relay.httpAccess()) !== null) await prefetch(() => closed || look !== lastLook)
    },
    logFailure(ports, 'prefetch-failed'),
  )

  const lookAgain = (): void => {
    lastLook++
    uploads.lookAgain()
    prefetchAgain()
  }
  const stopListening = [
    relay.onAcknowledged(uploads.lookAgain),
    relay.onReady(() => {
      uploads.startOver()
      prefetchAgain()
    }),
  ]

  return {
    async stage(bytes, mime, audience) {
      const locked = audience === 'public' ? null : await lockBlob(bytes, ports.random)
      const carried = locked?.ciphertext ?? bytes
      const digest = locked?.digest ?? (await digestOf(bytes))
      const staged = await shelf.stage(digest, carried)
      return staged.ok ? ok({ digest, bytes: carried.length, mime, lock: locked?.lock ?? null }) : staged
    },
    async load(ref) {
      if (closed) return err({ type: 'offline' })
      if (ref.bytes > maxBlobBytes) return err({ type: 'unreadable' })
      const here = await shelf.read(ref.digest)
      if (!here.ok) return here
      if (here.value !== null) uses.note(cidOf(ref.digest))
      const carried = here.value === null ? await downloads.fetch(ref, 'seen') : ok(here.value)
      if (!carried.ok) return err({ type: carried.error })
      const inside = ref.lock === null ? carried.value : await unlockBlob(carried.value, ref.digest, ref.lock)
      return inside === null ? err({ type: 'unreadable' }) : ok(inside)
    },
    isOnRelay: ref => marks.has(ref.digest),
    uploads: uploads.state,
    documentsChanged: lookAgain,
    async sweep() {
      const swept = await shelf.sweep()
      const documents = await references()
      const own = documents?.flatMap(({ isOwn, blobs }) => (isOwn ? blobs : []))
      if (own !== undefined) marks.keepOnly(own.map(({ digest }) => digest))
      return swept
    },
    stats: () => countBlobs(ports, references),
    onStatus(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      for (const stop of stopListening) stop()
      cancelEviction?.()
      uploads.close()
      downloads.close()
      uses.close()
      marks.close()
    },
  }
}

const logFailure =
  ({ log }: Pick<Ports, 'log'>, event: string) =>
  (error: unknown): void =>
    log({ event, detail: error instanceof Error ? error.message : 'unknown' })

const countBlobs = async (
  { blobs }: Pick<Ports, 'blobs'>,
  references: KnownReferences,
): ReturnType<BlobService['stats']> => {
  const { own, referred } = belongingsOf((await references()) ?? [])
  const listed = await blobs.list()
  const stored = listed.ok ? listed.value : []
  const ownStored = stored.filter(({ name }) => own.has(name))
  const othersStored = stored.filter(({ name }) => referred.has(name) && !own.has(name))
  return {
    own: ownStored.length,
    ownBytes: bytesOfAll(ownStored),
    others: othersStored.length,
    othersBytes: bytesOfAll(othersStored),
  }
}
