import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts)

/** The command-line script of an installed tool, run by this Node without going through a shell.
 * @param {string} name */
export const toolPath = name => inRoot('node_modules', '.bin', name)
