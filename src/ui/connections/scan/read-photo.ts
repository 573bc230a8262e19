import { pixelsOf, wholeWithin } from './frame.ts'
import type { CodeReader } from './make-code-reader.ts'

export type PhotoProblem = 'no-code' | 'not-a-photo' | 'too-large' | 'failed'

export type PhotoReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: PhotoProblem }

const maxBytes = 60_000_000

/** A code in a sharp photo is found small; one far away only large. */
const sides = [1200, 2400] as const

/** Looks for a code in a file that somebody chose. */
export const readPhoto = async (file: Blob, reader: CodeReader): Promise<PhotoReading> => {
  if (file.size > maxBytes) return { kind: 'problem', problem: 'too-large' }
  const bitmap = await bitmapOf(file)
  if (bitmap === null) return { kind: 'problem', problem: 'not-a-photo' }
  try {
    return await readBitmap(bitmap, reader)
  } finally {
    bitmap.close()
  }
}

const bitmapOf = async (file: Blob): Promise<ImageBitmap | null> => {
  try {
    return await createImageBitmap(file)
  } catch {
    return null
  }
}

const readBitmap = async (bitmap: ImageBitmap, reader: CodeReader): Promise<PhotoReading> => {
  const canvas = document.createElement('canvas')
  for (const side of sides) {
    const image = pixelsOf(bitmap, wholeWithin(bitmap.width, bitmap.height, side), canvas)
    if (image === null) return { kind: 'problem', problem: 'too-large' }
    const reading = await reader.read(image, 'photo')
    if (reading.kind === 'text') return reading
    if (reading.kind === 'failed') return { kind: 'problem', problem: 'failed' }
  }
  return { kind: 'problem', problem: 'no-code' }
}
