import { readFile } from 'node:fs/promises'
import { bytesToHex } from '../../../src/base/bytes.ts'
import type { Random } from '../../../src/base/random.ts'
import { err, ok, type Result } from '../../../src/base/result.ts'
import { errorCode, readSmallFile, type StoreFileSystem, writeAll } from './file-system.ts'

export interface StoreLock {
  release(): Promise<void>
}

export interface StoreLocked {
  readonly type: 'store-locked'
  /** Of the process that has the directory. */
  readonly pid: number
}

const maxLockBytes = 256

/** Tokens of the locks that this very process holds: a new process may have inherited an old pid. */
const held = new Set<string>()

/** When a process started, in clock ticks since boot; '-' where the system does not tell. */
const startOfProcess = async (pid: number): Promise<string> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1')
    // The name of the program may hold spaces and brackets; the fields after its last bracket do not.
    const field = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot.trim()}:${field}`
  } catch {
    return '-'
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** The pid of the living process that wrote this lock, or null when nobody holds it any more. */
const livingHolder = async (bytes: Uint8Array): Promise<number | null> => {
  const [pidText, start, token] = Buffer.from(bytes).toString('latin1').split(' ')
  const pid = Number(pidText)
  if (!Number.isSafeInteger(pid) || pid <= 0 || start === undefined || token === undefined) return null
  if (pid === process.pid) return held.has(token) ? pid : null
  if (!isRunning(pid)) return null
  return start === (await startOfProcess(pid)) ? pid : null
}

/**
 * Takes the directory for this process by a file `lock` with pid, start of the process and a token. One
 * left behind by a process that no longer runs is taken over, also when its pid is in use again.
 */
export const takeLock = async (
  files: StoreFileSystem,
  directory: string,
  random: Random,
): Promise<Result<StoreLock, StoreLocked>> => {
  const path = `${directory}/lock`
  const token = bytesToHex(random.bytes(16))
  for (;;) {
    try {
      const file = await files.open(path, 'create')
      held.add(token)
      try {
        const text = `${process.pid} ${await startOfProcess(process.pid)} ${token}`
        await writeAll(file, Buffer.from(text, 'latin1'), 0)
      } finally {
        await file.close()
      }
      return ok({
        release: async () => {
          await files.remove(path)
          held.delete(token)
        },
      })
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') {
        held.delete(token)
        throw error
      }
    }
    const holder = await livingHolder((await readSmallFile(files, path, maxLockBytes)) ?? new Uint8Array(0))
    if (holder !== null) return err({ type: 'store-locked', pid: holder })
    await files.remove(path)
  }
}
