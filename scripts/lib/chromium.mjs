import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Where a Chromium is: `CHROMIUM` if it is set and there, else the first found on the path.
 * @returns {string | null}
 */
export const findChromium = () => {
  const chosen = process.env['CHROMIUM']
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : null
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  const places = names.flatMap(name =>
    folders.filter(folder => folder !== '').map(folder => join(folder, name)),
  )
  return places.find(place => existsSync(place)) ?? null
}

export const howToGetChromium =
  'No Chromium was found. Install one (on Debian: apt-get install chromium) or set CHROMIUM to its path.'

const canInstall = () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0

/**
 * Finds Chromium, or installs Debian's when this process may.
 * @returns {string | null} null when there is none and none can be installed
 */
export const ensureChromium = () => {
  const found = findChromium()
  if (found !== null || process.env['CHROMIUM'] || !canInstall()) return found
  const options = /** @type {const} */ ({
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  } catch {
    return null
  }
  return findChromium()
}
