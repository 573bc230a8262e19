/**
 * Small pictures of chosen files, decoded away from the page's own thread, two at a time, and kept within
 * bounds: the largest files get none, and the least recently shown ones make room.
 */
export interface Previews {
  /** Null where this browser cannot show the file. */
  of(key: string, file: Blob): Promise<ImageBitmap | null>
}

interface PreviewOptions {
  readonly decode: (file: Blob) => Promise<ImageBitmap>
  readonly maxHeld: number
  readonly maxAtOnce: number
  /** A file beyond these may need a gigabyte to be decoded, and is shown by its name. */
  readonly maxFileBytes: number
  readonly maxPixels: number
  /** Without decoding: width times height as the file's head says. */
  readonly countPixels: (file: Blob) => Promise<number>
}

const previewWidth = 320

/** An image element reads the head of a file, and decodes the rest only when it is drawn. */
const countPixels = (file: Blob): Promise<number> =>
  new Promise((resolve, reject) => {
    const url = URL.createObjectURL(file)
    const image = new Image()
    image.addEventListener('load', () => {
      URL.revokeObjectURL(url)
      resolve(image.naturalWidth * image.naturalHeight)
    })
    image.addEventListener('error', () => {
      URL.revokeObjectURL(url)
      reject(new Error('previews: not an image'))
    })
    image.src = url
  })

export const previewDefaults: PreviewOptions = {
  decode: file => createImageBitmap(file, { resizeWidth: previewWidth, resizeQuality: 'medium' }),
  maxHeld: 160,
  maxAtOnce: 2,
  maxFileBytes: 48_000_000,
  maxPixels: 120_000_000,
  countPixels,
}

export const createPreviews = (options: PreviewOptions = previewDefaults): Previews => {
  const held = new Map<string, Promise<ImageBitmap | null>>()
  const line: (() => void)[] = []
  let running = 0

  const inTurn = async (): Promise<void> => {
    if (running >= options.maxAtOnce) await new Promise<void>(go => line.push(go))
    else running += 1
  }
  const done = (): void => {
    const next = line.shift()
    if (next === undefined) running -= 1
    else next()
  }
  const decode = async (file: Blob): Promise<ImageBitmap | null> => {
    if (file.size > options.maxFileBytes) return null
    await inTurn()
    try {
      if ((await options.countPixels(file)) > options.maxPixels) return null
      return await options.decode(file)
    } catch {
      return null
    } finally {
      done()
    }
  }
  const makeRoom = (): void => {
    for (const [key, oldest] of held) {
      if (held.size <= options.maxHeld) return
      held.delete(key)
      void oldest.then(bitmap => bitmap?.close())
    }
  }

  return {
    of: (key, file) => {
      const known = held.get(key) ?? decode(file)
      held.delete(key)
      held.set(key, known)
      makeRoom()
      return known
    },
  }
}

export const previews: Previews = createPreviews()
