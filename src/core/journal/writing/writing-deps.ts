/** What writing posts needs of the rest of the core. */
import type { EntryId16, JournalBody } from '../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { BlobService } from '../../blobs/blob-types.ts'
import type { GalleryService } from '../../galleries/gallery-types.ts'
import type { Ports } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { JournalLine, ReadEntry } from '../journal-types.ts'

/** A post of one's own. */
export interface OwnPost {
  /** As it was first written: its audience holds for every version. */
  readonly entry: Pick<ReadEntry, 'audience' | 'plain'>
  /** What it says now. */
  readonly body: JournalBody
}

export interface WritingDeps {
  readonly self: AccountId
  readonly line: Pick<JournalLine, 'write'>
  readonly talk: {
    /** Null when there is no such post of one's own, or it was taken back. */
    readonly readPost: (id: EntryId16) => Promise<OwnPost | null>
  }
  readonly blobs: Pick<BlobService, 'stage'>
  readonly galleries: Pick<GalleryService, 'work' | 'album'>
  /** Keys `jw/…`. */
  readonly rows: SealedRows
  readonly ports: Pick<Ports, 'images' | 'sources' | 'clock' | 'random' | 'log'>
  readonly isRevoked: () => boolean
}
