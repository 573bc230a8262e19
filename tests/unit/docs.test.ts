/** What the docs name is there: the tests behind the claims, and what they link to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(name => `docs/${name}`),
].filter(name => name.endsWith('.md'))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

/** `scenarios/forger.test.ts`, "through a relay that is hers": the path, and the words that must stand in it. */
const claims = [
  ...textOf('docs/design/threat-model.md').matchAll(
    /`((?:unit|scenarios|contracts|vectors|properties|e2e)\/[^`]*)`(?:, "([^"]+)")?/g,
  ),
].map(([, path = '', words = '']) => ({ path, words }))

/** Files under `tests/` that such a path means: itself, or with a star all that begin and end so. */
const filesOf = (path: string): readonly string[] => {
  const [before = '', after] = basename(path).split('*')
  const folder = join(root, 'tests', dirname(path))
  if (after === undefined) return existsSync(join(root, 'tests', path)) ? [join('tests', path)] : []
  return readdirSync(folder).filter(name => name.startsWith(before) && name.endsWith(after))
}

describe('the threat model', () => {
  test('names tests', () => {
    expect(claims.length).toBeGreaterThan(50)
  })

  test('names only tests that exist', () => {
    expect(claims.filter(({ path }) => filesOf(path).length === 0)).toEqual([])
  })

  test('quotes them as they are', () => {
    const misquoted = claims.filter(
      ({ path, words }) => words !== '' && !filesOf(path).some(file => textOf(file).includes(words)),
    )
    expect(misquoted).toEqual([])
  })
})

test('links lead somewhere', () => {
  const broken = documents.flatMap(document =>
    [...textOf(document).matchAll(/\]\(([^)#\s]+)/g)].flatMap(([, target = '']) => {
      const isElsewhere = /^[a-z]+:/.test(target)
      return isElsewhere || existsSync(join(root, dirname(document), target))
        ? []
        : [`${document}: ${target}`]
    }),
  )
  expect(broken).toEqual([])
})
