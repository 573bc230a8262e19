import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { cameraProblemOf } from '../../../../src/ui/connections/scan/camera-problem.ts'
import { createCamera, type Camera } from '../../../../src/ui/connections/scan/create-camera.ts'
import { middleSquare, wholeWithin } from '../../../../src/ui/connections/scan/frame.ts'
import { makeCodeReader } from '../../../../src/ui/connections/scan/make-code-reader.ts'
import type { ReadingTask } from '../../../../src/ui/connections/scan/reading.ts'

const named = (name: string): Error => Object.assign(new Error('refused'), { name })

describe('why a camera does not start', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('%s means %s', (name, problem) => {
    expect(cameraProblemOf(named(name))).toBe(problem)
  })

  it('is a failure when the browser throws something of its own', () => {
    expect(cameraProblemOf('no')).toBe('failed')
  })
})

/** A camera whose owner answers when told to, and which says whether it is still running. */
const createDevices = () => {
  let settle: { yes(stream: MediaStream): void; no(error: unknown): void } | undefined
  const openTrack = () => {
    const track = Object.assign(new EventTarget(), {
      isRunning: true,
      stop: () => void (track.isRunning = false),
    })
    return track
  }
  return {
    openTrack,
    streamOf: (track: ReturnType<typeof openTrack>) =>
      ({ getTracks: () => [track], getVideoTracks: () => [track] }) as unknown as MediaStream,
    devices: {
      getUserMedia: () =>
        new Promise<MediaStream>((resolve, reject) => {
          settle = { yes: resolve, no: reject }
        }),
    },
    yes: (stream: MediaStream) => settle?.yes(stream),
    no: (error: unknown) => settle?.no(error),
  }
}

const owned = (devices: Pick<MediaDevices, 'getUserMedia'> | undefined) =>
  createRoot(dispose => ({ camera: createCamera(() => devices), dispose }))

const kindOf = (camera: Camera): string => {
  const state = camera.state()
  return state.kind === 'failed' ? state.problem : state.kind
}

describe('the camera', () => {
  it('asks, runs, and is let go of when it is stopped', async () => {
    const { devices, yes, openTrack, streamOf } = createDevices()
    const track = openTrack()
    const { camera } = owned(devices)
    const started = camera.start()
    expect(kindOf(camera)).toBe('asking')
    yes(streamOf(track))
    await started
    expect(kindOf(camera)).toBe('on')
    camera.stop()
    expect(kindOf(camera)).toBe('off')
    expect(track.isRunning).toBe(false)
  })

  it('is let go of when its owner goes', async () => {
    const { devices, yes, openTrack, streamOf } = createDevices()
    const track = openTrack()
    const { camera, dispose } = owned(devices)
    const started = camera.start()
    yes(streamOf(track))
    await started
    dispose()
    expect(track.isRunning).toBe(false)
  })

  it('does not turn on when the yes comes after it was stopped', async () => {
    const { devices, yes, openTrack, streamOf } = createDevices()
    const track = openTrack()
    const { camera } = owned(devices)
    const started = camera.start()
    camera.stop()
    yes(streamOf(track))
    await started
    expect(kindOf(camera)).toBe('off')
    expect(track.isRunning).toBe(false)
  })

  it('says why it does not run, also when it is taken away later', async () => {
    const { devices, yes, no, openTrack, streamOf } = createDevices()
    const { camera } = owned(devices)
    const refused = camera.start()
    no(named('NotAllowedError'))
    await refused
    expect(kindOf(camera)).toBe('denied')
    const track = openTrack()
    const started = camera.start()
    yes(streamOf(track))
    await started
    track.dispatchEvent(new Event('ended'))
    expect(kindOf(camera)).toBe('stopped')
  })

  it('says that the address is not secure where there is nothing to ask', async () => {
    const { camera } = owned(undefined)
    await camera.start()
    expect(kindOf(camera)).toBe('insecure')
  })
})

describe('what is cut out of a picture', () => {
  it('is the square in the middle that the person sees, no larger than needed', () => {
    expect(middleSquare(1280, 720, 600)).toEqual({
      x: 280,
      y: 0,
      width: 720,
      height: 720,
      toWidth: 600,
      toHeight: 600,
    })
    expect(middleSquare(480, 640, 600)).toMatchObject({ x: 0, y: 80, toWidth: 480, toHeight: 480 })
  })

  it('is all of a photo, made smaller but never larger or empty', () => {
    expect(wholeWithin(4000, 3000, 1200)).toMatchObject({ toWidth: 1200, toHeight: 900 })
    expect(wholeWithin(300, 200, 1200)).toMatchObject({ toWidth: 300, toHeight: 200 })
    expect(wholeWithin(9000, 2, 900)).toMatchObject({ toWidth: 900, toHeight: 1 })
  })
})

/** A worker that answers when told to. */
const createWorker = () => {
  const listeners = new Map<string, (event: { readonly data?: unknown }) => void>()
  const tasks: ReadingTask[] = []
  const worker = {
    tasks,
    isOver: false,
    postMessage: (task: ReadingTask) => void tasks.push(task),
    addEventListener: (type: string, listener: (event: { readonly data?: unknown }) => void) =>
      void listeners.set(type, listener),
    terminate: () => void (worker.isOver = true),
    tell: (type: string, data?: unknown) => listeners.get(type)?.({ data }),
  }
  return worker
}

const image = (): ImageData => ({
  width: 1,
  height: 1,
  data: new Uint8ClampedArray(4),
  colorSpace: 'srgb',
})

describe('reading codes beside the page', () => {
  it('answers each image with its own reading, in whatever order they come', async () => {
    const worker = createWorker()
    const reader = makeCodeReader(() => worker)
    const frame = reader.read(image())
    const photo = reader.read(image(), 'photo')
    expect(worker.tasks.map(task => task.thorough)).toEqual([false, true])
    worker.tell('message', { id: worker.tasks[1]?.id, text: 'gesso1:x' })
    worker.tell('message', null)
    worker.tell('message', { id: worker.tasks[0]?.id, text: 7 })
    worker.tell('message', { id: worker.tasks[0]?.id, text: null })
    expect(await photo).toEqual({ kind: 'text', text: 'gesso1:x' })
    expect(await frame).toEqual({ kind: 'nothing' })
  })

  it('says that it failed, now and later, when the worker does not start', async () => {
    const worker = createWorker()
    const reader = makeCodeReader(() => worker)
    const reading = reader.read(image())
    worker.tell('error')
    expect(await reading).toEqual({ kind: 'failed' })
    expect(await reader.read(image())).toEqual({ kind: 'failed' })
  })

  it('ends its worker, and keeps nobody waiting', async () => {
    const worker = createWorker()
    const reader = makeCodeReader(() => worker)
    const reading = reader.read(image())
    reader.close()
    expect(worker.isOver).toBe(true)
    expect(await reading).toEqual({ kind: 'failed' })
  })
})
