/** Which texts are shown only in part where many posts stand under one another. Pure. */

const mostChars = 700
const mostLines = 12

export const isLong = (text: string): boolean =>
  text.length > mostChars || text.split('\n').length > mostLines
