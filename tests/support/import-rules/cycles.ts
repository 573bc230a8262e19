import type { Import } from './read-imports.ts'

/**
 * The files that import each other in a circle, each circle once, as the path along it. Imports of
 * types alone vanish when compiled and are left out.
 */
export const findCycles = (imports: readonly Import[]): readonly (readonly string[])[] => {
  const next = groupByFrom(imports)
  const done = new Set<string>()
  const cycles: string[][] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(file)
    if (seenAt !== -1) {
      cycles.push([...trail.slice(seenAt), file])
      return
    }
    if (done.has(file)) return
    for (const to of next.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return cycles
}

const groupByFrom = (imports: readonly Import[]): ReadonlyMap<string, readonly string[]> => {
  const grouped = new Map<string, string[]>()
  for (const { from, to, typeOnly } of imports) {
    if (typeOnly) continue
    const targets = grouped.get(from) ?? []
    targets.push(to)
    grouped.set(from, targets)
  }
  return grouped
}
