/** The paragraphs of a text: parted by empty lines. Single line breaks stay inside. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n(?:[^\S\n]*\r?\n)+/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '')
