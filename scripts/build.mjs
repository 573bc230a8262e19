/**
 * `npm run build [-- app|relay|cli …] [-- --missing]`: builds the programs named, or all of them;
 * with `--missing` only those that are not built or are older than their sources.
 */
import { buildProgram, existingPrograms, isBuilt } from './lib/builds.mjs'

process.env['NODE_ENV'] ??= 'production'
const args = process.argv.slice(2)
const names = args.filter(arg => !arg.startsWith('--'))
const onlyMissing = args.includes('--missing')

for (const program of existingPrograms(names.length > 0 ? names : undefined)) {
  if (!onlyMissing || !isBuilt(program)) await buildProgram(program)
}
