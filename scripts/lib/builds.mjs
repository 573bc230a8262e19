import { existsSync } from 'node:fs'
import { build } from 'vite'
import { buildForNode } from './build-node.mjs'
import { isFresh } from './freshness.mjs'
import { inRoot, root } from './paths.mjs'
import { precompress } from './precompress.mjs'

const shared = ['package.json', 'package-lock.json', 'scripts']
const ours = ['src/base', 'src/protocol']

const buildApp = async () => {
  await build({ configFile: inRoot('vite.config.ts'), root, mode: 'production', logLevel: 'warn' })
  await precompress(inRoot(process.env['GESSO_OUT'] ?? 'dist/app'))
}

/** The relay, and the thread that it reads documents in, which it expects beside itself. */
export const relayEntries = {
  index: 'sync-server/index.ts',
  'directory-reader': 'sync-server/directory/reader.worker.ts',
}
const buildRelay = () => buildForNode(relayEntries, 'dist/server')
const buildCli = () => buildForNode({ index: 'src/cli/index.ts' }, 'dist/cli')

/**
 * @typedef {{ name: string, entry: string, output: string, sources: string[], make: () => Promise<unknown> }} Program
 * @type {readonly Program[]}
 */
const programs = [
  {
    name: 'app',
    entry: 'src/main.tsx',
    output: 'dist/app/index.html',
    sources: ['src', 'public', 'index.html', 'vite.config.ts', ...shared],
    make: buildApp,
  },
  {
    name: 'relay',
    entry: 'sync-server/index.ts',
    output: 'dist/server/index.js',
    sources: ['sync-server', 'src/search', ...ours, ...shared],
    make: buildRelay,
  },
  {
    name: 'cli',
    entry: 'src/cli/index.ts',
    output: 'dist/cli/index.js',
    sources: ['src/cli', 'src/core', 'src/platform', ...ours, ...shared],
    make: buildCli,
  },
]

/** The programs among `names` whose source is there; all of them when no name is given.
 * @param {readonly string[]} [names] */
export const existingPrograms = names =>
  programs.filter(({ name, entry }) => (names?.includes(name) ?? true) && existsSync(inRoot(entry)))

/** Builds one program and says how long it took.
 * @param {Program} program */
export const buildProgram = async program => {
  const startedAt = performance.now()
  await program.make()
  console.log(`built ${program.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** @param {Program} program */
export const isBuilt = program => isFresh(program.output, program.sources)
