import { err, ok, type Result } from '../../base/result.ts'
import type { ImageCodec, ImagePreparer, PrepareProblem } from '../ports.ts'
import { maxSourceBytes } from './limits.ts'
import { makeRenditions } from './make-renditions.ts'
import { readFacts, type SourceFacts } from './source-facts.ts'

export interface PrepareDeps {
  readonly codec: ImageCodec
  /** Resolves when there is memory to decode so many pixels. */
  admit(pixels: number): Promise<void>
}

type Prepared = Awaited<ReturnType<ImagePreparer['prepare']>>

/**
 * Judges the source by its headers before anything is decoded, then decodes it once. Looks at `signal`
 * between steps.
 */
export const prepareImage = async (
  source: Blob,
  { keepOriginal }: { readonly keepOriginal: boolean },
  { codec, admit }: PrepareDeps,
  signal: AbortSignal,
): Promise<Prepared> => {
  const read = await readSource(source)
  if (!read.ok) return refused(read.error)
  const { bytes, facts } = read.value
  await admit(facts.width * facts.height)
  if (signal.aborted) return stopped
  const decoded = await codec.decode(typed(source, facts), facts.isWide ? 'display-p3' : 'srgb')
  if (decoded === null) return refused(facts.kind === 'avif' ? 'unsupported-format' : 'broken')
  const image = await makeRenditions(decoded, { bytes, facts, keepOriginal }, signal)
  if (image !== null) return ok(image)
  return signal.aborted ? stopped : refused('failed')
}

const stopped: Prepared = err({ type: 'stopped' })
const refused = (problem: PrepareProblem): Prepared => err({ type: 'refused', problem })

const readSource = async (
  source: Blob,
): Promise<Result<{ readonly bytes: Uint8Array; readonly facts: SourceFacts }, PrepareProblem>> => {
  if (source.size > maxSourceBytes) return err('too-large')
  const bytes = new Uint8Array(await source.arrayBuffer())
  const facts = readFacts(bytes)
  return facts.ok ? ok({ bytes, facts: facts.value }) : facts
}

/** With the type that it is of, because decoders may go by it. */
const typed = (source: Blob, { kind }: SourceFacts): Blob => source.slice(0, source.size, `image/${kind}`)
