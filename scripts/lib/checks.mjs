import { readFileSync } from 'node:fs'
import { inRoot, toolPath } from './paths.mjs'
import { run } from './run.mjs'

/** @returns {string[]} the tsconfig files of our programs, as tsconfig.json lists them */
const typeProjects = () =>
  JSON.parse(readFileSync(inRoot('tsconfig.json'), 'utf8')).references.map(
    (/** @type {{ path: string }} */ reference) => reference.path,
  )

/** @typedef {{ name: string, run: () => Promise<number> }} Check */

/** @param {string} path @returns {Check} */
const typesOf = path => ({
  name: `types ${path.replace(/^.*tsconfig\.|\.json$/g, '')}`,
  run: () => run(toolPath('tsc'), ['-p', path]),
})

/** Every static check, in the order in which people want to hear of them. @returns {Check[]} */
export const staticChecks = () => [
  ...typeProjects().map(typesOf),
  { name: 'lint', run: () => run(toolPath('oxlint'), ['--type-aware', '--deny-warnings']) },
  { name: 'format', run: () => run(toolPath('oxfmt'), ['--check']) },
  { name: 'unused files, exports and dependencies', run: () => run(toolPath('knip'), ['--no-progress']) },
]

/** Import rules are a test, so `npm test` meets them among the unit tests.
 * @type {Check} */
export const importCheck = {
  name: 'import rules',
  run: () => run(toolPath('vitest'), ['run', '--project', 'unit', 'tests/unit/import-rules.test.ts']),
}

/**
 * Runs checks one after the other, all of them whatever happens, saying how each went.
 * @param {readonly Check[]} checks
 * @returns {Promise<{ passed: number, failed: string[] }>}
 */
export const runChecks = async checks => {
  /** @type {string[]} */
  const failed = []
  for (const check of checks) {
    const startedAt = performance.now()
    const code = await check.run()
    if (code !== 0) failed.push(check.name)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`)
  }
  return { passed: checks.length - failed.length, failed }
}
