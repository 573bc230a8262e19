/** What the sync chip says, from acknowledgements alone. Pure. */
import type { QueueRow, SyncProblem, SyncRow } from '../api.ts'
import type { BlobUploads } from '../blobs/blob-types.ts'
import type { LinkProblem } from './relay-link.ts'
import type { OwnDocumentStatus, SyncStatus } from './sync-engine.ts'

export const syncRowOf = (status: SyncStatus, mostWaiting: number, uploads: BlobUploads): SyncRow => {
  const waiting = status.own.filter(({ acknowledged }) => !acknowledged)
  const problem = problemOf(status) ?? problemOfUploads(uploads)
  return {
    state: stateOf(status, waiting.length + uploads.waiting, problem),
    waiting: waiting.length,
    sent: Math.max(0, mostWaiting - waiting.length),
    relay: status.relay,
    problem,
    lastAcknowledgedMs: status.lastAcknowledgedMs,
    queue: waiting.flatMap(one => queueRowOf(one, status.line === 'ready')),
    images: { waiting: uploads.waiting, sent: uploads.sent, bytesWaiting: uploads.bytesWaiting },
  }
}

const stateOf = (status: SyncStatus, waiting: number, problem: SyncProblem | null): SyncRow['state'] => {
  if (problem !== null) return 'needs-you'
  switch (status.line) {
    case 'off':
      return 'off'
    case 'down':
      return 'offline'
    case 'dialling':
      return 'connecting'
    case 'ready':
      return waiting > 0 ? 'sending' : 'on-relay'
  }
}

const problemOf = (status: SyncStatus): SyncProblem | null => {
  if (status.linkProblem !== null) return problemOfLink(status.linkProblem)
  const refusals = status.own.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]))
  if (refusals.some(reason => reason === 'relay-full' || reason === 'over-quota')) return 'relay-full'
  return refusals.length > 0 ? 'document-refused' : null
}

const problemOfUploads = ({ problem }: BlobUploads): SyncProblem | null => {
  switch (problem) {
    case null:
      return null
    case 'over-quota':
    case 'relay-full':
      return 'relay-full'
    case 'not-admitted':
      return 'relay-refused-device'
  }
}

const problemOfLink = (problem: LinkProblem): SyncProblem | null => {
  switch (problem) {
    case 'clock-wrong':
      return 'clock-wrong'
    case 'revoked-device':
      return 'device-revoked'
    case 'wrong-origin':
    case 'relay-claims-other-origin':
      return 'relay-wrong-origin'
    case 'relay-speaks-other-version':
      return 'relay-speaks-other-version'
    case 'too-late':
    case 'too-many-connections':
      return null
    case 'malformed':
    case 'unexpected-frame':
    case 'wrong-nonce':
    case 'bad-signature':
    case 'bad-chain':
    case 'unknown-device':
    case 'not-admitted':
      return 'relay-refused-device'
  }
}

const queueRowOf = ({ replica, refusal }: OwnDocumentStatus, lineReady: boolean): QueueRow[] => {
  const { kind } = replica.genesis
  if (kind === 'journal') return []
  const state = refusal !== null ? 'refused' : lineReady ? 'sending' : 'waiting'
  return [{ document: replica.id, kind, state }]
}
