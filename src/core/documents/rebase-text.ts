/**
 * What somebody typed over an older text, carried onto the newer one. Offsets in UTF-16 units. Both edits
 * are taken as one replaced span; where spans overlap, both insertions stay, the other's first.
 */
export const rebaseText = (base: string, mine: string, theirs: string): string => {
  if (theirs === base || mine === theirs) return mine
  if (mine === base) return theirs
  const my = spanBetween(base, mine)
  const their = spanBetween(base, theirs)
  if (my.end <= their.start && !(my.start === their.start)) {
    return theirs.slice(0, my.start) + my.inserted + theirs.slice(my.end)
  }
  const shift = their.inserted.length - (their.end - their.start)
  if (my.start >= their.end)
    return theirs.slice(0, my.start + shift) + my.inserted + theirs.slice(my.end + shift)
  const start = Math.min(my.start, their.start)
  const end = Math.max(my.end, their.end)
  return base.slice(0, start) + their.inserted + my.inserted + base.slice(end)
}

/** `base` with [start, end) replaced by `inserted` is `changed`; never between the halves of a character. */
const spanBetween = (base: string, changed: string): { start: number; end: number; inserted: string } => {
  let start = 0
  while (start < base.length && start < changed.length && base[start] === changed[start]) start++
  if (isWithinCharacter(base, start) || isWithinCharacter(changed, start)) start--
  let tail = 0
  const most = Math.min(base.length, changed.length) - start
  while (tail < most && base[base.length - 1 - tail] === changed[changed.length - 1 - tail]) tail++
  if (isWithinCharacter(base, base.length - tail) || isWithinCharacter(changed, changed.length - tail)) tail--
  return { start, end: base.length - tail, inserted: changed.slice(start, changed.length - tail) }
}

const isWithinCharacter = (text: string, at: number): boolean =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
