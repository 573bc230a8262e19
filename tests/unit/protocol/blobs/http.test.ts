import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { decodeDigests, encodeDigests, maxClaims } from '../../../../src/protocol/blobs/http.ts'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../src/protocol/limits.ts'

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => bytes as BlobDigest)

describe('a list of blobs', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(digest, { maxLength: 40 }), digests => {
        expect(decodeDigests(encodeDigests(digests))).toEqual({ ok: true, value: digests })
      }),
    )
  })

  it('as long as one may be fits what one request may hold', () => {
    const digests = Array.from({ length: maxClaims }, (_, at) => new Uint8Array(32).fill(at) as BlobDigest)
    const bytes = encodeDigests(digests)
    expect(bytes.length).toBeLessThanOrEqual(limits.encodedBytes)
    expect(decodeDigests(bytes).ok).toBe(true)
    const tooMany = enc([...digests, new Uint8Array(32)])
    expect(decodeDigests(tooMany)).toMatchObject({ ok: false, error: { reason: 'wrong-shape' } })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['no list', enc(new Uint8Array(32))],
    ['a short digest', enc([new Uint8Array(31)])],
    ['a long one', enc([new Uint8Array(33)])],
    ['text', enc(['a'.repeat(32)])],
    ['more behind it', new Uint8Array([...enc([]), 0])],
    ['a longer spelling of its length', Uint8Array.of(0x98, 0)],
  ])('of %s is refused', (_, bytes) => {
    expect(decodeDigests(bytes).ok).toBe(false)
  })

  it('has one spelling, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
        const digests = decodeDigests(bytes)
        expect(digests.ok ? encodeDigests(digests.value) : bytes).toEqual(bytes)
      }),
    )
  })
})
