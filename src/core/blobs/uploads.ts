/**
 * Brings the blobs of one's own documents to the relay: says what each document refers to, sends what the relay
 * lacks, and goes on where a cut line or a restart left off.
 */
import { equalBytes } from '../../base/bytes.ts'
import { type Cid, cidOf } from '../../protocol/blobs/cid.ts'
import { digestOf } from '../crypto/digest.ts'
import type { Ports } from '../ports.ts'
import type { BlobRelay, RelayProblem } from './blob-relay.ts'
import type { BlobUploads, DocumentBlobs, ReferredBlob } from './blob-types.ts'
import { createClaims } from './claims.ts'
import { createCoalesced } from './coalesce.ts'
import { createPause } from './pause.ts'
import type { KnownReferences } from './known-references.ts'
import type { RelayAccess } from './relay-access.ts'
import { uploadBlob } from './upload-blob.ts'
import type { UploadMarks } from './upload-marks.ts'
import { blobsByCid, bySize, claimOf } from './upload-plan.ts'
import { createUploadProgress } from './upload-progress.ts'

export interface Uploads {
  state(): BlobUploads
  /** Documents, or what is known of them, changed. */
  lookAgain(): void
  /** The line came up: whatever was refused is tried anew. */
  startOver(): void
  close(): void
}

export interface UploadsDeps {
  readonly ports: Pick<Ports, 'blobs' | 'clock' | 'random' | 'log'>
  readonly relay: RelayAccess
  readonly remote: BlobRelay
  readonly marks: UploadMarks
  readonly references: KnownReferences
  readonly onStatus: () => void
}

const atOnce = 2

export const createUploads = ({
  ports,
  relay,
  remote,
  marks,
  references,
  onStatus,
}: UploadsDeps): Uploads => {
  const progress = createUploadProgress(onStatus)
  const claims = createClaims(relay, remote, marks)
  const pause = createPause(ports, () => lookAgain())
  const sending = new Set<Cid>()
  /** Altered here, or too large for the relay: not tried again before the line comes up anew. */
  const passedOver = new Set<Cid>()
  let queue: ReferredBlob[] = []
  let closed = false

  const look = async (): Promise<void> => {
    const documents = await references()
    const here = await namesHere()
    if (closed || here === null || documents === null) return
    const own = documents.filter(({ isOwn }) => isOwn)
    const blobs = [...blobsByCid(own)]
    const updateWaiting = (): void => {
      const unsent = blobs.filter(([cid, { digest }]) => here.has(cid) && !marks.has(digest))
      progress.replace(new Map(unsent))
    }
    updateWaiting()
    const access = pause.isOn() ? null : await relay.httpAccess()
    if (closed || access === null) return
    marks.useRelay(access.relayId)
    // A claim replaces the one before: half of one would let go of the other half.
    const all = await Promise.all(own.filter(({ isPartial }) => isPartial !== true).map(claimOf))
    const brought = await claims.bring(all)
    if (closed) return
    updateWaiting()
    if (!brought.ok) meet(brought.error)
    else if (brought.value > 0) onStatus()
    queue = queueOf(all.filter(claims.isAnswered).map(({ document }) => document))
    startSending()
  }
  const lookAgain = createCoalesced(look, error => {
    ports.log({ event: 'blob-uploads-failed', detail: error instanceof Error ? error.message : 'unknown' })
  })

  /** Null when the store does not say: then nothing is known to be here, nor known not to be. */
  const namesHere = async (): Promise<ReadonlySet<string> | null> => {
    const listed = await ports.blobs.list()
    return listed.ok ? new Set(listed.value.map(({ name }) => name)) : null
  }
  const queueOf = (answered: readonly DocumentBlobs[]): ReferredBlob[] =>
    progress.state().waiting === 0
      ? []
      : [...blobsByCid(answered)]
          .filter(([cid]) => progress.has(cid) && !sending.has(cid) && !passedOver.has(cid))
          .map(([, blob]) => blob)
          .toSorted(bySize)

  const startSending = (): void => {
    if (closed || pause.isOn()) return
    for (const blob of queue.splice(0, atOnce - sending.size)) void send(cidOf(blob.digest), blob)
  }
  const send = async (cid: Cid, blob: ReferredBlob): Promise<void> => {
    sending.add(cid)
    const outcome = await sendOne(cid, blob)
    sending.delete(cid)
    if (closed) return
    if (outcome === 'kept') noteKept(cid, blob)
    else if (outcome === 'altered' || outcome === 'too-large') passOver(cid, outcome)
    else meet(outcome)
    startSending()
  }
  const sendOne = async (
    cid: Cid,
    { digest }: ReferredBlob,
  ): Promise<'kept' | 'altered' | 'offline' | RelayProblem> => {
    const stored = await ports.blobs.get(cid)
    if (!stored.ok) return 'later'
    if (stored.value === null || !equalBytes(await digestOf(stored.value), digest)) return 'altered'
    const done = await uploadBlob(relay, remote, digest, stored.value, () => closed)
    return done.ok ? 'kept' : done.error
  }

  const noteKept = (cid: Cid, { digest }: ReferredBlob): void => {
    marks.note([digest])
    pause.reset()
    // What another upload met still stands while its pause lasts.
    if (passedOver.size === 0 && !pause.isOn()) progress.setProblem(null)
    progress.noteSent(cid)
  }
  const passOver = (cid: Cid, reason: 'altered' | 'too-large'): void => {
    passedOver.add(cid)
    ports.log({ event: 'blob-passed-over', reason })
    if (reason === 'too-large') progress.setProblem('relay-full')
  }
  /** Nothing goes up for a while. Offline needs no pause: the line tells when it is up again. */
  const meet = (why: RelayProblem | 'offline'): void => {
    queue = []
    if (why === 'offline') return
    ports.log({ event: 'blob-upload-refused', reason: why })
    if (why === 'over-quota' || why === 'relay-full' || why === 'not-admitted') {
      progress.setProblem(why)
      pause.long()
    } else {
      claims.startOver()
      pause.growing()
    }
  }

  return {
    state: progress.state,
    lookAgain,
    startOver() {
      pause.end()
      claims.startOver()
      passedOver.clear()
      progress.setProblem(null)
      lookAgain()
    },
    close() {
      closed = true
      pause.end()
    },
  }
}
