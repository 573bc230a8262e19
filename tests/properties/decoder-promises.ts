/** What every decoder of something hostile has to hold to, in whatever format. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import { diceFrom } from '../unit/protocol/changes/random-history.ts'
import { pick } from './gate-histories.ts'
import { type Format, mutate } from './tampering.ts'

const isSlow = process.env['SLOW'] === '1'
/** Of each format. */
const mutations = isSlow ? 90_000 : 600

/** Whether it was taken, which it may be in its one spelling only. */
export const takes = ({ name, readBack }: Format, bytes: Uint8Array): boolean => {
  const again = readBack(bytes)
  if (again !== null && bytesToHex(again) !== bytesToHex(bytes))
    throw new Error(`${name}: took ${bytesToHex(bytes)}`)
  return again !== null
}

export const expectReadAsWritten = (formats: readonly Format[]): void => {
  for (const { name, valid, readBack } of formats) {
    expect([name, valid.length > 0]).toEqual([name, true])
    for (const bytes of valid) {
      expect([name, bytesToHex(readBack(bytes) ?? new Uint8Array())]).toEqual([name, bytesToHex(bytes)])
    }
  }
}

export const expectSurvivesTampering = (formats: readonly Format[]): void => {
  const seed = isSlow ? Date.now() % 2 ** 31 : 1
  let taken = 0
  for (const format of formats) {
    const dice = diceFrom(seed)
    for (let index = 0; index < mutations; index++) {
      const tampered = mutate(dice, pick(dice, format.valid), format.valid)
      try {
        if (takes(format, tampered)) taken++
      } catch (error) {
        throw new Error(`${format.name}, seed ${seed}: ${bytesToHex(tampered)}`, { cause: error })
      }
    }
  }
  expect(taken).toBeGreaterThan(0)
}

export const expectRefusesNoise = (formats: readonly Format[]): void => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), noise => {
      expect(formats.filter(format => takes(format, noise))).toEqual([])
    }),
    { numRuns: isSlow ? 20_000 : 200 },
  )
}
