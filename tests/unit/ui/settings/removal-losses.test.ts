import { expect, it } from 'vitest'
import { isLoss, removalNotes } from '../../../../src/ui/settings/removal-losses.ts'

it('says first that the only device goes and that nothing on paper is known', () => {
  expect(removalNotes({ isLastDevice: true, recoveryProved: false, unsentDocuments: 2 })).toEqual([
    'last-and-unproved',
    'unsent',
  ])
})

it('names the words as the only way back from the last device', () => {
  expect(removalNotes({ isLastDevice: true, recoveryProved: true, unsentDocuments: 0 })).toEqual([
    'last-but-proved',
    'nothing-unsent',
  ])
})

it('reassures when other devices stay, and still warns of words that go unproved', () => {
  const rest = { isLastDevice: false, unsentDocuments: 0 }
  expect(removalNotes({ ...rest, recoveryProved: true })).toEqual(['other-devices', 'nothing-unsent'])
  expect(removalNotes({ ...rest, recoveryProved: false })).toEqual([
    'unproved',
    'other-devices',
    'nothing-unsent',
  ])
})

it('tells losses from comfort', () => {
  expect(isLoss('unsent')).toBe(true)
  expect(isLoss('nothing-unsent')).toBe(false)
  expect(isLoss('other-devices')).toBe(false)
})
