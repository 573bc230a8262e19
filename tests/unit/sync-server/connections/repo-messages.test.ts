import { cbor, generateAutomergeUrl, parseAutomergeUrl } from '@automerge/automerge-repo'
import { encode } from 'cborg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docIdFromBase58, docIdToBase58 } from '../../../../sync-server/connections/document-id.ts'
import {
  decodeRepoMessage,
  encodeRepoMessage,
  isRepoMessage,
} from '../../../../sync-server/connections/repo-messages.ts'
import { bytesToHex } from '../../../../src/base/bytes.ts'

const { documentId, binaryDocumentId } = parseAutomergeUrl(generateAutomergeUrl())
const doc = bytesToHex(binaryDocumentId)
const addressed = { senderId: 'client', targetId: 'relay' }

describe('document ids', () => {
  it('are those of automerge-repo, both ways', () => {
    expect(docIdToBase58(doc)).toBe(documentId)
    expect(docIdFromBase58(documentId)).toBe(doc)
  })

  it.each([
    '',
    '1',
    'not base58!',
    documentId.slice(1),
    `${documentId}1`,
    'z'.repeat(28),
    'z'.repeat(100_000),
  ])('refuses %s', text => {
    expect(docIdFromBase58(text)).toBeNull()
  })
})

describe("automerge-repo's messages", () => {
  it.each([
    [
      {
        type: 'join',
        senderId: 'client',
        peerMetadata: { storageId: 's', isEphemeral: false },
        supportedProtocolVersions: ['1'],
      },
      { type: 'join', senderId: 'client', speaksOurVersion: true },
    ],
    [
      {
        type: 'join',
        senderId: 'client',
        peerMetadata: { storageId: undefined },
        supportedProtocolVersions: ['2'],
      },
      { type: 'join', senderId: 'client', speaksOurVersion: false },
    ],
    [
      { type: 'sync', ...addressed, documentId, data: Uint8Array.of(1, 2) },
      { type: 'sync', senderId: 'client', doc, message: Uint8Array.of(1, 2) },
    ],
    [
      { type: 'request', ...addressed, documentId, data: new Uint8Array(70_000) },
      { type: 'request', senderId: 'client', doc, message: new Uint8Array(70_000) },
    ],
    [
      { type: 'doc-unavailable', ...addressed, documentId },
      { type: 'doc-unavailable', senderId: 'client', doc },
    ],
    [
      { type: 'ephemeral', ...addressed, documentId, count: 1, sessionId: 'x', data: Uint8Array.of(1) },
      { type: 'ephemeral', senderId: 'client' },
    ],
    [
      { type: 'leave', senderId: 'client' },
      { type: 'leave', senderId: 'client' },
    ],
    [
      { type: 'remote-heads-changed', ...addressed, newHeads: {} },
      { type: 'other', senderId: 'client' },
    ],
  ])('are read as automerge-repo writes them: $type', (written, read) => {
    const bytes = new Uint8Array(cbor.encode(written))
    expect(isRepoMessage(bytes)).toBe(true)
    expect(decodeRepoMessage(bytes)).toEqual({ ok: true, value: read })
  })

  it('are written so that automerge-repo reads them', () => {
    const read = (bytes: Uint8Array): unknown => cbor.decode(bytes)
    const to = { senderId: 'relay', targetId: 'client' }
    expect(read(encodeRepoMessage({ type: 'peer' }, 'relay', 'client'))).toEqual({
      type: 'peer',
      ...to,
      peerMetadata: {},
      selectedProtocolVersion: '1',
    })
    const sync = read(encodeRepoMessage({ type: 'sync', doc, message: Uint8Array.of(7) }, 'relay', 'client'))
    expect(sync).toMatchObject({ type: 'sync', ...to, documentId })
    expect([...(sync as { data: Uint8Array }).data]).toEqual([7])
    expect(read(encodeRepoMessage({ type: 'doc-unavailable', doc }, 'relay', 'client'))).toEqual({
      type: 'doc-unavailable',
      ...to,
      documentId,
    })
    expect(read(encodeRepoMessage({ type: 'error', message: 'no' }, 'relay', 'client'))).toEqual({
      type: 'error',
      ...to,
      message: 'no',
    })
  })

  it.each<[string, unknown]>([
    ['no map', ['join']],
    ['no type', { senderId: 'client' }],
    ['no sender', { type: 'join' }],
    ['a sender that is no text', { type: 'join', senderId: 7 }],
    ['a sender without end', { type: 'join', senderId: 'x'.repeat(300) }],
    ['no data', { type: 'sync', ...addressed, documentId }],
    ['data that is no bytes', { type: 'sync', ...addressed, documentId, data: 'text' }],
    ['a wrong document id', { type: 'sync', ...addressed, documentId: 'x', data: Uint8Array.of(1) }],
    ['an id that is no text', { type: 'doc-unavailable', ...addressed, documentId: 7 }],
  ])('are refused with %s', (_, message) => {
    expect(decodeRepoMessage(encode(message))).toMatchObject({ ok: false, error: { reason: 'wrong-shape' } })
  })

  it('are refused when they hold too many items, announced or real, or nest without end', () => {
    const huge = encode({ type: 'join', senderId: 'a', peerMetadata: Array.from({ length: 5_000 }, () => 0) })
    const announced = Uint8Array.of(0xa1, 0x61, 0x61, 0x9a, 0xff, 0xff, 0xff, 0xff, 0)
    const deep = Uint8Array.from({ length: 100_000 }, (_, index) => (index === 0 ? 0xa1 : 0x81))
    for (const bytes of [huge, announced, deep]) {
      expect(decodeRepoMessage(bytes)).toMatchObject({ ok: false, error: { reason: 'not-cbor' } })
    }
  })

  it('never throw, whatever the bytes', () => {
    const good = encode({ type: 'sync', ...addressed, documentId, data: Uint8Array.of(1, 2, 3) })
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const altered = Uint8Array.from(good)
        altered[at] = byte
        return typeof decodeRepoMessage(altered.subarray(0, length)).ok === 'boolean'
      }),
    )
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        bytes => typeof decodeRepoMessage(bytes).ok === 'boolean',
      ),
    )
  })
})
