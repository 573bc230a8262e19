/** How the pictures of one post hang: rows of one height each, every picture in its own shape. Pure. */

interface WallPicture {
  readonly index: number
  /** Width over height of the room it is given. */
  readonly aspect: number
}

export interface PictureRow {
  readonly pictures: readonly WallPicture[]
  /** Of the width that there is, from 0 to 1. */
  readonly share: number
}

/** Rows are chosen at this width; the page stretches and shrinks them whole, so nothing is measured and nothing jumps. */
const width = 600
const gap = 6
/** No row is higher than this, so that a tall picture is seen at once. */
const mostHeight = 560
/** Together they should not be much higher than this. */
const mostTogether = 700
/** What is flatter or taller is shown whole in room of this shape. */
const [narrowest, flattest] = [0.4, 4]

/** The best of all ways to part them into rows; ten pictures have 512. */
export const wallRows = (aspects: readonly number[]): readonly PictureRow[] => {
  const rooms = aspects.map((aspect, index) => ({ index, aspect: roomAspect(aspect) }))
  const wished = wishedHeight(rooms.length)
  const ways = partings(rooms).map(rows => rows.map(hung))
  const scored = ways.map(rows => ({ rows, cost: costOf(rows, wished) }))
  return scored.reduce((best, one) => (one.cost < best.cost ? one : best), { rows: [], cost: Infinity }).rows
}

const roomAspect = (aspect: number): number =>
  Number.isFinite(aspect) && aspect > 0 ? Math.min(flattest, Math.max(narrowest, aspect)) : 1

/** The more there are, the lower they hang. */
const wishedHeight = (count: number): number => (count <= 3 ? 300 : count <= 6 ? 240 : 190)

const partings = (pictures: readonly WallPicture[]): readonly (readonly (readonly WallPicture[])[])[] => {
  if (pictures.length === 0) return [[]]
  return pictures.flatMap((_, at) =>
    partings(pictures.slice(at + 1)).map(rest => [pictures.slice(0, at + 1), ...rest]),
  )
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

const hung = (pictures: readonly WallPicture[]): HungRow => {
  const aspects = sum(pictures.map(({ aspect }) => aspect))
  const gaps = gap * (pictures.length - 1)
  const height = Math.min(mostHeight, (width - gaps) / aspects)
  return { pictures, share: Math.min(1, (height * aspects + gaps) / width), height }
}

type HungRow = PictureRow & { readonly height: number }

/** How far rows are from the height that was wished, for each of their pictures; too low counts for more than too high. */
const costOf = (rows: readonly HungRow[], wished: number): number => {
  const together = sum(rows.map(row => row.height))
  const tooHigh = 4 * Math.max(0, Math.log(together / mostTogether)) ** 2
  return sum(rows.map(row => row.pictures.length * (rowCost(row, wished) + tooHigh)))
}

const rowCost = ({ height }: HungRow, wished: number): number => {
  const off = Math.log(height / wished)
  return off ** 2 * (off < 0 ? 2 : 1)
}
