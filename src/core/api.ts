/**
 * All that the page may know of the core: commands that return results, and live queries that push
 * plain rows. Everything here crosses a MessagePort, so it is plain data: no classes, no functions.
 *
 * Commands   page → core   one typed union, `Command`; each has one result type in `CommandResults`
 * Queries    core → page   one typed union, `Query`; each pushes its row type in `QueryRows` at once
 *                          and again whenever it changed
 *
 * One file however long it grows by a feature, because it is the contract that both sides review.
 *
 * A command that saves answers only after the bytes are on disk, so its answer is the acknowledgement
 * "saved here". "On relay" comes from the relay's own acknowledgement, through `SyncRow`.
 */
import type { Result } from '../base/result.ts'

// ── People and profiles ──────────────────────────────────────────────────────────────────────────

/** An account id as people copy and link it: 43 characters of base64url over 32 bytes. */
export type AccountIdText = string

export type Availability = 'unset' | 'available' | 'soon' | 'busy'

/** An id of `knownRoleIds`, or the person's own words under `custom`. */
export type Role = { readonly kind: 'known'; readonly id: string } | { readonly kind: 'custom'; readonly text: string }

/** The vocabulary of film and art roles. `strings/roles.ts` has the words for each. */
export const knownRoleIds = [
  'actor',
  'animator',
  'art-director',
  'artist',
  'assistant-director',
  'boom-operator',
  'camera-assistant',
  'camera-operator',
  'casting-director',
  'choreographer',
  'cinematographer',
  'colourist',
  'composer',
  'costume-designer',
  'curator',
  'dancer',
  'director',
  'documentary-maker',
  'drone-operator',
  'editor',
  'focus-puller',
  'gaffer',
  'graphic-designer',
  'grip',
  'illustrator',
  'lighting-technician',
  'location-manager',
  'make-up-artist',
  'musician',
  'painter',
  'performance-artist',
  'photographer',
  'printmaker',
  'producer',
  'production-designer',
  'production-manager',
  'props-maker',
  'runner',
  'screenwriter',
  'script-supervisor',
  'sculptor',
  'set-designer',
  'sound-designer',
  'sound-recordist',
  'stage-manager',
  'stills-photographer',
  'storyboard-artist',
  'stunt-performer',
  'textile-artist',
  'vfx-artist',
  'video-artist',
  'voice-actor',
  'writer',
] as const
export type KnownRoleId = (typeof knownRoleIds)[number]

export interface ProfileLink {
  readonly id: string
  readonly label: string
  /** https, http or mailto only; anything else fails validation. */
  readonly url: string
}

export type AccentName = 'graphite' | 'ochre' | 'vermilion' | 'rose' | 'violet' | 'cobalt' | 'teal' | 'moss'

export interface ProfileRow {
  readonly account: AccountIdText
  readonly isOwn: boolean
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
  readonly bio: string
  readonly links: readonly ProfileLink[]
  readonly availability: Availability
  readonly accent: AccentName
  /** Short fields that two devices changed at the same time: the other value, offered to its owner. */
  readonly alternatives: readonly FieldAlternative[]
  readonly copy: PlaceOfCopy
}

/** Where a thing is known to be, from acknowledgements alone. */
export type PlaceOfCopy = 'only-here' | 'on-relay'

export interface FieldAlternative {
  readonly field: 'name' | 'place' | 'availability' | 'accent'
  readonly kept: string
  readonly other: string
}

/** A profile that may or may not be held on this device. */
export type ProfileState =
  | { readonly kind: 'shown'; readonly profile: ProfileRow; readonly freshness: 'live' | 'held' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'not-held'; readonly reason: 'offline' | 'unknown-to-relay' }
  | { readonly kind: 'unreadable'; readonly reason: 'newer-version' | 'broken' }
  | { readonly kind: 'bad-address' }

