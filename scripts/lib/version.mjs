import { readFileSync } from 'node:fs'
import { inRoot } from './paths.mjs'

/**
 * The release being built: the package's version, or `GESSO_VERSION`, with which a test builds a
 * second release of the same sources.
 * @returns {string}
 */
export const appVersion = () =>
  process.env['GESSO_VERSION'] ?? String(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version)
