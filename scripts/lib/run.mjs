import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

/**
 * Runs a program in the repository with its output on this terminal; answers its exit code
 * (1 when it could not be started or was killed).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] added to this process's
 * @returns {Promise<number>}
 */
export const run = (command, args, env = {}) =>
  new Promise(resolve => {
    const child = spawn(command, [...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', error => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.once('exit', code => resolve(code ?? 1))
  })
