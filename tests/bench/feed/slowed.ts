/** A browser on a slower machine: all of its processes run for a part of the time and stand still for the rest. */
import { readdir, readFile } from 'node:fs/promises'

const sliceMs = 20

/** Processes with the profile in their command line: those that this bench started, and no others. */
const processesOf = async (profile: string): Promise<readonly number[]> => {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(profile)) found.push(pid)
  }
  return found
}

const signal = (pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended.
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** While `use` lasts, the browser of this profile runs `1 / rate` of the time. */
export const slowedBy = async <T>(rate: number, profile: string, use: () => Promise<T>): Promise<T> => {
  if (rate === 1) return use()
  const over = new AbortController()
  const slowing = (async () => {
    let pids = await processesOf(profile)
    for (let slice = 0; !over.signal.aborted; slice++) {
      if (slice % 5 === 0) pids = await processesOf(profile)
      signal(pids, 'SIGSTOP')
      await pause(sliceMs - sliceMs / rate)
      signal(pids, 'SIGCONT')
      await pause(sliceMs / rate)
    }
  })()
  try {
    return await use()
  } finally {
    over.abort()
    await slowing
    signal(await processesOf(profile), 'SIGCONT')
  }
}
