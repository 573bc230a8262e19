/** What the page of images.bench.ts runs: the same photographs through ours and through the rival, two at a time. */
import imageCompression from 'browser-image-compression'
import { systemClock } from '../../src/base/clock.ts'
import { createImagePool } from '../../src/platform/browser/image-pool.ts'
import type { SingleRequest } from './images-single.worker.ts'

export interface Measured {
  readonly wallMs: number
  /** Longest stretch in which the page could do nothing. */
  readonly longestGapMs: number
  readonly longTasksMs: readonly number[]
  /** Of all that was made, one number a photograph. */
  readonly bytes: readonly number[]
}

export interface RunOptions {
  readonly urls: readonly string[]
  readonly libUrl: string
  readonly quality: number
}

type Task = (source: File) => Promise<readonly Blob[]>

const inFlight = 2
const made = new Map<string, Blob>()

/** The page's own beat: what keeps it waiting is what a person feels. */
const watchMainThread = () => {
  const longTasksMs: number[] = []
  const observer = new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) longTasksMs.push(Math.round(duration))
  })
  observer.observe({ type: 'longtask' })
  const { port1, port2 } = new MessageChannel()
  let longestGapMs = 0
  let last = performance.now()
  let isOver = false
  port1.onmessage = () => {
    const now = performance.now()
    longestGapMs = Math.max(longestGapMs, now - last)
    last = now
    if (!isOver) setTimeout(() => port2.postMessage(null), 1)
  }
  port2.postMessage(null)
  return () => {
    isOver = true
    observer.disconnect()
    return { longestGapMs: Math.round(longestGapMs), longTasksMs }
  }
}

const run = async (name: string, urls: readonly string[], task: Task): Promise<Measured> => {
  const bytes: number[] = []
  const waiting = [...urls.entries()]
  const stopWatching = watchMainThread()
  const started = performance.now()
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, url] = next
      const source = new File([await (await fetch(url)).blob()], 'photo.jpg', { type: 'image/jpeg' })
      const results = await task(source)
      bytes[index] = results.reduce((sum, { size }) => sum + size, 0)
      const largest = results.at(-1)
      if (largest !== undefined) made.set(`${name} ${index}`, largest)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  return { wallMs: Math.round(performance.now() - started), bytes, ...stopWatching() }
}

const rivalOptions = (longEdge: number, { libUrl, quality }: RunOptions) => ({
  maxWidthOrHeight: longEdge,
  initialQuality: quality,
  // By default it is fetched from another party's server, which the rival is spared here.
  libURL: new URL(libUrl, window.location.href).href,
})

const rivalSingle = (options: RunOptions): Promise<Measured> =>
  run('rival', options.urls, async source => [await imageCompression(source, rivalOptions(2_560, options))])

/** Its own call for each size, one after the other, as its users do. */
const rivalSet = (options: RunOptions): Promise<Measured> =>
  run('rival set', options.urls, async source => {
    const results: Blob[] = []
    for (const longEdge of [320, 960, 2_560]) {
      results.push(await imageCompression(source, rivalOptions(longEdge, options)))
    }
    return results
  })

const oursSingle = async (options: RunOptions): Promise<Measured> => {
  const workers = Array.from(
    { length: inFlight },
    () => new Worker(new URL('images-single.worker.ts', import.meta.url), { type: 'module' }),
  )
  const free = [...workers]
  const measured = await run('ours', options.urls, async source => {
    const worker = free.pop()
    if (worker === undefined) throw new Error('more in flight than workers')
    const request: SingleRequest = { source, longEdge: 2_560, quality: options.quality }
    const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => resolve(data)
      worker.onerror = event => reject(new Error(event.message))
      worker.postMessage(request)
    })
    free.push(worker)
    return [new Blob([bytes])]
  })
  for (const worker of workers) worker.terminate()
  return measured
}

/** The shipped pool and worker as they are, placeholder and colour too. */
const oursSet = async (options: RunOptions): Promise<Measured> => {
  const pool = createImagePool({ clock: systemClock, log: line => console.warn(JSON.stringify(line)) })
  const workers = new Map<number, Worker>()
  const lending = pool.join({
    need: count => {
      for (let started = 0; started < count; started++) {
        const id = workers.size + 1
        const worker = new Worker(new URL('../../src/worker/image-worker.ts', import.meta.url), {
          type: 'module',
        })
        const { port1, port2 } = new MessageChannel()
        workers.set(id, worker)
        worker.postMessage(port2, [port2])
        queueMicrotask(() => lending.lend(id, port1))
      }
    },
    drop: id => workers.get(id)?.terminate(),
  })
  const measured = await run('ours set', options.urls, async source => {
    const result = await pool.prepare(source, { keepOriginal: false }, new AbortController().signal)
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value.renditions.map(({ bytes }) => new Blob([new Uint8Array(bytes)]))
  })
  for (const worker of workers.values()) worker.terminate()
  return measured
}

/** The largest rendition of a run, one character a byte. */
const read = async (name: string, index: number): Promise<string> => {
  const bytes = new Uint8Array((await made.get(`${name} ${index}`)?.arrayBuffer()) ?? new ArrayBuffer(0))
  let text = ''
  for (let at = 0; at < bytes.length; at += 4_096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4_096))
  return text
}

/** What a busy machine alone does to the page. */
const idle = async (): Promise<Measured> => {
  const stopWatching = watchMainThread()
  await new Promise(resolve => setTimeout(resolve, 5_000))
  return { wallMs: 5_000, bytes: [], ...stopWatching() }
}

const imagesBench = { idle, rivalSingle, rivalSet, oursSingle, oursSet, read }
export type ImagesBench = typeof imagesBench
Object.assign(window, { imagesBench })
