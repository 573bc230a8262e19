import { describe, expect, test } from 'vitest'
import type { BlobUploads } from '../../../../src/core/blobs/blob-types.ts'
import type { Replica } from '../../../../src/core/documents/index.ts'
import type { OwnDocumentStatus, SyncStatus } from '../../../../src/core/sync/sync-engine.ts'
import { syncRowOf } from '../../../../src/core/sync/sync-row.ts'
import type { DocumentKind } from '../../../../src/protocol/records/document-genesis.ts'

const idle: BlobUploads = { waiting: 0, bytesWaiting: 0, sent: 0, problem: null }
const some: BlobUploads = { waiting: 3, bytesWaiting: 4_000, sent: 2, problem: null }

const documentOf = (kind: DocumentKind, change: Partial<OwnDocumentStatus> = {}): OwnDocumentStatus => ({
  replica: { id: kind, genesis: { kind } } as unknown as Replica,
  acknowledged: true,
  refusal: null,
  ...change,
})
const statusOf = (change: Partial<SyncStatus> = {}): SyncStatus => ({
  relay: 'wss://relay.test/sync',
  line: 'ready',
  linkProblem: null,
  storageProblem: false,
  own: [documentOf('profile')],
  lastAcknowledgedMs: null,
  ...change,
})

describe('images in the chip', () => {
  test('are on their way as long as one waits, and never said to be on the relay before', () => {
    expect(syncRowOf(statusOf(), 0, idle)).toMatchObject({
      state: 'on-relay',
      images: { waiting: 0, sent: 0, bytesWaiting: 0 },
    })
    expect(syncRowOf(statusOf(), 0, some)).toMatchObject({
      state: 'sending',
      waiting: 0,
      images: { waiting: 3, sent: 2, bytesWaiting: 4_000 },
    })
    expect(syncRowOf(statusOf({ line: 'down' }), 0, some).state).toBe('offline')
    expect(syncRowOf(statusOf({ line: 'dialling' }), 0, some).state).toBe('connecting')
    expect(syncRowOf(statusOf({ line: 'off', relay: null }), 0, some).state).toBe('off')
  })

  test.each([
    ['over-quota', 'relay-full'],
    ['relay-full', 'relay-full'],
    ['not-admitted', 'relay-refused-device'],
  ] as const)('%s asks for the person', (problem, said) => {
    expect(syncRowOf(statusOf(), 0, { ...some, problem })).toMatchObject({
      state: 'needs-you',
      problem: said,
    })
  })

  test('leave the word to a problem of the line', () => {
    const row = syncRowOf(statusOf({ line: 'down', linkProblem: 'clock-wrong' }), 0, {
      ...some,
      problem: 'over-quota',
    })
    expect(row).toMatchObject({ state: 'needs-you', problem: 'clock-wrong' })
  })
})

test('everything but the journal stands in the queue', () => {
  const waiting = (['identity', 'profile', 'album', 'private', 'journal', 'feed', 'letter'] as const).map(
    kind => documentOf(kind, { acknowledged: false }),
  )
  const row = syncRowOf(
    statusOf({ own: [...waiting, documentOf('album', { acknowledged: false, refusal: 'forged' })] }),
    9,
    idle,
  )
  expect(row.queue.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'identity sending',
    'profile sending',
    'album sending',
    'private sending',
    'feed sending',
    'letter sending',
    'album refused',
  ])
  expect(row).toMatchObject({ waiting: 8, sent: 1 })
})
