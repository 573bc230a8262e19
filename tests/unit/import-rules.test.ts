import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whyForbidden } from '../support/import-rules/arrows.ts'
import { findCycles } from '../support/import-rules/cycles.ts'
import { importsOf, readImports } from '../support/import-rules/read-imports.ts'
import type { Sources } from '../support/import-rules/read-imports.ts'

const root = new URL('../..', import.meta.url).pathname

const sourcesIn = (folder: string): (readonly [string, string])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => [`${folder}/${name.replaceAll('\\', '/')}`, readFileSync(join(root, folder, name), 'utf8')])

const ours: Sources = new Map([...sourcesIn('src'), ...sourcesIn('sync-server')])

const refusals = (sources: Sources): readonly string[] =>
  importsOf(sources).flatMap(one => whyForbidden(one) ?? [])

const file = (path: string, source: string): Sources => new Map([[path, source]])

describe('our own files', () => {
  test('are found', () => {
    expect([...ours.keys()]).toEqual(expect.arrayContaining(['src/base/result.ts', 'src/core/api.ts']))
  })

  test('import only along the arrows', () => {
    expect(refusals(ours)).toEqual([])
  })

  test('never import each other in a circle', () => {
    expect(findCycles(importsOf(ours))).toEqual([])
  })
})

describe('the arrows', () => {
  test.each([
    ['src/base/bytes.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
    ['src/protocol/gate/gate.ts', `import type { Core } from '../../core/api.ts'`],
    ['src/protocol/gate/gate.ts', `import nacl from 'tweetnacl'`],
    ['src/core/account/vault.ts', `import { argon2id } from 'hash-wasm'`],
    ['src/core/profiles/profile.ts', `import * as Automerge from '@automerge/automerge/slim'`],
    ['src/core/profiles/profile.ts', `import { createSignal } from 'solid-js'`],
    ['src/core/account/vault.ts', `import { readFile } from 'node:fs/promises'`],
    ['src/core/account/vault.ts', `export { open } from '../../platform/browser/indexed-db.ts'`],
    ['src/platform/browser/network.ts', `import { openSocket } from '../node/network.ts'`],
    ['src/platform/node/network.ts', `import type { Vault } from '../../core/account/vault.ts'`],
    ['src/ui/shell/shell.tsx', `const late = () => import('../../core/create-core.ts')`],
    ['src/ui/shell/shell.tsx', `import { createCore } from '../../core/create-core.ts'`],
    ['src/worker/core-client.ts', `import { createCore } from '../core/create-core.ts'`],
    ['src/service-worker/service-worker.ts', `import { relayPath } from '../protocol/limits.ts'`],
    ['sync-server/relay.ts', `type Key = import('../src/core/api.ts').Key`],
    ['sync-server/relay.ts', `import { Repo } from '@automerge/automerge-repo'`],
    ['src/elsewhere/thing.ts', `import '../base/result.ts'`],
    ['src/core/account/vault.ts', 'const late = (name: string) => import(name)'],
  ])('%s may not: %s', (path, source) => {
    expect(refusals(file(path, source))).toHaveLength(1)
  })

  test.each([
    ['src/protocol/crypto/hash.ts', `import { blake3 } from '@noble/hashes/blake3.js'`],
    ['src/core/crypto/wrap.ts', `import nacl from 'tweetnacl'`],
    ['src/core/documents/owned.ts', `import * as Automerge from '@automerge/automerge/slim'`],
    ['src/core/profiles/profile.ts', `import { owned } from '../documents/owned.ts'`],
    ['src/platform/node/network.ts', `import type { Network } from '../../core/ports.ts'`],
    ['src/ui/shell/shell.tsx', `import type { Core } from '../../core/api.ts'`],
    ['src/ui/shell/shell.tsx', `import styles from './shell.module.css'`],
    ['src/worker/core-worker.ts', `import wasmUrl from '@automerge/automerge/automerge.wasm?url'`],
    ['sync-server/relay.ts', `import { createServer } from 'node:http'`],
  ])('%s may: %s', (path, source) => {
    expect(refusals(file(path, source))).toEqual([])
  })
})

describe('reading imports', () => {
  test('finds every form there is', () => {
    const source = `
      import a, { type B } from './a.ts'
      import { type C } from './c.ts'
      export * from './d.ts'
      export type { E } from './e.ts'
      import './f.css'
      const g = () => import('./g.ts')
      type H = import('./h.ts').H
      const worker = new URL('./not-an-import.ts', import.meta.url)
    `
    const found = readImports('src/base/x.ts', source).map(({ to, typeOnly }) => [to, typeOnly])
    expect(found).toEqual([
      ['src/base/a.ts', false],
      ['src/base/c.ts', true],
      ['src/base/d.ts', false],
      ['src/base/e.ts', true],
      ['src/base/f.css', false],
      ['src/base/g.ts', false],
      ['src/base/h.ts', true],
    ])
  })
})

describe('circles', () => {
  const circle = (back: string): Sources =>
    new Map([
      ['src/base/a.ts', `import { b } from './b.ts'`],
      ['src/base/b.ts', `export * from './c.ts'`],
      ['src/base/c.ts', back],
    ])

  test('are found however long', () => {
    const cycles = findCycles(importsOf(circle(`import { a } from './a.ts'`)))
    expect(cycles).toEqual([['src/base/a.ts', 'src/base/b.ts', 'src/base/c.ts', 'src/base/a.ts']])
  })

  test('of types alone are no circles', () => {
    expect(findCycles(importsOf(circle(`import type { a } from './a.ts'`)))).toEqual([])
  })
})
