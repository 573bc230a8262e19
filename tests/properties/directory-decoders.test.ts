import { describe, it } from 'vitest'
import { directoryFormats } from '../vectors/directory-formats.ts'
import { fromHex } from '../vectors/json-items.ts'
import directory from '../vectors/own/directory.json' with { type: 'json' }
import { expectReadAsWritten, expectRefusesNoise, expectSurvivesTampering } from './decoder-promises.ts'
import type { Format } from './tampering.ts'

const formats: readonly Format[] = Object.entries(directoryFormats).map(([name, { readBack }]) => ({
  name,
  valid: directory.valid.filter(({ message }) => message === name).map(({ bytes }) => fromHex(bytes)),
  readBack,
}))

describe('every decoder of the directory', () => {
  it('reads what was written, as it was written', () => expectReadAsWritten(formats))

  it('survives what has been tampered with, and takes no second spelling', () =>
    expectSurvivesTampering(formats))

  it('says no to noise', () => expectRefusesNoise(formats))
})
