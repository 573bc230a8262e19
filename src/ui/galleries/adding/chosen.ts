/** Files that were chosen and are not kept yet, one after another handed to the core. Pure. */
import type { CommandResult, CoreError, IntakeRow } from '../../../core/api.ts'

export interface ChosenFile {
  readonly key: string
  readonly name: string
  readonly file: Blob
  /** Where the share target keeps it, until it is taken. */
  readonly sharedAs: string | null
  /** Why the core would not take it; null while it has not been asked. */
  readonly refusal: Refusal | null
}

export type Refusal = 'empty' | 'too-large' | 'failed'

export interface Chosen {
  readonly files: readonly ChosenFile[]
  /** Of this going, so that it can be counted. */
  readonly taken: number
  readonly phase: 'choosing' | 'taking' | 'stopped'
  /** Why it stopped. */
  readonly error: CoreError | null
}

export const nothingChosen: Chosen = { files: [], taken: 0, phase: 'choosing', error: null }

/** What was picked once more while it is still listed is not listed twice. */
export const withFiles = (chosen: Chosen, added: readonly ChosenFile[]): Chosen => ({
  ...chosen,
  files: [...chosen.files, ...added.filter(one => !chosen.files.some(held => isSameFile(held, one)))],
})

const isSameFile = (a: ChosenFile, b: ChosenFile): boolean => {
  if (a.sharedAs !== null || b.sharedAs !== null) return a.sharedAs === b.sharedAs
  if (!(a.file instanceof File) || !(b.file instanceof File)) return false
  return a.name === b.name && a.file.size === b.file.size && a.file.lastModified === b.file.lastModified
}

export const withoutFile = (chosen: Chosen, key: string): Chosen => {
  const files = chosen.files.filter(one => one.key !== key)
  return files.length === 0 ? nothingChosen : { ...chosen, files }
}

/** The next one to hand over: what was refused waits for the person. */
export const nextToTake = (chosen: Chosen): ChosenFile | null =>
  chosen.phase === 'taking' ? (chosen.files.find(one => one.refusal === null) ?? null) : null

export const started = (chosen: Chosen): Chosen => ({
  ...chosen,
  phase: 'taking',
  error: null,
  taken: chosen.phase === 'choosing' ? 0 : chosen.taken,
  files: chosen.files.map(one => (one.refusal === 'failed' ? { ...one, refusal: null } : one)),
})

/** After the core answered for one file. A full disk stops all of them; what is kept stays kept. */
export const afterTaking = (chosen: Chosen, key: string, result: CommandResult<'intake.take'>): Chosen => {
  if (result.ok) {
    const files = chosen.files.filter(one => one.key !== key)
    return { ...chosen, files, taken: chosen.taken + 1 }
  }
  const refusal = refusalOf(result.error)
  if (refusal === null) return { ...chosen, phase: 'stopped', error: result.error }
  return { ...chosen, files: chosen.files.map(one => (one.key === key ? { ...one, refusal } : one)) }
}

/** When none is left to hand over: refused ones stay listed, and the next choosing counts anew. */
export const finished = (chosen: Chosen): Chosen =>
  chosen.files.length === 0 ? nothingChosen : { ...chosen, phase: 'choosing', error: null }

/** Null for what would happen to every other file as well. */
const refusalOf = (error: CoreError): Refusal | null => {
  if (error.type === 'invalid-input' && error.field === 'source')
    return error.reason === 'empty' ? 'empty' : 'too-large'
  return error.type === 'internal' ? 'failed' : null
}

export const isDiskFull = (error: CoreError | null): boolean =>
  error?.type === 'storage' && error.problem === 'disk-full'

/** Preparing has paused by itself, because the device is full. */
export const isOutOfRoom = ({ state, items }: IntakeRow): boolean =>
  state === 'paused' && items.some(({ problem }) => problem === 'device-full')

/** How many can be handed over when it is asked for: an empty or too large file never can. */
export const addable = (chosen: Chosen): number =>
  chosen.files.filter(one => one.refusal === null || one.refusal === 'failed').length

/** Before anything is handed over, and when the album it should go into is gone. */
export const mayChooseAlbum = (chosen: Chosen): boolean =>
  (chosen.phase === 'choosing' && addable(chosen) > 0) ||
  (chosen.phase === 'stopped' && chosen.error?.type === 'not-found')

/** For the count "12 of 40 saved": refused ones are not waited for. */
export const takingTotal = (chosen: Chosen): number =>
  chosen.taken + chosen.files.filter(one => one.refusal === null).length

const endings = /\.(?:jpe?g|png|webp|avif|gif|hei[cf]|tiff?|bmp|svg|jxl|dng)$/iu

/** What is worth handing to the core: it says better than the page what is wrong with an image. */
export const mayBeImage = (file: { readonly type: string; readonly name: string }): boolean =>
  file.type.startsWith('image/') || endings.test(file.name)
