const starts = ['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'st']
const ends = ['a', 'e', 'i', 'o', 'u', 'an', 'er', 'ing']

/** About sixty characters that look like words, others for each number, so that they compress as words do. */
export const textOf = (number: number): string => {
  let state = (number * 2_654_435_761 + 12_345) >>> 0
  const pick = (from: readonly string[]): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return from[(state >>> 16) % from.length] ?? ''
  }
  const words = Array.from(
    { length: 8 + (number % 7) },
    () => pick(starts) + pick(ends) + pick(starts) + pick(ends),
  )
  return `${words.join(' ')} ${number}`
}
