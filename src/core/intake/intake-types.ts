/** What the rest of the core knows of adding images. */
import type { Result } from '../../base/result.ts'
import type { AlbumIdText, CoreError, IntakeRow, WorkId } from '../api.ts'

type Outcome<T = null> = Promise<Result<T, CoreError>>

/** A queue on disk: what was taken is prepared, staged and referred to, also after a restart. */
export interface IntakeService {
  take(
    album: AlbumIdText,
    name: string,
    source: Blob,
    replaces: WorkId | null,
  ): Outcome<{ readonly item: string }>
  pause(): Outcome
  resume(): Outcome
  stop(): Outcome
  retry(items: readonly string[]): Outcome
  dismiss(items: readonly string[]): Outcome
  row(): IntakeRow
  onChange(listener: () => void): () => void
  close(): void
}
