import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8ToBytes } from '../../../../src/base/bytes.ts'
import { type BlobDigest, cidOf, parseCid } from '../../../../src/protocol/blobs/cid.ts'

const digestOf = (bytes: Uint8Array): BlobDigest =>
  new Uint8Array(createHash('sha256').update(bytes).digest()) as BlobDigest
const digests = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => bytes as BlobDigest)

describe('the name of a blob', () => {
  // As `ipfs add --cid-version 1 --raw-leaves` prints them.
  it.each([
    ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
    ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
  ])('of %j is as other programs write it', (text, cid) => {
    expect(cidOf(digestOf(utf8ToBytes(text)))).toBe(cid)
    expect(parseCid(cid)).toEqual(digestOf(utf8ToBytes(text)))
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(digests, digest => {
        expect(parseCid(cidOf(digest))).toEqual(digest)
      }),
    )
  })

  const cid = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'
  it.each([
    ['nothing', ''],
    ['upper case', cid.toUpperCase()],
    ['another base', `z${cid.slice(1)}`],
    ['a digit less', cid.slice(0, -1)],
    ['a digit more', `${cid}a`],
    ['padding', `${cid}=`],
    ['a space', `${cid} `],
    ['stray bits in the last digit', `${cid.slice(0, -1)}f`],
    ['a digit that base32 lacks', `${cid.slice(0, -1)}1`],
    ['version 0', 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG'],
    ['dag-pb instead of raw bytes', 'bafybeifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
    ['a path', `../${cid}`.slice(0, 59)],
  ])('with %s is none', (_, text) => {
    expect(parseCid(text)).toBeNull()
  })

  it('has one spelling: whatever is read is written the same', () => {
    const nearly = fc
      .tuple(
        digests,
        fc.nat(58),
        fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz234567ABZ019=/.% é')),
      )
      .map(([digest, at, digit]) => `${cidOf(digest).slice(0, at)}${digit}${cidOf(digest).slice(at + 1)}`)
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ maxLength: 80 })), text => {
        const digest = parseCid(text)
        expect(digest === null ? text : cidOf(digest)).toBe(text)
      }),
    )
  })
})
