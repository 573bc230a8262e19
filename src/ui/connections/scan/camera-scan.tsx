import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { CoreError } from '../../../core/api.ts'
import { Button, ErrorWords, Notice } from '../../components/index.ts'
import { createAfter } from '../../primitives/index.ts'
import { makeHideListener } from '../../primitives/make-hide-listener.ts'
import { oneSentence } from '../../strings/errors.ts'
import { cameraProblems, cameraWords } from '../../strings/meeting.ts'
import { createCamera, type Camera } from './create-camera.ts'
import { makeCodeReader } from './make-code-reader.ts'
import styles from './scan.module.css'
import { watchVideo } from './watch-video.ts'

interface CameraScanProps {
  /** Answered before the next look is taken. */
  readonly onText: (text: string) => Promise<void>
  /** Why the code that was just seen was not taken. */
  readonly error: CoreError | null
  /** Words for what is no error of the core. */
  readonly refused?: string
}

/** Asks for the camera as soon as it is there, looks for codes, and lets go of the camera when it is gone. */
export const CameraScan = (props: CameraScanProps) => {
  const camera = createCamera()
  onMount(() => void camera.start())
  // Out of sight nobody can aim, and a light that stays on frightens.
  onCleanup(makeHideListener(() => camera.state().kind === 'on' && camera.stop()))
  const stream = (): MediaStream | undefined => {
    const state = camera.state()
    return state.kind === 'on' ? state.stream : undefined
  }
  return (
    <div class="stack">
      <Switch>
        <Match when={stream()} keyed>
          {running => <Finder stream={running} camera={camera} {...props} />}
        </Match>
        <Match when={camera.state().kind === 'asking'}>
          <p class={styles['blank']} role="status">
            {cameraWords.asking}
          </p>
        </Match>
        <Match when={true}>
          <Stopped camera={camera} />
        </Match>
      </Switch>
      <Show when={props.refused}>
        {words => (
          <Notice urgency="alert" icon="alert">
            {words()}
          </Notice>
        )}
      </Show>
      <ErrorWords error={props.error} />
    </div>
  )
}

const Stopped = (props: { readonly camera: Camera }) => {
  const words = (): string | undefined => {
    const state = props.camera.state()
    return state.kind === 'failed' ? oneSentence(cameraProblems[state.problem]) : undefined
  }
  return (
    <div class={styles['blank']}>
      <div class="stack">
        <Show when={words()}>{said => <p role="alert">{said()}</p>}</Show>
        <div>
          <Button onPress={() => void props.camera.start()}>{cameraWords.again}</Button>
        </div>
      </div>
    </div>
  )
}

interface FinderProps extends CameraScanProps {
  /** Read once. */
  readonly stream: MediaStream
  readonly camera: Camera
}

/** After this long without a code, what usually helps is said. */
const longMs = 12_000

const Finder = (props: FinderProps) => {
  const [taking, setTaking] = createSignal(false)
  const isLong = createAfter(longMs)
  let video: HTMLVideoElement | undefined
  const take = async (text: string): Promise<void> => {
    setTaking(true)
    await props.onText(text)
    setTaking(false)
  }
  createEffect(() => {
    if (video === undefined) return
    const element = video
    const reader = makeCodeReader()
    let isGone = false
    const fail = (): void => {
      if (!isGone) props.camera.fail('failed')
    }
    element.srcObject = props.stream
    // Autoplay of a muted video may be refused to save power; then a press starts it anew.
    element.play().catch(fail)
    const stop = watchVideo({ video: element, reader, onText: take, onFailed: fail })
    onCleanup(() => {
      isGone = true
      stop()
      reader.close()
      element.srcObject = null
    })
  })
  const words = (): string => {
    if (taking()) return cameraWords.taking
    return isLong() ? cameraWords.lookingLong : cameraWords.looking
  }
  return (
    <div class={styles['finder']}>
      <div class={styles['sight']}>
        <video ref={found => (video = found)} aria-label={cameraWords.view} muted playsinline />
      </div>
      <p class={styles['hint']} role="status">
        {words()}
      </p>
    </div>
  )
}
