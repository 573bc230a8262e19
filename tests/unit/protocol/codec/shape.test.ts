import { describe, expect, it } from 'vitest'
import { enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import {
  anyItem,
  bytesBetween,
  bytesOf,
  decAs,
  list,
  literal,
  nullable,
  oneOf,
  parseItem,
  type Shape,
  text,
  tuple,
  uint,
} from '../../../../src/protocol/codec/shape.ts'

const takes = <T>(shape: Shape<T>, item: Item): boolean => parseItem(shape, item, 'thing').ok

describe('a shape', () => {
  it('takes what fits and nothing else', () => {
    const cases: readonly (readonly [Shape<unknown>, readonly Item[], readonly Item[]])[] = [
      [bytesOf(2), [Uint8Array.of(1, 2)], [Uint8Array.of(1), Uint8Array.of(1, 2, 3), 'ab', [1, 2], null]],
      [
        bytesBetween(1, 2),
        [Uint8Array.of(1), Uint8Array.of(1, 2)],
        [Uint8Array.of(), Uint8Array.of(1, 2, 3), 'a'],
      ],
      [uint(5, 2), [2, 5], [1, 6, '3', true, null]],
      [text(4), ['', 'four', 'éé'], ['fives', 'ééé', Uint8Array.of(1), 4]],
      [literal('x'), ['x'], ['y', 1, null]],
      [literal(1), [1], ['1', true, 2]],
      [oneOf('a', 'b'), ['a', 'b'], ['c', 'constructor', 1, null]],
      [nullable(uint()), [null, 0], ['', false]],
      [list(uint(), 2, 1), [[1], [1, 2]], [[], [1, 2, 3], ['a'], 1, Uint8Array.of(1)]],
      [tuple(uint(), text(1)), [[1, 'a']], [[1], [1, 'a', 2], ['a', 1], [], Uint8Array.of(1, 2), null]],
      [anyItem, [null, [1, ['a']], Uint8Array.of()], []],
    ]
    for (const [index, [shape, good, bad]] of cases.entries()) {
      expect([index, good.map(item => takes(shape, item))]).toEqual([index, good.map(() => true)])
      expect([index, bad.map(item => takes(shape, item))]).toEqual([index, bad.map(() => false)])
    }
  })

  it('says where it broke, and never what was there', () => {
    const shape = tuple(uint(), list(tuple(text(9), bytesOf(2)), 4))
    const parsed = parseItem(
      shape,
      [
        1,
        [
          ['a', Uint8Array.of(1, 2)],
          ['secret', 7],
        ],
      ],
      'thing',
    )
    expect(parsed).toEqual({
      ok: false,
      error: { type: 'malformed', what: 'thing', reason: 'wrong-shape', at: '[1][1][1]' },
    })
  })

  it('is checked after size and spelling', () => {
    expect(decAs(uint(), enc(7), 'thing')).toEqual({ ok: true, value: 7 })
    expect(decAs(uint(), Uint8Array.of(0x18, 7), 'thing')).toMatchObject({ error: { reason: 'not-cbor' } })
    expect(decAs(uint(), enc('seven'), 'thing')).toMatchObject({ error: { reason: 'wrong-shape' } })
    expect(decAs(text(100), enc('seven'), 'thing', 3)).toMatchObject({ error: { reason: 'too-large' } })
  })
})
