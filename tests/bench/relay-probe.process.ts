/**
 * Loaded into a server before anything else (`node --import`): answers its parent over IPC with what the
 * process has used. A server measured so runs its own program, unchanged.
 */
import { heapUsed, type Use } from './relay/use.ts'

const answer = (question: unknown): Use => {
  const { user, system } = process.cpuUsage()
  // Time spent on collecting here is not in `cpuMs`, and what is left is what is needed.
  if (question === 'memory') {
    globalThis.gc?.()
    globalThis.gc?.()
  }
  return { cpuMs: (user + system) / 1000, residentBytes: process.memoryUsage.rss(), heapBytes: heapUsed() }
}

process.on('message', question => process.send?.(answer(question)))
process.on('disconnect', () => process.exit())
process.channel?.unref()
