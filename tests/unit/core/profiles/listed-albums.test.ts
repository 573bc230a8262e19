import { from } from '@automerge/automerge'
import { beforeAll, describe, expect, test } from 'vitest'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { fixedText } from '../../../../src/core/documents/index.ts'
import { profileSchema } from '../../../../src/core/profiles/schema.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'

beforeAll(loadAutomerge)

const idOf = (index: number): string => bytesToBase64Url(new Uint8Array(32).fill(index))
const field = (index: number): string => `album:${idOf(index)}`
const listed = (fields: Record<string, unknown>) =>
  profileSchema.read(from<Record<string, unknown>>({ v: 1, name: fixedText('Alice'), ...fields }))?.albums

describe('the albums of a profile', () => {
  test('are in order, those in the bin among them', () => {
    const albums = listed({
      [field(1)]: fixedText('a2'),
      [field(2)]: fixedText('a1'),
      [`${field(2)}:bin`]: 1_700_000_000_000,
      [field(3)]: fixedText('a1'),
    })
    expect(albums?.map(({ id, binnedAtMs }) => [id, binnedAtMs])).toEqual([
      [idOf(2), 1_700_000_000_000],
      [idOf(3), null],
      [idOf(1), null],
    ])
  })

  test('that make no sense are passed over, and the profile is shown', () => {
    const nonsense = {
      'album:': fixedText('a0'),
      'album:short': fixedText('a0'),
      [`album:${'*'.repeat(43)}`]: fixedText('a0'),
      [`album:${'A'.repeat(42)}B`]: fixedText('a0'),
      [field(4)]: 5,
      [field(5)]: fixedText('0'),
      [field(6)]: fixedText('x'.repeat(1_000)),
      [`${field(7)}:bin`]: 5,
    }
    expect(listed({ ...nonsense, [field(8)]: fixedText('a0'), [`${field(8)}:bin`]: 'never' })).toMatchObject([
      { id: idOf(8), binnedAtMs: null },
    ])
  })

  test('are none where there are none', () => {
    expect(listed({})).toEqual([])
  })
})
