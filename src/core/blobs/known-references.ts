import type { Log } from '../ports.ts'
import type { DocumentBlobs } from './blob-types.ts'

/** Null while it cannot be told what is referred to: then nothing may go, and nothing new is begun. */
export type KnownReferences = () => Promise<readonly DocumentBlobs[] | null>

export const createKnownReferences =
  (references: () => Promise<readonly DocumentBlobs[]>, log: Log): KnownReferences =>
  async () => {
    try {
      return await references()
    } catch (error) {
      log({ event: 'blob-references-unknown', detail: error instanceof Error ? error.message : 'unknown' })
      return null
    }
  }
