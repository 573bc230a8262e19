import { middleSquare, pixelsOf } from './frame.ts'
import type { CodeReader } from './make-code-reader.ts'

/** Between two looks; each look begins only when the one before has ended. */
const pauseMs = 90
/** A code of some eighty squares a side still gets six pixels for each. */
const frameSide = 720

interface Watching {
  readonly video: HTMLVideoElement
  readonly reader: CodeReader
  /** A code that was not there before. Looking goes on once it is answered. */
  onText(text: string): Promise<void>
  onFailed(): void
}

/** Looks at a video again and again until the returned function is called. */
export const watchVideo = ({ video, reader, onText, onFailed }: Watching): (() => void) => {
  const canvas = document.createElement('canvas')
  let isOver = false
  let last = ''
  const look = async (): Promise<void> => {
    if (video.videoWidth === 0 || document.hidden) return
    const image = pixelsOf(video, middleSquare(video.videoWidth, video.videoHeight, frameSide), canvas)
    if (image === null) return onFailed()
    const reading = await reader.read(image)
    if (isOver || reading.kind === 'nothing') return
    if (reading.kind === 'failed') return onFailed()
    // The same refused code stays in sight for many frames, and is refused once.
    if (reading.text === last) return
    last = reading.text
    await onText(reading.text)
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const goOn = (): void => {
    if (isOver) return
    timer = setTimeout(() => void look().then(goOn), pauseMs)
  }
  goOn()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
