/** One folding of text for whatever is searched. */

/** Letters that are of one kind for whoever types without them, and that Unicode does not take apart. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ł', 'l'],
  ['ŋ', 'n'],
  ['ŧ', 't'],
  ['ς', 'σ'],
])

const unseparated = /[ßæœøđðþħıłŋŧς]/gu

/** Accents and the like. Vowel signs of Indic and Southeast Asian scripts are letters to their readers, and stay. */
const accents = /(?=\p{M})[\p{Diacritic}\p{Script=Inherited}]|\p{Default_Ignorable_Code_Point}/gu

/**
 * As searched: compatibility forms are one; case, accents and what cannot be seen do not count. Folding twice changes
 * nothing. May be longer than the text (at most eighteen times, for ligatures), so cut before.
 */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(unseparated, letter => plainLetters.get(letter) ?? letter)
