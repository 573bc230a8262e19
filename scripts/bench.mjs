/**
 * `npm run bench name [arguments]`: bundles tests/bench/name.bench.ts and runs it as a program of
 * its own, so that nothing but Node is measured. Every *.process.ts in that folder is bundled
 * beside it (as name.process.js) for benches that start other processes. Without a name: lists them.
 */
import { existsSync, readdirSync } from 'node:fs'
import { buildForNode } from './lib/build-node.mjs'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'

const folder = 'tests/bench'
const outDir = 'dist/bench'
const files = existsSync(inRoot(folder)) ? readdirSync(inRoot(folder)) : []
const names = files.filter(file => file.endsWith('.bench.ts')).map(file => file.slice(0, -'.bench.ts'.length))
const [name, ...args] = process.argv.slice(2)

if (name === undefined) {
  console.log(names.length > 0 ? `Benches: ${names.join(', ')}` : 'There are no benches yet.')
} else if (!names.includes(name)) {
  console.error(`No bench named ${name}. There are: ${names.join(', ') || 'none'}.`)
  process.exitCode = 2
} else {
  const sources = [`${name}.bench.ts`, ...files.filter(file => file.endsWith('.process.ts'))]
  await buildForNode(
    Object.fromEntries(sources.map(file => [file.slice(0, -'.ts'.length), `${folder}/${file}`])),
    `${outDir}/${name}`,
  )
  const program = inRoot(outDir, name, `${name}.bench.js`)
  process.exitCode = await run(process.execPath, ['--expose-gc', '--enable-source-maps', program, ...args])
}
