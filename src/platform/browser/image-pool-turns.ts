/** From here on one image may take the memory of the whole device, so it is decoded alone. */
const pixelsThatTakeAll = 40_000_000

export interface Turn {
  /** Null until it was measured. */
  readonly pixels: number | null
  readonly isUnderWay: boolean
}

/** Those that may start to decode now. `turns` in the order in which they came; nobody overtakes a large one. */
export const turnsThatMayGo = <T extends Turn>(turns: readonly T[]): readonly T[] => {
  const underWay = turns.filter(({ isUnderWay }) => isUnderWay)
  const going: T[] = []
  for (const turn of turns) {
    if (turn.isUnderWay || turn.pixels === null) continue
    const others = [...underWay, ...going]
    if (others.some(isLarge) || (isLarge(turn) && others.length > 0)) break
    going.push(turn)
  }
  return going
}

const isLarge = ({ pixels }: Turn): boolean => (pixels ?? 0) >= pixelsThatTakeAll
