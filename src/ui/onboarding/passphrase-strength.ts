import type { StrengthWord } from '../strings/onboarding.ts'

/** What people choose first, and so does whoever guesses; letters only, after undoing 0 for o and the like. */
const favourites = [
  'password',
  'passphrase',
  'qwerty',
  'asdf',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'master',
  'secret',
  'login',
  'abc',
  'hello',
  'gesso',
  'summer',
  'winter',
] as const

const rows = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890'] as const

/** A letter in a word of a language is easy to guess from those before it. */
const bitsOfWordLetter = 2.6
const bitsOfPatternStep = 1
const bitsOfFavourite = 8

/**
 * A rough lower guess of the bits an attacker must try: each character counts by the kinds in use, runs,
 * keyboard rows and repetitions count almost nothing, favourites count once, and plain words by the letter.
 */
export const estimateBits = (passphrase: string): number => {
  const { rest, found } = withoutFavourites(passphrase)
  const repeated = found.length - new Set(found).size
  return new Set(found).size * bitsOfFavourite + repeated * bitsOfPatternStep + bitsOfText(rest)
}

export const strengthOf = (passphrase: string): StrengthWord => {
  const bits = estimateBits(passphrase)
  if (bits < 25) return 'very weak'
  if (bits < 40) return 'weak'
  if (bits < 55) return 'fair'
  return bits < 75 ? 'good' : 'strong'
}

const plainLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
}

const withoutFavourites = (
  passphrase: string,
): { readonly rest: string; readonly found: readonly string[] } => {
  let plain = passphrase.toLowerCase().replaceAll(/[01345@$]/g, sign => plainLetters[sign] ?? sign)
  let rest = passphrase
  const found: string[] = []
  for (const favourite of favourites) {
    for (let at = plain.indexOf(favourite); at >= 0; at = plain.indexOf(favourite)) {
      plain = plain.slice(0, at) + plain.slice(at + favourite.length)
      rest = rest.slice(0, at) + rest.slice(at + favourite.length)
      found.push(favourite)
    }
  }
  return { rest, found }
}

const bitsOfText = (text: string): number => {
  const characters = Array.from(text)
  const bitsEach = isOnlyWords(text) ? bitsOfWordLetter : Math.log2(alphabetOf(text))
  const seen = new Set<string>()
  return characters.reduce((bits, character, index) => {
    const pair = `${characters[index - 1] ?? ''}${character}`
    const isPattern = index > 0 && (isStep(pair) || seen.has(pair))
    seen.add(pair)
    return bits + (isPattern ? Math.min(bitsOfPatternStep, bitsEach) : bitsEach)
  }, 0)
}

const isOnlyWords = (text: string): boolean => /^\p{L}?[\p{Ll}\p{Lo}\s'-]*\d{0,4}[.!?]?$/u.test(text)

const kinds: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9\p{L}]/u, 30],
  [/[^\P{L}a-zA-Z]/u, 100],
]

const alphabetOf = (text: string): number =>
  Math.max(
    2,
    kinds.reduce((sum, [kind, size]) => sum + (kind.test(text) ? size : 0), 0),
  )

/** The same character again, or the next one in a row, either way. */
const isStep = (pair: string): boolean => {
  const lower = pair.toLowerCase()
  const turned = Array.from(lower).toReversed().join('')
  return lower === turned || rows.some(row => row.includes(lower) || row.includes(turned))
}
