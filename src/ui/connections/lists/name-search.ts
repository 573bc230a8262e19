/** Finding people by name the way one types in a hurry: without accents, capitals, or the words between. Pure. */
export const fitsName = (name: string, typed: string): boolean => {
  const folded = fold(name)
  return fold(typed)
    .split(/\s+/u)
    .every(part => folded.includes(part))
}

const fold = (text: string): string =>
  text
    .trim()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase()
