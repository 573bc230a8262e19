import { describe, expect, test } from 'vitest'
import { countReport } from '../../../scripts/lib/vitest-stage.mjs'

const fileOf = (status: string, tests: readonly string[]) => ({
  status,
  assertionResults: tests.map(one => ({ status: one })),
})

const report = (passed: number, failed: number, files: ReturnType<typeof fileOf>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: files,
})

describe('counting a test run', () => {
  test('passed and failed tests are counted as they are', () => {
    const mixed = report(2, 1, [fileOf('failed', ['passed', 'failed']), fileOf('passed', ['passed'])])
    expect(countReport(mixed, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  test('a file that could not be read is a failure', () => {
    expect(countReport(report(3, 0, [fileOf('failed', [])]), 1).failed).toBe(1)
  })

  test('a run that ends badly fails even when every test passed', () => {
    expect(countReport(report(3, 0, [fileOf('passed', ['passed'])]), 1).failed).toBe(1)
    expect(countReport(report(3, 0, [fileOf('passed', ['passed'])]), 0).failed).toBe(0)
  })
})
