/** What goes to the worker that looks for codes, and what comes back. */
export interface ReadingTask {
  readonly id: number
  readonly width: number
  readonly height: number
  /** RGBA, four bytes each. */
  readonly pixels: ArrayBuffer
  /** A photo is worth a second look; a frame is followed by the next one. */
  readonly thorough: boolean
}

export interface ReadingAnswer {
  readonly id: number
  /** The first code found, or null. */
  readonly text: string | null
}

export const isReadingAnswer = (data: unknown): data is ReadingAnswer =>
  typeof data === 'object' &&
  data !== null &&
  'id' in data &&
  typeof data.id === 'number' &&
  'text' in data &&
  (data.text === null || typeof data.text === 'string')
