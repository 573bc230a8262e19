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
  /** A file beyond this may need a gigabyte to be decoded, and is shown by its name. */
  readonly maxFileBytes: number
}

const previewWidth = 320

export const previewDefaults: PreviewOptions = {
  decode: file => createImageBitmap(file, { resizeWidth: previewWidth, resizeQuality: 'medium' }),
  maxHeld: 160,
  maxAtOnce: 2,
  maxFileBytes: 48_000_000,
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
