/** What the page of images-stage.ts runs: the shipped pool over the shipped worker, lent by the page itself. */
import { createImagePool, type ImagePool } from '../../../src/platform/browser/image-pool.ts'
import { systemClock } from '../../../src/base/clock.ts'

type Prepared = Awaited<ReturnType<ImagePool['prepare']>>

export interface ImagesPage {
  prepareFrom(url: string, keepOriginal: boolean): Promise<Prepared>
  /** The same, with the bytes of renditions as text of one character a byte, which any protocol carries. */
  prepareAsText(url: string, keepOriginal: boolean): Promise<unknown>
}

const pool = createImagePool({ clock: systemClock, log: line => console.warn(JSON.stringify(line)) })
const workers = new Map<number, Worker>()
let lastId = 0

const lending = pool.join({
  need: count => {
    for (let started = 0; started < count; started++) {
      const id = ++lastId
      const worker = new Worker(new URL('../../../src/worker/image-worker.ts', import.meta.url), {
        type: 'module',
      })
      const { port1, port2 } = new MessageChannel()
      workers.set(id, worker)
      worker.addEventListener('error', () => lending.lost(id))
      worker.postMessage(port2, [port2])
      queueMicrotask(() => lending.lend(id, port1))
    }
  },
  drop: id => workers.get(id)?.terminate(),
})

const prepareFrom: ImagesPage['prepareFrom'] = async (url, keepOriginal) => {
  const source = await (await fetch(url)).blob()
  return pool.prepare(source, { keepOriginal }, new AbortController().signal)
}

const textOf = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4_096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4_096))
  return text
}

const prepareAsText: ImagesPage['prepareAsText'] = async (url, keepOriginal) => {
  const result = await prepareFrom(url, keepOriginal)
  if (!result.ok) return result
  const { placeholder, renditions, ...rest } = result.value
  return {
    ok: true,
    value: {
      ...rest,
      placeholder: [...placeholder],
      renditions: renditions.map(one => ({ ...one, bytes: textOf(one.bytes) })),
    },
  }
}

Object.assign(window, { images: { prepareFrom, prepareAsText } satisfies ImagesPage })
