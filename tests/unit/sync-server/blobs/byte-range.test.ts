import { describe, expect, it } from 'vitest'
import { parseByteRange } from '../../../../sync-server/blobs/byte-range.ts'

describe('a range of a blob of ten bytes', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-9', 0, 10],
    ['bytes=3-5', 3, 6],
    ['bytes=3-', 3, 10],
    ['bytes=3-99', 3, 10],
    ['bytes=-4', 6, 10],
    ['bytes=-99', 0, 10],
    ['Bytes=9-9', 9, 10],
  ])('%s is from %d to %d', (header, start, end) => {
    expect(parseByteRange(header, 10)).toEqual({ start, end })
  })

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=999999999999999-'])('%s lies outside', header => {
    expect(parseByteRange(header, 10)).toBe('unsatisfiable')
  })

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=0-1,3-4',
    'bytes=a-b',
    'bytes=0x1-2',
    'bytes=1.5-2',
    'bytes=0-1111111111111111',
    'items=0-1',
  ])('%s is none, and the whole is sent', header => {
    expect(parseByteRange(header, 10)).toBeNull()
  })
})
