import { describe, expect, it } from 'vitest'
import { estimateBits, strengthOf } from '../../../../src/ui/onboarding/passphrase-strength.ts'

describe('the strength of a passphrase', () => {
  it.each(['', 'a', 'password', 'P@ssw0rd1', 'qwertyuiop', '1234567890', 'aaaaaaaaaaaaaaaaaa', 'letmein99'])(
    'is very weak for %j, which is tried first',
    passphrase => {
      expect(strengthOf(passphrase)).toBe('very weak')
    },
  )

  it.each(['x7#Kq9!vR2@mZp', 'umbrella seven tractor quiet violin moss lantern'])(
    'is good or strong for %j',
    passphrase => {
      expect(['good', 'strong']).toContain(strengthOf(passphrase))
    },
  )

  it('does not take the length of a repetition for strength', () => {
    expect(estimateBits('abcabcabcabcabcabc')).toBeLessThan(estimateBits('tqz mvw kgh'))
  })

  it('does not count letters of a word as if they were drawn at random', () => {
    expect(estimateBits('photographer')).toBeLessThan(estimateBits('p7oT#grAphe9'))
  })

  it('grows with every word added', () => {
    const words = ['umbrella', 'umbrella seven', 'umbrella seven tractor', 'umbrella seven tractor quiet']
    const bits = words.map(estimateBits)
    expect(bits).toEqual(bits.toSorted((a, b) => a - b))
    expect(new Set(bits).size).toBe(words.length)
  })

  it('counts what is not Latin', () => {
    expect(strengthOf('зонтик семь трактор тихий скрипка')).not.toBe('very weak')
  })
})
