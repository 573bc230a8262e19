import type { CDPSession } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the thread's own time. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const isTraceEvent = (value: unknown): value is TraceEvent =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'pid' in value &&
  'tid' in value

/**
 * Follows the page's main thread until the returned function is called, which answers how long it was busy
 * with each task, in milliseconds of the thread's own time.
 */
export const traceBusyTimes = async (chromium: CDPSession): Promise<() => Promise<readonly number[]>> => {
  const events: TraceEvent[] = []
  const collect = ({ value }: { readonly value: readonly unknown[] }): void => {
    for (const event of value) if (isTraceEvent(event)) events.push(event)
  }
  chromium.on('Tracing.dataCollected', collect)
  await chromium.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  })
  return async () => {
    const complete = new Promise<void>(resolve => chromium.once('Tracing.tracingComplete', () => resolve()))
    await chromium.send('Tracing.end')
    await complete
    chromium.off('Tracing.dataCollected', collect)
    return busyTimesOf(events)
  }
}

const busyTimesOf = (events: readonly TraceEvent[]): readonly number[] => {
  const threadOf = (event: TraceEvent): string => `${event.pid} ${event.tid}`
  const mainThreads = new Set(
    events
      .filter(event => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = events.filter(
    event => event.name === 'RunTask' && event.ph === 'X' && mainThreads.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('the browser traced no task of the page')
  return tasks.map(task => (task.tdur ?? 0) / 1000)
}