/** One change of one field; `bio` is merged letter by letter, the others keep the last writer's value. */
export type ProfileEdit =
  | { readonly field: 'name'; readonly value: string }
  | { readonly field: 'place'; readonly value: string }
  | { readonly field: 'bio'; readonly value: string; /** What the editor last showed. */ readonly basedOn: string }
  | { readonly field: 'availability'; readonly value: Availability }
  | { readonly field: 'accent'; readonly value: AccentName }
  | { readonly field: 'roles'; readonly value: readonly Role[] }
  | { readonly field: 'link'; readonly value: ProfileLink }
  | { readonly field: 'link-removed'; readonly id: string }

// ── Account and devices ──────────────────────────────────────────────────────────────────────────

export type VaultProtection = 'passphrase' | 'this-browser'

export type SessionState =
  | { readonly kind: 'starting' }
  /** Another window of this browser has the account open; this one waits for it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'locked'; readonly account: AccountIdText; readonly name: string; readonly protection: VaultProtection }
  | {
      readonly kind: 'open'
      readonly account: AccountIdText
      readonly protection: VaultProtection
      /** `proved`: the words were re-entered, and then erased from this device. */
      readonly recovery: 'unproved' | 'proved'
      /** True once this device has been revoked by another of one's devices. */
      readonly revoked: boolean
    }
  | { readonly kind: 'broken'; readonly problem: StorageProblem }

export type StorageProblem = 'no-storage' | 'disk-full' | 'vault-corrupt' | 'newer-version'

export interface DeviceRow {
  /** Base64url of the device's 32-byte public key. */
  readonly id: string
  readonly name: string
  readonly addedAtMs: number
  readonly isThis: boolean
  readonly status: 'active' | 'revoked'
  /** Whether this device may revoke it (itself, or a device younger than itself). */
  readonly canRevoke: boolean
}

/** What removing this identity from this device would lose, so that it can be said before it happens. */
export interface RemovalPreview {
  readonly isLastDevice: boolean
  readonly unsentDocuments: number
  readonly recoveryProved: boolean
}

// ── Sync, settings, storage ──────────────────────────────────────────────────────────────────────

export interface SyncRow {
  /** `needs-you`: a person has to act; `problem` says what. */
  readonly state: 'off' | 'offline' | 'connecting' | 'sending' | 'on-relay' | 'needs-you'
  /** Own documents with edits the relay has not acknowledged. */
  readonly waiting: number
  readonly sent: number
  readonly relay: string | null
  readonly problem: SyncProblem | null
  /** When the relay last acknowledged everything, or null. */
  readonly lastAcknowledgedMs: number | null
  readonly queue: readonly QueueRow[]
}

export interface QueueRow {
  readonly document: string
  readonly kind: 'identity' | 'profile'
  readonly state: 'waiting' | 'sending' | 'refused'
}

export type SyncProblem =
  | 'relay-refused-device'
  | 'relay-full'
  | 'relay-wrong-origin'
  | 'relay-speaks-other-version'
  | 'clock-wrong'
  | 'device-revoked'
  | 'document-refused'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface SettingsRow {
  readonly theme: ThemeChoice
  readonly accent: AccentName
  /** `wss://host/sync`, `ws://localhost:3030/sync`, or null for none. */
  readonly relay: string | null
}

export interface StorageRow {
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  readonly persisted: boolean | null
  readonly documents: number
}

// ── Errors ───────────────────────────────────────────────────────────────────────────────────────

/** What a command can answer instead of succeeding. `strings/errors.ts` has the words for each. */
export type CoreError =
  | { readonly type: 'invalid-input'; readonly field: string; readonly reason: InputProblem }
  | { readonly type: 'locked' }
  | { readonly type: 'no-account' }
  | { readonly type: 'account-exists' }
  | { readonly type: 'wrong-passphrase' }
  | { readonly type: 'words-unknown'; readonly positions: readonly number[] }
  | { readonly type: 'words-count'; readonly count: number }
  | { readonly type: 'words-checksum' }
  | { readonly type: 'words-mismatch'; readonly positions: readonly number[] }
  | { readonly type: 'words-erased' }
  /** Well-formed words, of another account than this one. */
  | { readonly type: 'words-of-another' }
  | { readonly type: 'relay-unreachable' }
  | { readonly type: 'account-unknown-to-relay' }
  | { readonly type: 'not-allowed'; readonly reason: 'device-is-older' | 'device-unknown' | 'device-revoked' | 'read-only' }
  | { readonly type: 'storage'; readonly problem: StorageProblem }
  | { readonly type: 'internal'; /** For the log; never shown. */ readonly detail: string }

