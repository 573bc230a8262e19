import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './paths.mjs'

/** The newest change at or below a path; folders count too, so that a removed file is noticed.
 * @param {string} path
 * @returns {number} milliseconds since 1970; 0 when nothing is there */
const newestChange = path => {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map(name => newestChange(join(path, name))))
}

/** Whether a built file is there and no source has changed since.
 * @param {string} output
 * @param {readonly string[]} sources both relative to the repository */
export const isFresh = (output, sources) => {
  const built = inRoot(output)
  if (!existsSync(built)) return false
  const builtAt = statSync(built).mtimeMs
  return sources.every(source => newestChange(inRoot(source)) <= builtAt)
}
