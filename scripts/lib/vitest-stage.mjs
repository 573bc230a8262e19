import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { inRoot, toolPath } from './paths.mjs'
import { run } from './run.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Counts a report of vitest. A file that could not even be collected holds no assertion, so it
 * counts as one failure; so does a run that ended badly though nothing in its report failed.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @param {number} exitCode
 * @returns {Count}
 */
export const countReport = (report, exitCode) => {
  const brokenFiles = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * Runs one vitest project and counts; no report at all is one failure.
 * @param {string} project
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
export const runVitest = async (project, args = [], env = {}) => {
  const reportPath = inRoot('.cache', 'test', `${project}.json`)
  mkdirSync(inRoot('.cache', 'test'), { recursive: true })
  rmSync(reportPath, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const code = await run(toolPath('vitest'), ['run', '--project', project, ...reporters, ...args], env)
  try {
    return countReport(JSON.parse(readFileSync(reportPath, 'utf8')), code)
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