export type InputProblem = 'empty' | 'too-long' | 'not-a-link' | 'not-an-address' | 'too-many' | 'unknown-value'

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────

export type Command =
  | { readonly type: 'account.create'; readonly name: string; readonly passphrase: string | null; readonly deviceName: string }
  | { readonly type: 'account.recover'; readonly words: string; readonly passphrase: string | null; readonly deviceName: string; readonly relay: string }
  | { readonly type: 'account.lock' }
  | { readonly type: 'account.unlock'; readonly passphrase: string | null }
  | { readonly type: 'account.change-passphrase'; readonly current: string | null; readonly next: string | null }
  | { readonly type: 'account.preview-removal' }
  | { readonly type: 'account.remove-from-device' }
  | { readonly type: 'recovery.show' }
  | { readonly type: 'recovery.challenge' }
  | { readonly type: 'recovery.prove'; readonly answers: readonly { readonly position: number; readonly word: string }[] }
  | { readonly type: 'recovery.check'; readonly words: string }
  | { readonly type: 'recovery.suggest'; readonly prefix: string }
  /** `words`: the recovery words, which revoke any device, older ones too. */
  | { readonly type: 'device.revoke'; readonly device: string; readonly words?: string }
  | { readonly type: 'profile.edit'; readonly edit: ProfileEdit }
  | { readonly type: 'settings.change'; readonly change: Partial<SettingsRow> }
  | { readonly type: 'sync.retry' }
  | { readonly type: 'storage.persist' }

/** `Done` answers mean: on this device's disk. */
export interface CommandResults {
  'account.create': { readonly account: AccountIdText }
  'account.recover': { readonly account: AccountIdText }
  'account.lock': null
  'account.unlock': null
  'account.change-passphrase': null
  'account.preview-removal': RemovalPreview
  'account.remove-from-device': null
  'recovery.show': { readonly words: readonly string[] }
  /** Three positions, 1-based, to re-enter. */
  'recovery.challenge': { readonly positions: readonly number[] }
  'recovery.prove': null
  /** Whether the words are well formed; errors say which are not words. */
  'recovery.check': null
  'recovery.suggest': { readonly words: readonly string[] }
  'device.revoke': null
  'profile.edit': null
  'settings.change': null
  'sync.retry': null
  'storage.persist': { readonly persisted: boolean }
}

export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>
export type CommandResult<T extends CommandType> = Result<CommandResults[T], CoreError>

// ── Queries ──────────────────────────────────────────────────────────────────────────────────────

export type Query =
  | { readonly type: 'session' }
  | { readonly type: 'sync' }
  | { readonly type: 'settings' }
  | { readonly type: 'storage' }
  | { readonly type: 'devices' }
  | { readonly type: 'profile'; readonly account: AccountIdText }

export interface QueryRows {
  session: SessionState
  sync: SyncRow
  settings: SettingsRow
  storage: StorageRow
  devices: readonly DeviceRow[]
  profile: ProfileState
}

export type QueryType = Query['type']
export type QueryOf<T extends QueryType> = Extract<Query, { readonly type: T }>

/** The core as its callers hold it: in Node tests the core itself, in the page a typed proxy. */
export interface CoreApi {
  run<T extends CommandType>(command: CommandOf<T>): Promise<CommandResult<T>>
  /** Pushes the current row soon, then each newer one, until the returned function is called. */
  watch<T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void): () => void
}
