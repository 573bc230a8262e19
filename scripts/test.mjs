/**
 * `npm test`: every check and every test, whatever fails on the way, ending with one line that
 * counts them. `npm test -- unit scenarios` runs the stages named; `-t pattern` and other options
 * go to vitest. `SLOW=1` makes property tests thorough.
 */
import { runChecks, staticChecks } from './lib/checks.mjs'
import { ensureChromium, howToGetChromium } from './lib/chromium.mjs'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runVitest } from './lib/vitest-stage.mjs'

/** @typedef {import('./lib/vitest-stage.mjs').Count} Count */

const args = process.argv.slice(2)
const firstOption = args.findIndex(arg => arg.startsWith('-'))
const asked = firstOption === -1 ? args : args.slice(0, firstOption)
const vitestArgs = firstOption === -1 ? [] : args.slice(firstOption)

const verify = async () => {
  const { passed, failed } = await runChecks(staticChecks())
  return { passed, failed: failed.length, skipped: 0 }
}

/** A step that is no test of its own: silent when it works, one failure when it does not.
 * @param {string} sentence @returns {Count} */
const stepFailed = sentence => {
  console.error(sentence)
  return { passed: 0, failed: 1, skipped: 0 }
}

const e2e = async () => {
  const built = await run(process.execPath, [inRoot('scripts/build.mjs'), '--missing'])
  if (built !== 0) return stepFailed('The build failed, so nothing was tried in a browser.')
  const browser = ensureChromium()
  if (browser === null) return stepFailed(howToGetChromium)
  return runVitest('e2e', vitestArgs, { CHROMIUM: browser })
}

/** @param {string} project @returns {[string, () => Promise<Count>]} */
const vitestStage = project => [project, () => runVitest(project, vitestArgs)]

/** @type {ReadonlyMap<string, () => Promise<Count>>} */
const stages = new Map([
  ['verify', verify],
  ...['unit', 'contracts', 'vectors', 'properties', 'scenarios'].map(vitestStage),
  ['e2e', e2e],
])

const unknown = asked.filter(name => !stages.has(name))
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. There are: ${[...stages.keys()].join(', ')}.`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []
for (const [name, stage] of stages) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const count = await stage()
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
  summary.push(`${name.padEnd(12)} ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)`)
  console.log(summary.at(-1))
}

console.log(`\n${summary.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
