/**
 * How the parts of chat meet.
 *
 *   line      one room's feeds, keys and envelopes: bytes in, opened messages out; messages in, sealed bytes out
 *   control   who is in a room: its control documents, and the commands that change it
 *   talk      what people see: rows, threads, unread, delivery, search, drafts
 *
 * Rows: `line/…` belong to the line and `talk/…` to talk. Both are written together, so that an envelope is either
 * shown and done with, or neither.
 */
import type { Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { Plain, PlainBody } from '../../protocol/rooms/plain-types.ts'
import type {
  Control,
  ControlFrontier,
  EnvelopeHeader,
  EnvelopeId,
  EpochId,
  Membership,
  Room,
  RoomId,
} from '../../protocol/rooms/room-types.ts'
import type {
  CommandResults,
  ConversationId,
  CoreError,
  QueryOf,
  QueryRows,
  UnreadableReason,
} from '../api.ts'
import type { DocumentBlobs, ReferredBlob } from '../blobs/blob-types.ts'
import type { OwnedEditError } from '../documents/index.ts'
import type { RowChange } from '../ports.ts'

/** Who sits in a room, as the line needs to know it. Everything about it can change but the room. */
export interface Seating {
  readonly room: RoomId
  readonly conversation: ConversationId
  /** To whom one encrypts, oneself included. Empty while one may only listen. */
  readonly members: readonly AccountId[]
  /** Whose feeds are read: members, former members, and whoever was asked. Never somebody blocked. */
  readonly feeds: readonly AccountId[]
  readonly controlHeads: readonly Uint8Array[]
}

/** One envelope of a feed, opened or not. The same id comes again when it can be read after all. */
export interface Arrival {
  readonly id: EnvelopeId
  readonly author: AccountId
  readonly header: EnvelopeHeader
  readonly content:
    | { readonly ok: true; readonly plain: Plain }
    | { readonly ok: false; readonly reason: UnreadableReason }
}

export interface DeviceNews {
  readonly account: AccountId
  readonly kind: 'new-device' | 'recovered' | 'removed-device' | 'copied-device' | 'fork'
  readonly device: string
}

export type LineNews =
  | { readonly kind: 'arrived'; readonly arrivals: readonly Arrival[] }
  /** Taken out again with their seals, after a device was revoked. */
  | { readonly kind: 'gone'; readonly ids: readonly EnvelopeId[] }
  /** Before anything is encrypted to new devices. */
  | { readonly kind: 'devices'; readonly news: readonly DeviceNews[] }

/** What to write with the news, and what to do once it is written. */
export interface Taken {
  readonly changes: readonly RowChange[]
  committed(): void
}

export interface LineEvents {
  /** One at a time, in order. Rejects when rows cannot be read: then nothing was taken, and the same comes again. */
  take(news: LineNews): Promise<Taken>
  /** The relay has these on disk. */
  onRelay(ids: readonly EnvelopeId[]): void
  /** Somebody's passing word, opened; `author` owns the feed that it came about. */
  onPassing(author: AccountId, word: Item): void
  /** Progress of fetching, gaps, reachability: look again. */
  onStatus(): void
}

/** `waits`: a member's chain is not here, or older than one that was seen (`their-chain`), or has no device to read (`their-devices`). */
export type LineSendError =
  | OwnedEditError
  | { readonly type: 'too-large' }
  | { readonly type: 'waits'; readonly for: 'their-devices' | 'their-chain'; readonly account: AccountId }
  | { readonly type: 'not-seated' }

export interface LineStatus {
  /** Envelopes that others' numbers say exist and that are not here. */
  readonly missing: number
  readonly fetching: { readonly done: number; readonly of: number } | null
}

export interface Line {
  readonly conversation: ConversationId
  /** Opens what is new, lets go of what is not in it any more. */
  seat(seating: Seating): void
  /**
   * Seals each body in an envelope of its own, all in one edit; a new epoch goes before them where one is due. Answers
   * when they are on disk and have been taken as arrivals.
   */
  send(bodies: readonly PlainBody[]): Promise<Result<readonly EnvelopeId[], LineSendError>>
  /** To whoever listens now; silently nothing when there is no key or no line to the relay. */
  sayPassing(word: Item): void
  /** Keys that somebody handed on: kept where they match what an epoch committed to. */
  takeKeys(keys: readonly (readonly [epoch: EpochId, secret: Uint8Array])[]): Promise<void>
  /** Keys of epochs held, newest last, at most `limit`. */
  keys(limit: number): Promise<readonly (readonly [epoch: EpochId, secret: Uint8Array])[]>
  /** For a control frontier: the last envelope accepted of each of the account's chains. */
  frontierOf(account: AccountId): Promise<ControlFrontier>
  status(): LineStatus
  /** Whether an envelope, readable or not, is in the segments that are open: by the first 16 bytes of its id, in hex. */
  holds(id16: string): boolean
  close(): Promise<void>
}

/** Makes lines; one for the account. */
export interface Lines {
  open(seating: Seating, events: LineEvents): Promise<Line>
  /** Documents of kind feed that are open now, by whose they are. */
  segmentDocs(conversation: ConversationId): readonly { readonly owner: AccountId; readonly doc: DocId }[]
  close(): Promise<void>
}

/** A room one is in or invited into, the same on all of one's devices. */
export interface HeldRoom {
  readonly room: Room
  readonly conversation: ConversationId
  readonly state: 'invited' | 'joined' | 'left' | 'removed'
  /** Who invited, if anybody did. */
  readonly invitedBy: AccountId | null
  readonly name: string
  readonly membership: Membership
  /** Control records that count, each after those it follows. */
  readonly steps: readonly RoomStep[]
}

/** `id`: the record's rid, 32 bytes. */
export type RoomStep = Pick<Control, 'id' | 'author' | 'operation' | 'account'>

export interface RoomService {
  rooms(): readonly HeldRoom[]
  create(name: string, mode: 'keep' | 'open'): Promise<Result<HeldRoom, CoreError>>
  add(conversation: ConversationId, accounts: readonly AccountId[]): Promise<Result<null, CoreError>>
  remove(
    conversation: ConversationId,
    account: AccountId,
    frontier: ControlFrontier,
  ): Promise<Result<null, CoreError>>
  makeAdmin(conversation: ConversationId, account: AccountId): Promise<Result<null, CoreError>>
  /** Says so in the control document where one has a seat. */
  leave(conversation: ConversationId): Promise<Result<null, CoreError>>
  join(conversation: ConversationId): Promise<Result<null, CoreError>>
  /** An invitation came in a direct conversation. Kept until it is answered. */
  noteInvitation(from: AccountId, room: Room, name: string, members: readonly AccountId[]): Promise<void>
  /** The room's name, as an admin's envelope said. */
  noteName(conversation: ConversationId, name: string): Promise<void>
  onChange(listener: () => void): () => void
  close(): void
}

type Outcome<T = null> = Promise<Result<T, CoreError>>

export interface ChatService {
  conversations(): Promise<QueryRows['conversations']>
  conversation(id: ConversationId): Promise<QueryRows['conversation']>
  thread(query: QueryOf<'thread'>): Promise<QueryRows['thread']>
  find(query: QueryOf<'find-messages'>): Promise<QueryRows['find-messages']>
  privacy(): QueryRows['privacy']

  send(
    conversation: ConversationId,
    text: string,
    replyTo: string | null,
  ): Outcome<CommandResults['message.send']>
  sendImage(
    conversation: ConversationId,
    source: Blob,
    alt: string,
    text: string,
    replyTo: string | null,
  ): Outcome<CommandResults['message.send-image']>
  sendWork(
    conversation: ConversationId,
    account: string,
    album: string,
    work: string,
    text: string,
  ): Outcome<CommandResults['message.send-work']>
  edit(conversation: ConversationId, message: string, text: string): Outcome
  remove(conversation: ConversationId, message: string): Outcome
  react(conversation: ConversationId, message: string, emoji: string | null): Outcome
  askAgain(conversation: ConversationId, message: string): Outcome
  sendAgain(conversation: ConversationId, message: string): Outcome<CommandResults['message.send-again']>
  image(
    conversation: ConversationId,
    message: string,
    size: ReferredBlob['size'],
  ): Promise<{ readonly size: ReferredBlob['size']; readonly blob: ReferredBlob } | null>
  read(conversation: ConversationId, key: string): Outcome
  draft(conversation: ConversationId, text: string): Outcome
  typing(conversation: ConversationId): void

  createRoom(
    name: string,
    members: readonly string[],
    mode: 'keep' | 'open',
  ): Outcome<CommandResults['room.create']>
  invite(conversation: ConversationId, accounts: readonly string[]): Outcome
  acceptRoom(conversation: ConversationId): Outcome
  leaveRoom(conversation: ConversationId): Outcome
  removeMember(conversation: ConversationId, account: string): Outcome
  makeAdmin(conversation: ConversationId, account: string): Outcome
  renameRoom(conversation: ConversationId, name: string): Outcome
  changePrivacy(change: Partial<QueryRows['privacy']>): Outcome

  /** Earlier messages of one's own are still being fetched. */
  isHistoryArriving(): boolean
  /** Blobs that the open feeds refer to. */
  references(): Promise<readonly DocumentBlobs[]>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}
