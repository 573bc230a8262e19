import { expect, test } from 'vitest'
import { turnsThatMayGo } from '../../../src/platform/browser/image-pool-turns.ts'

const small = { pixels: 39_999_999, isUnderWay: false }
const large = { pixels: 40_000_000, isUnderWay: false }
const unmeasured = { pixels: null, isUnderWay: false }
const underWay = <T extends object>(turn: T) => ({ ...turn, isUnderWay: true })

test('small ones go together', () => {
  expect(turnsThatMayGo([small, small])).toEqual([small, small])
  expect(turnsThatMayGo([underWay(small), small])).toEqual([small])
})

test('a large one goes alone', () => {
  expect(turnsThatMayGo([large, small])).toEqual([large])
  expect(turnsThatMayGo([underWay(small), large])).toEqual([])
  expect(turnsThatMayGo([underWay(large), small])).toEqual([])
  expect(turnsThatMayGo([underWay(large), large])).toEqual([])
})

test('nobody overtakes a large one that waits, and it waits for nobody unmeasured', () => {
  expect(turnsThatMayGo([underWay(small), large, small])).toEqual([])
  expect(turnsThatMayGo([unmeasured, large])).toEqual([large])
  expect(turnsThatMayGo([unmeasured])).toEqual([])
})
