/** What the rest of the core knows of journals: the line (documents to entries) and the talk (entries to rows). */
import type { Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { EntryId16, JournalPlain } from '../../protocol/journal/journal-types.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type {
  AccountIdText,
  Audience,
  CommandOf,
  CommandResults,
  CoreError,
  EntryProblem,
  FeedRow,
  FollowsRow,
  FollowState,
  ImageSize,
  JournalRow,
  MutesRow,
  NoticesRow,
  PostDraft,
  PostState,
  QueryOf,
  TalkRow,
  Target,
} from '../api.ts'
import type { BlobRef, DocumentBlobs } from '../blobs/blob-types.ts'

// ── The line ─────────────────────────────────────────────────────────────────────────────────────

/** `thread`: about an entry that is for its author's audience, readable by whoever reads that. */
export type EntryAudience = Audience | 'thread'

/** An entry where it stands, opened as far as this device can. */
export interface ReadEntry {
  readonly account: AccountId
  readonly id: EntryId16
  readonly segment: number
  /** Among the entries of its segment. */
  readonly index: number
  readonly audience: EntryAudience
  /** Of `thread`: 16 bytes; else null. */
  readonly tag: Uint8Array | null
  /** Null when it cannot be read; `problem` says why. */
  readonly plain: JournalPlain | null
  readonly problem: EntryProblem | null
  /** For posts that are not for everyone: what others put on what they say about it (16 bytes); else null. */
  readonly threadTag: Uint8Array | null
}

/**
 * What a journal says now that it did not say before. `gone`: was in the document and is no more (its author took it out
 * of the list, or a revocation did). `changed`: read now and not before, or other bytes under the same id.
 */
export interface JournalNews {
  readonly account: AccountId
  readonly segment: number
  readonly added: readonly ReadEntry[]
  readonly changed: readonly ReadEntry[]
  readonly gone: readonly EntryId16[]
}

export interface JournalReach {
  /** Segments that their profile speaks of; 0 when there is no journal, or no profile here. */
  readonly segments: number
  /** Of those, how many have been read here. */
  readonly read: number
  /** `asking`: on its way. */
  readonly state: 'asking' | 'held' | 'offline' | 'unavailable' | 'nothing'
}

export interface JournalLine {
  /** Whose newest segment is kept in step from now on; oneself always is. Others are let go of. */
  keep(accounts: readonly AccountId[]): void
  /** Opens what is not kept, or older; answers when it was read, or cannot be had. `segment` null: the newest. */
  look(account: AccountId, segment: number | null): Promise<JournalReach>
  reach(account: AccountId): JournalReach
  /**
   * Adds entries to one's own journal in one edit; answers when they are on disk, with their ids in order. `thread`: about
   * this entry, which is not for everyone. Errors: `not-allowed`, `storage`, `not-found` for a thread without a key.
   */
  write(
    entries: readonly {
      readonly plain: JournalPlain
      readonly audience: EntryAudience
      /** For `thread`. */
      readonly about: ReadEntry | null
    }[],
  ): Promise<Result<readonly { readonly id: EntryId16; readonly segment: number }[], CoreError>>
  /** One at a time, in the order of the journal; the line goes on when the answer has come. Given again after a crash. */
  onNews(listener: (news: JournalNews) => Promise<void>): () => void
  onReach(listener: (account: AccountId) => void): () => void
  docOf(account: AccountId, segment: number): DocId
  isAcknowledged(account: AccountId, segment: number): boolean
  close(): Promise<void>
}

// ── The talk ─────────────────────────────────────────────────────────────────────────────────────

type Outcome<T = null> = Promise<Result<T, CoreError>>

export interface JournalService {
  publish(command: CommandOf<'post.publish'>): Outcome<CommandResults['post.publish']>
  editPost(command: CommandOf<'post.edit'>): Outcome
  remove(id: string): Outcome
  attach(source: Blob): Outcome<CommandResults['post.attach']>
  attached(image: string): Outcome<CommandResults['post.attached']>
  keepDraft(draft: PostDraft | null): Outcome
  draft(): Promise<PostDraft | null>
  comment(command: CommandOf<'comment.publish'>): Outcome<CommandResults['comment.publish']>
  editComment(command: CommandOf<'comment.edit'>): Outcome
  hide(account: AccountIdText, comment: string, hidden: boolean): Outcome
  appreciate(target: Target, on: boolean): Outcome
  follow(account: AccountIdText, follow: FollowState): Outcome
  mutePerson(account: AccountIdText, muted: boolean): Outcome
  muteWord(word: string, muted: boolean): Outcome
  readNotices(key: string): Outcome
  askAbout(target: Target): Outcome

  feed(query: QueryOf<'feed'>): Promise<FeedRow>
  post(account: AccountIdText, post: string): Promise<PostState>
  talk(query: QueryOf<'talk-about'>): Promise<TalkRow>
  journal(query: QueryOf<'journal'>): Promise<JournalRow>
  notices(count: number): Promise<NoticesRow>
  follows(): Promise<FollowsRow>
  mutes(): MutesRow

  /** Null: no such image here. */
  image(
    account: AccountIdText,
    post: string,
    image: string,
    size: ImageSize,
  ): Promise<{ readonly size: ImageSize; readonly blob: BlobRef } | null>
  references(): Promise<readonly DocumentBlobs[]>
  followOf(account: AccountId): FollowState
  /** Accounts of `among` that follow `account` in public, as far as is known here. */
  publicFollowersOf(account: AccountId, among: readonly AccountId[]): Promise<readonly AccountId[]>
  /** Per work, how many of the people this device holds appreciate it. */
  appreciationsOf(
    works: readonly { readonly account: AccountId; readonly work: Uint8Array }[],
  ): Promise<readonly number[]>
  isMuted(account: AccountId): boolean
  onChange(listener: () => void): () => void
  close(): Promise<void>
}
