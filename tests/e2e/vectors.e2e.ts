import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import records from '../vectors/own/records.json' with { type: 'json' }
import edgeCases from '../vectors/published/ed25519-edge-cases.json' with { type: 'json' }
import ed25519 from '../vectors/published/ed25519.json' with { type: 'json' }
import { setStage, type Stage } from './support/stage.ts'
import { judgeVectors, type Verdicts } from './support/vectors-page.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const bundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('support/vectors-page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'vectorsPage',
      },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (first === undefined || !('output' in first)) throw new Error('the bundle was not built')
  return first.output[0].code
}

/** A page of the relay's own origin, which the browser trusts with its cryptography. */
const judgeInBrowser = async (): Promise<Verdicts> => {
  const script = await bundle()
  const { page, origin } = await stage.enter()
  await page.route('**/vectors.html', route =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><script src="/vectors.js"></script>' }),
  )
  await page.route('**/vectors.js', route => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto(`${origin}/vectors.html`)
  return page.evaluate(
    ([files, own]) => {
      const { vectorsPage } = window as unknown as { vectorsPage: { judgeVectors: typeof judgeVectors } }
      return vectorsPage.judgeVectors(files, own)
    },
    [[ed25519, edgeCases], records] as const,
  )
}

test('the shipped verifier judges every signature in the browser as the vectors say, and as in Node', async () => {
  const verdicts = await judgeInBrowser()
  const allRight = [
    { judged: ed25519.cases.length, wrong: [] },
    { judged: edgeCases.cases.length, wrong: [] },
  ]
  expect(verdicts.published).toEqual(allRight)
  expect(verdicts.fallback).toEqual(allRight)
  const validNames = new Set(records.valid.map(({ name }) => name))
  for (const [name, verdict] of verdicts.records) {
    expect(verdict === 'accepted', `${name}: ${verdict}`).toBe(validNames.has(name))
  }
  const inNode = await judgeVectors([ed25519, edgeCases], records)
  expect(verdicts.records).toEqual(inNode.records)
})
