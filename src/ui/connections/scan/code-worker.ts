/** Looks for codes beside the page, so that nothing stutters meanwhile. */
import { decodeQR } from 'qr/decode.js'
import type { ReadingAnswer, ReadingTask } from './reading.ts'

/** For an ordinary phone a fifth of a second between two looks still feels immediate. */
const frameEffort = { effort: 4, timeLimit: 100 }
const photoEffort = { effort: Infinity, timeLimit: 4_000 }

const read = ({ width, height, pixels, thorough }: ReadingTask): string | null => {
  const image = { width, height, data: new Uint8ClampedArray(pixels) }
  try {
    return decodeQR(image, { format: 'RGBA', ...(thorough ? photoEffort : frameEffort) })
  } catch {
    // That is how the decoder says that it found nothing.
    return null
  }
}

self.addEventListener('message', (event: MessageEvent<ReadingTask>) => {
  const answer: ReadingAnswer = { id: event.data.id, text: read(event.data) }
  self.postMessage(answer)
})
