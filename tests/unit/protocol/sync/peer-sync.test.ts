import { beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { init } from '../../../../src/core/documents/automerge.ts'
import type { RootDoc } from '../../../../src/core/documents/history.ts'
import { createPeerSync, type PeerSync } from '../../../../src/core/documents/peer-sync.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import type { ChangeHash } from '../../../../src/protocol/changes/change.ts'
import { decodeSyncMessage, type SyncMessage } from '../../../../src/protocol/sync/message.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'

beforeAll(loadAutomerge)

const hash = (number: number): ChangeHash => bytesToHex(sha256(Uint8Array.of(number)))
const saying = (...heads: readonly ChangeHash[]): SyncMessage => ({ heads, need: [], have: [], changes: [] })

const needOf = (
  sync: PeerSync,
  doc: RootDoc,
  missing: readonly ChangeHash[],
  staged: readonly ChangeHash[] = [],
) => {
  const bytes = sync.next(doc, { missing, isStaged: one => staged.includes(one) })
  if (bytes === null) return null
  const message = decodeSyncMessage(bytes)
  if (!message.ok) throw new Error(message.error.reason)
  return message.value.need
}

const hear = (sync: PeerSync, doc: RootDoc, message: SyncMessage): RootDoc => {
  const heard = sync.receive(doc, message)
  if (!heard.ok) throw new Error(heard.error.reason)
  return heard.value
}

describe('what a device asks a peer for', () => {
  it('is what is missing beneath the stage and not what waits on it, once', () => {
    const sync = createPeerSync()
    let doc: RootDoc = init()
    expect(needOf(sync, doc, [])).toEqual([])
    doc = hear(sync, doc, saying(hash(2)))
    expect(needOf(sync, doc, [hash(1)], [hash(2)])).toEqual([hash(1)])
    expect(needOf(sync, doc, [hash(1)], [hash(2)])).toBeNull()
    doc = hear(sync, doc, saying(hash(2)))
    expect(needOf(sync, doc, [hash(1)], [hash(2)])).toBeNull()
  })

  it('is asked again when the peer has something new: it may have it by now', () => {
    const sync = createPeerSync()
    let doc: RootDoc = init()
    doc = hear(sync, doc, saying(hash(2)))
    expect(needOf(sync, doc, [hash(1)], [hash(2)])).toEqual([hash(1)])
    doc = hear(sync, doc, saying(hash(3)))
    expect(needOf(sync, doc, [hash(1)], [hash(2), hash(3)])).toEqual([hash(1)])
    expect(needOf(sync, doc, [hash(1)], [hash(2), hash(3)])).toBeNull()
  })
})
