import { createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'
import type { CameraProblem } from '../../strings/meeting.ts'
import { cameraProblemOf } from './camera-problem.ts'

export type CameraState =
  | { readonly kind: 'off' }
  /** The browser asks the person. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'on'; readonly stream: MediaStream }
  | { readonly kind: 'failed'; readonly problem: CameraProblem }

export interface Camera {
  readonly state: Accessor<CameraState>
  start(): Promise<void>
  stop(): void
  /** Ends it with a reason of one's own. */
  fail(problem: CameraProblem): void
}

type Devices = Pick<MediaDevices, 'getUserMedia'>

/** Missing where the address is not secure. */
const ownDevices = (): Devices | undefined => navigator.mediaDevices

/** The one that looks away from the person, where there are two. */
const wanted: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
}

/** A camera that is off until it is started, and off again once its owner is gone. */
export const createCamera = (find: () => Devices | undefined = ownDevices): Camera => {
  const [state, setState] = createSignal<CameraState>({ kind: 'off' })
  /** Which start is the newest: a yes that comes after a stop must not turn the camera on. */
  let turn = 0

  const letGo = (): void => {
    turn++
    const before = state()
    if (before.kind === 'on') endTracks(before.stream)
  }
  const stop = (): void => {
    letGo()
    setState({ kind: 'off' })
  }
  const fail = (problem: CameraProblem): void => {
    letGo()
    setState({ kind: 'failed', problem })
  }
  const start = async (): Promise<void> => {
    letGo()
    const devices = find()
    if (devices === undefined) return fail('insecure')
    const own = turn
    setState({ kind: 'asking' })
    try {
      const stream = await devices.getUserMedia(wanted)
      if (own !== turn) return endTracks(stream)
      for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => fail('stopped'))
      setState({ kind: 'on', stream })
    } catch (error) {
      if (own === turn) fail(cameraProblemOf(error))
    }
  }
  onCleanup(stop)
  return { state, start, stop, fail }
}

/** Stopping a track by hand fires no `ended`. */
const endTracks = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}
