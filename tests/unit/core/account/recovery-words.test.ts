import { describe, expect, test } from 'vitest'
import { parseRecoveryWords } from '../../../../src/core/account/recovery-words.ts'
import { suggestWords } from '../../../../src/core/account/suggest-words.ts'
import { checkAnswers, chooseChallenge } from '../../../../src/core/account/words-challenge.ts'
import { entropyToWords, recoveryWordList, wordsToEntropy } from '../../../../src/core/crypto/words.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'

const random = unsafeSeededRandom(13)
const words = entropyToWords(random.bytes(16))

describe('recovery words', () => {
  test('come back as typed for any entropy', () => {
    for (let round = 0; round < 200; round++) {
      const entropy = random.bytes(16)
      const parsed = parseRecoveryWords(entropyToWords(entropy).join(' '))
      expect(parsed.ok && parsed.value.entropy.reveal()).toEqual(entropy)
    }
  })

  test('one word taken for another is noticed about fifteen times in sixteen', () => {
    const accepted = recoveryWordList.filter(word => wordsToEntropy(words.with(3, word)) !== null)
    expect(Math.abs(accepted.length - recoveryWordList.length / 16)).toBeLessThan(40)
    expect(accepted).toContain(words[3])
  })
})

describe('suggestions', () => {
  test.each(['aban', 'ABAN', ' aban\u200b', '1. aban'])('for %j begin with what it begins', typed => {
    expect(suggestWords(typed)).toEqual(['abandon'])
  })

  test('are words of the list, at most six, in order', () => {
    expect(suggestWords('ab')).toEqual(['abandon', 'ability', 'able', 'about', 'above', 'absent'])
    expect(suggestWords('ab', 2)).toEqual(['abandon', 'ability'])
  })

  test.each([
    ['abandn', 'abandon'],
    ['abadnon', 'abandon'],
    ['theery', 'theory'],
    ['letre', 'letter'],
    ['wihsper', 'whisper'],
    ['zooo', 'zoo'],
  ])('mend %s to %s', (typed, meant) => {
    expect(suggestWords(typed)).toContain(meant)
  })

  test('put the nearest first', () => {
    expect(suggestWords('abandn')[0]).toBe('abandon')
  })

  test.each(['', '   ', '123', 'xq', 'supercalifragilistic'])('are none for %j', typed => {
    expect(suggestWords(typed)).toEqual([])
  })
})

describe('the challenge', () => {
  test('asks for three different positions, in order, and every position alike', () => {
    const counts = new Map<number, number>()
    for (let round = 0; round < 4_000; round++) {
      const positions = chooseChallenge(random)
      expect(positions).toHaveLength(3)
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
      for (const position of positions) counts.set(position, (counts.get(position) ?? 0) + 1)
    }
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  const challenge = [2, 7, 12]
  const right = challenge.map(position => ({ position, word: words[position - 1] ?? '' }))

  test('is met by the three words, however typed and in any order', () => {
    const typed = right
      .map(({ position, word }) => ({ position, word: ` ${word.toUpperCase()}\u00a0` }))
      .toReversed()
    expect(checkAnswers(words, challenge, typed)).toEqual({ ok: true, value: null })
  })

  test.each([
    ['a wrong word', right.with(1, { position: 7, word: 'zoo' }), [7]],
    ['a missing answer', right.slice(0, 2), [12]],
    ['no answers', [], [2, 7, 12]],
    ['another position than asked', right.with(0, { position: 1, word: words[0] ?? '' }), [2]],
    ['two tries at one position', [...right, { position: 2, word: 'zoo' }], [2]],
    ['the right word among others', right.with(2, { position: 12, word: words.join(' ') }), [12]],
    ['nothing typed', right.with(2, { position: 12, word: '' }), [12]],
  ] as const)('is failed by %s', (_name, answers, positions) => {
    expect(checkAnswers(words, challenge, answers)).toEqual({
      ok: false,
      error: { type: 'words-mismatch', positions },
    })
  })
})
