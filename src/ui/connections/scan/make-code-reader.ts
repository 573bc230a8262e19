import { isReadingAnswer, type ReadingTask } from './reading.ts'

/** `failed`: the worker is not there, so no image can be read at all. */
export type Reading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed' }

export interface CodeReader {
  /** Its pixels are handed over and can be read no more. */
  read(image: ImageData, effort?: 'frame' | 'photo'): Promise<Reading>
  close(): void
}

type Listener = (event: { readonly data?: unknown }) => void

export interface ReadingWorker {
  postMessage(task: ReadingTask, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: Listener): void
  terminate(): void
}

const startWorker = (): ReadingWorker =>
  new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module', name: 'gesso-codes' })

/** Reads codes out of images in a worker of its own, which ends with it. */
export const makeCodeReader = (start: () => ReadingWorker = startWorker): CodeReader => {
  const waiting = new Map<number, (reading: Reading) => void>()
  let lastId = 0
  let isBroken = false
  const settle = (id: number, reading: Reading): void => {
    waiting.get(id)?.(reading)
    waiting.delete(id)
  }
  const fail = (): void => {
    isBroken = true
    for (const id of waiting.keys()) settle(id, { kind: 'failed' })
  }
  const worker = start()
  worker.addEventListener('message', ({ data }) => {
    if (!isReadingAnswer(data)) return
    settle(data.id, data.text === null ? { kind: 'nothing' } : { kind: 'text', text: data.text })
  })
  worker.addEventListener('error', fail)
  worker.addEventListener('messageerror', fail)

  return {
    read: ({ width, height, data }, effort = 'frame') =>
      new Promise(resolve => {
        if (isBroken) return resolve({ kind: 'failed' })
        const id = ++lastId
        waiting.set(id, resolve)
        const pixels = data.buffer
        worker.postMessage({ id, width, height, pixels, thorough: effort === 'photo' }, [pixels])
      }),
    close: () => {
      worker.terminate()
      fail()
    },
  }
}
