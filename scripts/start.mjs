/**
 * `npm start`: builds what is missing or older than its sources, then becomes the relay, which
 * serves the app on the same port. Building happens in a process of its own, so that the relay
 * starts with a clean memory; the relay runs in this one, so that signals reach it directly.
 */
import { pathToFileURL } from 'node:url'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'

const built = await run(process.execPath, [inRoot('scripts/build.mjs'), 'app', 'relay', '--missing'])
if (built !== 0) process.exit(built)

process.env['NODE_ENV'] ??= 'production'
process.env['PORT'] ??= '3030'
process.env['GESSO_DATA'] ??= inRoot('data')
process.env['GESSO_APP'] ??= inRoot('dist/app')
await import(pathToFileURL(inRoot('dist/server/index.js')).href)
