/**
 * What crosses the MessagePort between a page and the core's worker: plain data only.
 *
 *   page → core   hello    the tab's name; it holds the Web Lock `tabLockName(tab)` as long as it lives
 *                 run      a command, answered once under the same id
 *                 watch    a query, whose rows arrive under the same id until `unwatch`
 *                 unwatch
 *                 image-worker        a worker for images that it started, by the port to it
 *                 image-worker-lost   that worker could not start, or died
 *   core → page   hello    the core holds `coreLockName(tab)` as long as it lives
 *                 answer   the result of a command
 *                 row      the newest row of a query
 *                 fatal    the core could not start; nothing else will come
 *                 need-image-workers  asks the page to start so many: a shared worker cannot
 *                 drop-image-worker   asks it to end one
 */
import type { Command, CommandResult, CommandType, Query, QueryRows, QueryType } from '../core/api.ts'

export type PageMessage =
  | { readonly kind: 'hello'; readonly tab: string }
  | { readonly kind: 'run'; readonly id: number; readonly command: Command }
  | { readonly kind: 'watch'; readonly id: number; readonly query: Query }
  | { readonly kind: 'unwatch'; readonly id: number }
  | { readonly kind: 'image-worker'; readonly id: number; readonly port: MessagePort }
  | { readonly kind: 'image-worker-lost'; readonly id: number }

export type CoreMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: CommandResult<CommandType> }
  | { readonly kind: 'row'; readonly id: number; readonly row: QueryRows[QueryType] }
  | { readonly kind: 'fatal'; readonly detail: string }
  | { readonly kind: 'need-image-workers'; readonly count: number }
  | { readonly kind: 'drop-image-worker'; readonly id: number }

/** What a MessagePort, a dedicated worker's scope and a `Worker` have in common. */
export interface WirePort {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  /** A MessagePort holds its messages back until then. */
  start?(): void
}

export const tabLockName = (tab: string): string => `gesso-tab-${tab}`
export const coreLockName = (tab: string): string => `gesso-core-${tab}`

/**
 * Null for anything that is no message of ours: an unknown kind, command or query, or a wrong id. The
 * fields of a command are for the core to judge, which answers `invalid-input`.
 */
export const parsePageMessage = (message: unknown): PageMessage | null => {
  if (!isRecord(message)) return null
  const { kind, id, tab, command, query, port } = message
  if (kind === 'hello') return isTabName(tab) ? { kind, tab } : null
  if (!isId(id)) return null
  if (kind === 'run') return isCommand(command) ? { kind, id, command } : null
  if (kind === 'watch') return isQuery(query) ? { kind, id, query } : null
  if (kind === 'image-worker') return port instanceof MessagePort ? { kind, id, port } : null
  return kind === 'unwatch' || kind === 'image-worker-lost' ? { kind, id } : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isTabName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 64

const isId = (value: unknown): value is number => Number.isSafeInteger(value)

const hasTypeOf = (value: unknown, types: object): boolean =>
  isRecord(value) && typeof value['type'] === 'string' && Object.hasOwn(types, value['type'])

const isCommand = (value: unknown): value is Command => hasTypeOf(value, commandTypes)
const isQuery = (value: unknown): value is Query => hasTypeOf(value, queryTypes)

const commandTypes: Readonly<Record<CommandType, true>> = {
  'account.create': true,
  'account.recover': true,
  'account.lock': true,
  'account.unlock': true,
  'account.change-passphrase': true,
  'account.preview-removal': true,
  'account.remove-from-device': true,
  'recovery.show': true,
  'recovery.challenge': true,
  'recovery.prove': true,
  'recovery.check': true,
  'recovery.suggest': true,
  'device.revoke': true,
  'profile.edit': true,
  'album.create': true,
  'album.edit': true,
  'album.place': true,
  'album.set-audience': true,
  'album.bin': true,
  'album.keep-offline': true,
  'works.edit': true,
  'works.place': true,
  'works.move': true,
  'works.bin': true,
  'bin.restore': true,
  'bin.empty': true,
  'intake.take': true,
  'intake.pause': true,
  'intake.resume': true,
  'intake.stop': true,
  'intake.retry': true,
  'intake.dismiss': true,
  'image.load': true,
  'connection.request': true,
  'connection.cancel': true,
  'connection.accept': true,
  'connection.reject': true,
  'connection.remove': true,
  'connection.block': true,
  'connection.unblock': true,
  'code.show': true,
  'code.scan': true,
  'trust.compare': true,
  'trust.confirm': true,
  'trust.acknowledge': true,
  'message.send': true,
  'message.send-image': true,
  'message.send-work': true,
  'message.edit': true,
  'message.delete': true,
  'message.react': true,
  'message.ask-again': true,
  'message.send-again': true,
  'message.image': true,
  'conversation.read': true,
  'conversation.draft': true,
  'conversation.typing': true,
  'room.create': true,
  'room.invite': true,
  'room.accept': true,
  'room.leave': true,
  'room.remove': true,
  'room.make-admin': true,
  'room.rename': true,
  'privacy.change': true,
  'post.publish': true,
  'post.edit': true,
  'post.attach': true,
  'post.attached': true,
  'post.draft': true,
  'post.image': true,
  'entry.delete': true,
  'comment.publish': true,
  'comment.edit': true,
  'comment.hide': true,
  appreciate: true,
  'follow.set': true,
  'mute.person': true,
  'mute.word': true,
  'notices.read': true,
  'talk.ask': true,
  'listing.change': true,
  'settings.change': true,
  'sync.retry': true,
  'storage.persist': true,
}

const queryTypes: Readonly<Record<QueryType, true>> = {
  session: true,
  sync: true,
  settings: true,
  storage: true,
  devices: true,
  profile: true,
  albums: true,
  album: true,
  work: true,
  bin: true,
  intake: true,
  discover: true,
  feed: true,
  post: true,
  'talk-about': true,
  journal: true,
  notices: true,
  follows: true,
  mutes: true,
  'post-draft': true,
  'find-people': true,
  directory: true,
  listing: true,
  person: true,
  people: true,
  conversations: true,
  conversation: true,
  thread: true,
  'find-messages': true,
  privacy: true,
}
