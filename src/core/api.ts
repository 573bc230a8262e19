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
export type Role =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'custom'; readonly text: string }

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
  | {
      readonly field: 'bio'
      readonly value: string
      /** What the editor last showed. */ readonly basedOn: string
    }
  | { readonly field: 'availability'; readonly value: Availability }
  | { readonly field: 'accent'; readonly value: AccentName }
  | { readonly field: 'roles'; readonly value: readonly Role[] }
  | { readonly field: 'link'; readonly value: ProfileLink }
  | { readonly field: 'link-removed'; readonly id: string }

// ── Art ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * An album as people link it: 43 characters of base64url over its 32-byte tag. With its owner's account id
 * it names the album anywhere.
 */
export type AlbumIdText = string

/** 22 characters of base64url over 16 random bytes. Kept when a work moves to another album. */
export type WorkId = string

/** One version of a work's image: 22 characters of base64url. Never reused, so that it may be cached by. */
export type ImageId = string

/**
 * `connections`: readable by whom one is connected to now, and by one's own devices. `only-me`: by those alone. Of both
 * the relay carries ciphertext.
 */
export type Audience = 'public' | 'connections' | 'only-me'
export type AlbumKind = 'album' | 'project'
/** `wall`: justified rows, aspect true. `grid`: three by two, 16:9, cut at the focal point. */
export type AlbumLayout = 'wall' | 'grid'

/** Long edge at most 320, 960 and 2560 pixels; `original` as it came, without what metadata gave away. */
export type ImageSize = 'thumb' | 'card' | 'full' | 'original'

/** What is known of an image before a byte of it has come. */
export interface ImageTile {
  readonly id: ImageId
  /** Of the `full` rendition, upright. */
  readonly width: number
  readonly height: number
  /** The dominant colour, `#rrggbb`. */
  readonly colour: string
  /** ThumbHash, base64url; at most 40 characters. */
  readonly placeholder: string
  /** Where to cut from, 0 to 1 from the left and from the top. */
  readonly focal: { readonly x: number; readonly y: number }
}

/** One work on a wall: kept small, because two thousand of them cross the port at once. */
export interface WorkTile {
  readonly id: WorkId
  readonly title: string
  readonly alt: string
  readonly image: ImageTile
  /** Document and images both. Others' works count as `on-relay`. */
  readonly copy: PlaceOfCopy
}

export interface AlbumCard {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly isOwn: boolean
  readonly title: string
  readonly kind: AlbumKind
  /** One's role in a project, in one's own words. */
  readonly role: string
  readonly year: string
  readonly audience: Audience
  /** How many works hang in it. */
  readonly works: number
  readonly cover: { readonly work: WorkId; readonly image: ImageTile } | null
  readonly copy: PlaceOfCopy
}

export interface AlbumRow extends AlbumCard {
  readonly about: string
  readonly collaborators: string
  /** https only, or empty. Nothing is fetched from it until somebody asks. */
  readonly video: string
  readonly layout: AlbumLayout
  readonly tiles: readonly WorkTile[]
  /** The album is kept on this device whatever the budget says. One's own always are. */
  readonly keptOffline: boolean
  /** Works that this version cannot read; never rewritten. */
  readonly unreadable: number
  readonly alternatives: readonly TextAlternative<AlbumTextField>[]
}

/** Like a profile: an album may or may not be held on this device. */
export type AlbumState =
  | { readonly kind: 'shown'; readonly album: AlbumRow; readonly freshness: 'live' | 'held' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'not-held'; readonly reason: 'offline' | 'unknown-to-relay' }
  | { readonly kind: 'unreadable'; readonly reason: 'newer-version' | 'broken' }
  /** It was there once, and its owner took it down. */
  | { readonly kind: 'gone' }
  /** Its owner keeps it for whom they are connected to. */
  | { readonly kind: 'not-for-you' }
  | { readonly kind: 'bad-address' }

/** A person's albums in their order. */
export interface AlbumsRow {
  readonly albums: readonly AlbumCard[]
  /** Listed by their owner and not on this device yet. */
  readonly arriving: number
  /** Kept for others: listed in a way that this device cannot read. */
  readonly notForYou: number
}

export interface TextAlternative<F extends string> {
  readonly field: F
  readonly kept: string
  readonly other: string
}

export type AlbumTextField = 'title' | 'about' | 'role' | 'year' | 'collaborators' | 'video'
export type WorkTextField = 'title' | 'fullTitle' | 'statement' | 'year' | 'medium' | 'dimensions' | 'alt'

export type AlbumEdit =
  | { readonly field: AlbumTextField; readonly value: string }
  | { readonly field: 'kind'; readonly value: AlbumKind }
  | { readonly field: 'layout'; readonly value: AlbumLayout }
  /** Null: the first work. */
  | { readonly field: 'cover'; readonly value: WorkId | null }

export const licenceIds = [
  'all-rights-reserved',
  'cc-by-4.0',
  'cc-by-sa-4.0',
  'cc-by-nc-4.0',
  'cc-by-nc-sa-4.0',
  'cc-by-nd-4.0',
  'cc-by-nc-nd-4.0',
  'cc0-1.0',
] as const
export type LicenceId = (typeof licenceIds)[number]

export const workAvailabilities = [
  'unset',
  'for-sale',
  'on-request',
  'reserved',
  'sold',
  'not-for-sale',
] as const
export type WorkAvailability = (typeof workAvailabilities)[number]

export interface Credit {
  readonly id: string
  readonly name: string
  /** In the author's own words. */
  readonly role: string
  readonly account: AccountIdText | null
}

export interface WorkVersion {
  readonly image: ImageTile
  readonly addedAtMs: number
  readonly isCurrent: boolean
  /** Smallest first. A size that would be no smaller than the next one is left out. */
  readonly renditions: readonly Rendition[]
}

export interface Rendition {
  readonly size: ImageSize
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly mime: ImageMime
}

export type ImageMime = 'image/webp' | 'image/jpeg' | 'image/png'

export interface WorkRow {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly id: WorkId
  readonly isOwn: boolean
  readonly albumTitle: string
  /** The name on its owner's profile. */
  readonly artist: string
  readonly title: string
  readonly fullTitle: string
  readonly statement: string
  readonly year: string
  readonly medium: string
  /** Of the thing itself, such as "40 × 60 cm". */
  readonly dimensions: string
  readonly alt: string
  readonly credits: readonly Credit[]
  readonly licence: LicenceId
  /** The author says: not for training. */
  readonly noAi: boolean
  readonly tags: readonly string[]
  readonly availability: WorkAvailability
  readonly addedAtMs: number
  /** Newest first. */
  readonly versions: readonly WorkVersion[]
  readonly alternatives: readonly TextAlternative<WorkTextField>[]
  readonly copy: PlaceOfCopy
}

export type WorkState =
  | { readonly kind: 'shown'; readonly work: WorkRow }
  | Exclude<AlbumState, { readonly kind: 'shown' }>

export type WorkEdit =
  | { readonly field: WorkTextField; readonly value: string }
  | { readonly field: 'licence'; readonly value: LicenceId }
  | { readonly field: 'noAi'; readonly value: boolean }
  | { readonly field: 'availability'; readonly value: WorkAvailability }
  | { readonly field: 'tag-added'; readonly value: string }
  | { readonly field: 'tag-removed'; readonly value: string }
  /** Adds, or replaces the one with its id. */
  | { readonly field: 'credit'; readonly value: Credit }
  | { readonly field: 'credit-removed'; readonly id: string }
  /** Null: the middle. */
  | { readonly field: 'focal'; readonly value: { readonly x: number; readonly y: number } | null }
  /** Shows another version. */
  | { readonly field: 'version'; readonly value: ImageId }

export const binDays = 30

export type BinnedItem =
  | {
      readonly kind: 'work'
      readonly album: AlbumIdText
      readonly albumTitle: string
      readonly work: WorkId
      readonly title: string
      readonly image: ImageTile
      readonly binnedAtMs: number
      readonly daysLeft: number
    }
  | {
      readonly kind: 'album'
      readonly album: AlbumIdText
      readonly title: string
      readonly works: number
      readonly binnedAtMs: number
      readonly daysLeft: number
    }

export type BinRef =
  | { readonly kind: 'work'; readonly album: AlbumIdText; readonly work: WorkId }
  | { readonly kind: 'album'; readonly album: AlbumIdText }

/** A work somewhere on this device. */
export interface FoundWork {
  readonly account: AccountIdText
  readonly artist: string
  readonly album: AlbumIdText
  readonly year: string
  readonly isOwn: boolean
  readonly tile: WorkTile
}

/** `appreciated`: by most of the people this device holds. */
export type WorkSort = 'new' | 'old' | 'title' | 'appreciated'

export interface WorkRef {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly work: WorkId
}

export interface DiscoverRow {
  /** At most `discoverLimit`. */
  readonly works: readonly FoundWork[]
  /** Before the limit. */
  readonly found: number
  /** The most used first, at most 60, over everything on this device. Tags are paths, such as `film/camera/lenses`: each part counts. */
  readonly tags: readonly { readonly tag: string; readonly works: number }[]
  readonly people: number
  readonly indexing: FoundPeopleRow['indexing']
}

export const discoverLimit = 2_000

// ── Adding images ────────────────────────────────────────────────────────────────────────────────

/** Why an image was not added. Its source is kept until the person lets it go. */
export type IntakeProblem =
  | 'empty'
  | 'not-an-image'
  | 'heic'
  | 'svg'
  | 'unsupported-format'
  | 'truncated'
  | 'broken'
  | 'too-large'
  | 'too-many-pixels'
  | 'duplicate'
  | 'device-full'
  | 'album-full'
  | 'album-gone'
  | 'read-only'
  /** Our own bug, or a worker that died twice over the same image. */
  | 'failed'

/** What preparing an image changed, worth saying. */
export type IntakeNote = 'location-removed' | 'first-frame-only' | 'colours-converted' | 'kept-as-is'

export interface IntakeItem {
  readonly id: string
  readonly name: string
  readonly album: AlbumIdText
  readonly bytes: number
  readonly state: 'waiting' | 'preparing' | 'done' | 'failed'
  readonly problem: IntakeProblem | null
  readonly notes: readonly IntakeNote[]
  /** Once done. */
  readonly work: WorkId | null
  readonly image: ImageTile | null
}

export interface IntakeRow {
  /** `asleep`: nothing can prepare images while no window is open. */
  readonly state: 'idle' | 'working' | 'paused' | 'asleep'
  readonly items: readonly IntakeItem[]
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly locationsRemoved: number
}

// ── People one knows ─────────────────────────────────────────────────────────────────────────────

/**
 * How one stands with a person. `sent`: they have not answered, and silence is all that a refusal looks like.
 * `delivered`: a device of theirs has the request.
 */
export type ConnectionState =
  | { readonly kind: 'self' }
  | { readonly kind: 'none' }
  | { readonly kind: 'sent'; readonly atMs: number; readonly note: string; readonly delivered: boolean }
  | {
      readonly kind: 'received'
      readonly atMs: number
      readonly note: string
      readonly via: 'request' | 'code'
    }
  | {
      readonly kind: 'connected'
      readonly sinceMs: number
      /** False while only this side knows: their device has not answered yet. */
      readonly confirmed: boolean
      readonly conversation: ConversationId
    }
  | { readonly kind: 'blocked'; readonly sinceMs: number }

/** How one came to be sure of who they are. A reset of their identity takes it back. */
export type Verified = 'no' | 'in-person' | 'compared'

/**
 * What changed about a person's devices since one last looked, to be said once. `new-device`: added by a device of
 * theirs. `recovered`: added with their recovery words, by them or by whoever has the words. `removed-device`.
 * `code-was-false`: the code that was scanned is not of the account it named.
 */
export type TrustChange = {
  readonly kind: 'new-device' | 'recovered' | 'removed-device' | 'code-was-false'
  /** As its owner named it; empty for `code-was-false`. */
  readonly device: string
  readonly atMs: number
}

export interface PersonRow {
  readonly account: AccountIdText
  /** From their profile, else from their request or code. */
  readonly name: string
  readonly connection: ConnectionState
  readonly verified: Verified
  /** Twelve groups of five digits, the same on both sides; empty for oneself. */
  readonly safetyNumber: readonly string[]
  /** Oldest first; empty once acknowledged. */
  readonly changes: readonly TrustChange[]
  /** Connections whose name looks the same: this may not be who one thinks. */
  readonly lookalikes: readonly { readonly account: AccountIdText; readonly name: string }[]
  /** Whether this device has what it takes to write to them: their chain, with a device that can read. */
  readonly reachable: boolean
}

export interface PersonCard {
  readonly account: AccountIdText
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
  readonly connection: ConnectionState
  readonly verified: Verified
  readonly hasChanges: boolean
  readonly isLookalike: boolean
}

/** By name, requests newest first. */
export interface PeopleRow {
  readonly connections: readonly PersonCard[]
  readonly received: readonly PersonCard[]
  readonly sent: readonly PersonCard[]
  readonly blocked: readonly PersonCard[]
}

export const noteLimit = 500

/** Why a code was not taken. */
export type CodeProblem =
  | 'not-a-code'
  | 'other-version'
  | 'too-old'
  | 'from-the-future'
  | 'own'
  | 'forged'
  | 'blocked'

// ── Conversations ────────────────────────────────────────────────────────────────────────────────

/** 22 characters of base64url, derived from the room's secret id, which never leaves the core. */
export type ConversationId = string
/** 43 characters of base64url over an envelope's rid; of what waits to be encrypted, 22 random characters. */
export type MessageId = string

/**
 * `on-relay`: the relay has it on disk. `delivered`: every other member has it on a device. `read`: every other member
 * shows it, as far as they tell.
 */
export type DeliveryState = 'waiting' | 'on-relay' | 'delivered' | 'read'

/** Why a message is there and cannot be shown. */
export type UnreadableReason =
  | 'no-key'
  | 'broken'
  | 'newer-version'
  | 'wrong-sender'
  | 'repeated'
  | 'old-key'
  | 'not-certified'
  | 'too-large'

export type MessageBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly image: ImageTile; readonly alt: string; readonly text: string }
  | {
      readonly kind: 'work'
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly work: WorkId
      readonly title: string
      readonly artist: string
      readonly image: ImageTile | null
      readonly text: string
    }
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'unreadable'
      readonly reason: UnreadableReason
      /** This device asked for it again. */ readonly asked: boolean
    }

export interface Reaction {
  readonly emoji: string
  readonly by: readonly { readonly account: AccountIdText; readonly name: string; readonly isOwn: boolean }[]
}

/** What happened in a conversation besides messages. Plain words for each are in `strings`. */
export type ConversationNotice =
  | { readonly kind: 'connected' | 'disconnected' }
  | { readonly kind: 'created' | 'joined' | 'left'; readonly who: string }
  | { readonly kind: 'added' | 'removed' | 'made-admin'; readonly who: string; readonly by: string }
  | { readonly kind: 'renamed'; readonly by: string; readonly name: string }
  /** Shown before anything is encrypted to it. */
  | {
      readonly kind: 'new-device' | 'recovered' | 'removed-device'
      readonly who: string
      readonly device: string
    }
  /** A device of theirs used one number for two messages: two copies of it are at work. */
  | { readonly kind: 'copied-device'; readonly who: string }
  | { readonly kind: 'fork'; readonly who: string }

export interface MessageRow {
  readonly id: MessageId
  readonly author: { readonly account: AccountIdText; readonly name: string; readonly isOwn: boolean }
  /** As its author's clock said, held within what can be. For display; order comes from what answered what. */
  readonly sentAtMs: number
  readonly body: MessageBody
  readonly replyTo: { readonly id: MessageId; readonly name: string; readonly excerpt: string } | null
  readonly reactions: readonly Reaction[]
  readonly editedAtMs: number | null
  /** Null for others' messages. */
  readonly delivery: DeliveryState | null
  /** In rooms: how many others have it, and show it. */
  readonly reach: { readonly delivered: number; readonly read: number; readonly of: number } | null
  /** Somebody could not read it and asks for it again. */
  readonly askedAgainBy: readonly string[]
  /** Why it waits, when it is not for want of a relay. */
  readonly waitsFor: 'their-devices' | 'their-chain' | null
}

export type ThreadItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageRow }
  | {
      readonly kind: 'notice'
      readonly key: string
      readonly atMs: number
      readonly notice: ConversationNotice
    }

/** A window of a conversation, oldest first. */
export interface ThreadRow {
  readonly items: readonly ThreadItem[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** The first unread one when the window was first asked for, if it is in the window. */
  readonly unreadFrom: string | null
  readonly unread: number
  /** Messages that others say they wrote and that are not here: held back or still on their way. */
  readonly missing: number
  /** Earlier messages are being fetched: segments done, of how many. Null when all are here. */
  readonly fetching: { readonly done: number; readonly of: number } | null
}

/** The newest end; where the reading left off; or around one item by its key or message id. */
export type ThreadPlace =
  | { readonly kind: 'newest' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'at'; readonly key: string }

export type CannotWrite = 'not-connected' | 'blocked' | 'left' | 'removed' | 'invited' | 'device-revoked'

export interface ConversationMember {
  readonly account: AccountIdText
  readonly name: string
  readonly isOwn: boolean
  readonly role: 'admin' | 'member'
  /** `invited`: they have not answered. */
  readonly state: 'member' | 'invited'
  readonly verified: Verified
}

export interface ConversationRow {
  readonly id: ConversationId
  readonly kind: 'direct' | 'room'
  /** The other person's name, or the room's. */
  readonly title: string
  /** Of a direct conversation. */
  readonly person: AccountIdText | null
  readonly members: readonly ConversationMember[]
  readonly ownRole: 'admin' | 'member'
  /** `open`: those who join see earlier messages. */
  readonly mode: 'keep' | 'open'
  readonly cannotWrite: CannotWrite | null
  readonly unread: number
  readonly draft: string
  /** Names of who is typing now. */
  readonly typing: readonly string[]
  /** To be acknowledged before one writes on. */
  readonly changes: readonly {
    readonly account: AccountIdText
    readonly name: string
    readonly change: TrustChange
  }[]
  readonly safetyNumber: readonly string[]
}

export type ConversationState =
  | { readonly kind: 'shown'; readonly conversation: ConversationRow }
  | { readonly kind: 'looking' }
  | { readonly kind: 'unknown' }

export interface ConversationCard {
  readonly id: ConversationId
  readonly kind: 'direct' | 'room'
  readonly title: string
  readonly person: AccountIdText | null
  readonly verified: Verified
  readonly unread: number
  /** The newest message in a few words; empty when there is none. */
  readonly preview: string
  readonly previewBy: string
  readonly previewIsOwn: boolean
  readonly previewKind: 'text' | 'image' | 'work' | 'deleted' | 'unreadable' | 'notice' | 'none'
  readonly delivery: DeliveryState | null
  readonly atMs: number
  readonly draft: string
  readonly typing: readonly string[]
  /** Into a room, by `person`; to be accepted or declined. */
  readonly invitation: boolean
  readonly hasChanges: boolean
}

export interface ConversationsRow {
  /** Newest first. */
  readonly conversations: readonly ConversationCard[]
  readonly unread: number
  /** Requests to connect that wait for an answer, and invitations. */
  readonly requests: number
}

export interface FoundMessage {
  readonly conversation: ConversationId
  readonly title: string
  readonly message: MessageRow
}

export interface FoundMessagesRow {
  /** Newest first, at most `foundMessagesLimit`. */
  readonly found: readonly FoundMessage[]
  /** How many messages were looked at so far, of how many. */
  readonly searched: number
  readonly of: number
}

export const foundMessagesLimit = 200
/** Characters of one message. */
export const messageLimit = 16_000
export const roomNameLimit = 80

/** Between one's devices; each with its own switch. */
export interface PrivacyRow {
  readonly typing: boolean
  readonly readReceipts: boolean
  /** This device: show a notice while the app is open and out of sight. */
  readonly notices: boolean
}

// ── The network: posts, comments, following ──────────────────────────────────────────────────────

/** 22 characters of base64url over an entry's 16 random bytes. With its author's account id it names the entry anywhere. */
export type EntryId = string

/** What somebody says something about. `album` is where the work hung then; its id holds wherever it moves. */
export type Target =
  | { readonly kind: 'post'; readonly account: AccountIdText; readonly id: EntryId }
  | { readonly kind: 'comment'; readonly account: AccountIdText; readonly id: EntryId }
  | {
      readonly kind: 'work'
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly work: WorkId
    }

/** Somebody as rows name them. */
export interface PersonMention {
  readonly account: AccountIdText
  /** From their profile, else as the author wrote it. */
  readonly name: string
  readonly isOwn: boolean
}

/** An image that came with a post. */
export interface PostImage {
  readonly image: ImageTile
  readonly alt: string
}

/** A work that a post shows: as the author named it then, until the work itself is here. */
export interface PostWork {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly work: WorkId
  readonly title: string
  readonly alt: string
  readonly image: ImageTile | null
}

/** What an author wrote, in one of its versions. `@` of a mention stands in the text as its author typed it. */
export interface PostBody {
  readonly text: string
  readonly mentions: readonly PersonMention[]
  readonly images: readonly PostImage[]
  readonly works: readonly PostWork[]
}

/** "Tell your connections": works that were added to an album. `works` of the post are the first of them. */
export interface AddedWorks {
  readonly album: AlbumIdText
  readonly title: string
  readonly total: number
}

/** Of the people this device holds, never of everybody. */
export interface HeldCounts {
  readonly comments: number
  /** One for each person, however often they say it. */
  readonly appreciations: number
  /** One's own. */
  readonly appreciated: boolean
}

export interface PostRow {
  readonly account: AccountIdText
  readonly id: EntryId
  readonly author: PersonMention
  readonly audience: Audience
  /** Where it stands among the others: its author's time, held within what can be. */
  readonly atMs: number
  /** Its author's clock says a time that cannot be; `atMs` is when this device first saw it. */
  readonly clockIsWrong: boolean
  readonly body: PostBody
  readonly added: AddedWorks | null
  readonly editedAtMs: number | null
  /** Its author put something else in its place without saying so. */
  readonly rewritten: boolean
  readonly counts: HeldCounts
  readonly copy: PlaceOfCopy
}

/** Why a post or a comment is there and cannot be shown. `not-for-you`: this device has no key to it. */
export type EntryProblem = 'not-for-you' | 'newer-version' | 'broken'

/** Two and more posts of one author about added works, one after the other, are one item. */
export interface FeedItem {
  readonly key: string
  /** Newest first; more than one only for added works. */
  readonly posts: readonly PostRow[]
}

/**
 * A finite list: own posts, those of connections and those of people one follows, as far as they are here.
 * It is as of `top`; what is newer is counted and not shown until asked for.
 */
export interface FeedRow {
  readonly items: readonly FeedItem[]
  /** To be given back in the next query; null when there is nothing at all. */
  readonly top: string | null
  /** Posts since `top`. */
  readonly newer: number
  readonly hasOlder: boolean
  /** Journals that are still on their way, of how many. Null when all that can be here is. */
  readonly arriving: { readonly done: number; readonly of: number } | null
  /** Whether the relay has been heard of everything that was asked; offline it has not. */
  readonly caughtUp: 'with-relay' | 'on-this-device'
  /** People whose posts are here. */
  readonly people: number
}

/** A post may or may not be held on this device. */
export type PostState =
  | { readonly kind: 'shown'; readonly post: PostRow; readonly versions: readonly PostVersion[] }
  | { readonly kind: 'looking' }
  | { readonly kind: 'not-held'; readonly reason: 'offline' | 'unknown-to-relay' }
  | { readonly kind: 'unreadable'; readonly reason: EntryProblem }
  /** Its author took it back. */
  | { readonly kind: 'deleted'; readonly author: PersonMention }
  | { readonly kind: 'bad-address' }
  /** One muted or blocked its author. */
  | { readonly kind: 'hidden'; readonly author: PersonMention; readonly because: 'muted' | 'blocked' }

/** Oldest first; the last is the one that is shown. */
export interface PostVersion {
  readonly atMs: number
  readonly body: PostBody
}

export interface CommentRow {
  readonly account: AccountIdText
  readonly id: EntryId
  readonly author: PersonMention
  readonly atMs: number
  readonly text: string
  readonly mentions: readonly PersonMention[]
  readonly editedAtMs: number | null
  /** As of posts: something else stood in its place. */
  readonly rewritten: boolean
  /** The comment that it answers, of the same thread. */
  readonly replyTo: {
    readonly account: AccountIdText
    readonly id: EntryId
    readonly name: string
    readonly excerpt: string
  } | null
  readonly appreciations: number
  readonly appreciated: boolean
  /** Only the owner of what it is about sees it still; others' devices leave it out. */
  readonly hidden: boolean
  readonly problem: EntryProblem | null
  readonly copy: PlaceOfCopy
  /** Found through the relay, from somebody whose posts this device does not keep otherwise. */
  readonly source: 'device' | 'relay'
}

/** What is said about a post or a work, oldest first. */
export interface TalkRow {
  readonly comments: readonly CommentRow[]
  readonly hasMore: boolean
  readonly counts: HeldCounts
  /** Who appreciates it, of the people this device holds; at most 60. */
  readonly appreciatedBy: readonly PersonMention[]
  /** Oneself may hide comments. */
  readonly isOwner: boolean
  readonly canComment: 'yes' | 'revoked' | 'not-for-you' | 'gone' | 'blocked'
  /** Whether the relay was asked who else said something, and when it last answered. */
  readonly asked:
    | 'no'
    | 'asking'
    | 'offline'
    | { readonly atMs: number; /** Answers that were not what they claimed. */ readonly refused: number }
}

export type NoticeKind = 'request' | 'connected' | 'comment' | 'reply' | 'appreciation' | 'mention' | 'follow'

/** What happened to oneself; the like of one kind about one thing in one item. */
export interface NoticeItem {
  readonly key: string
  readonly kind: NoticeKind
  /** The newest of them. */
  readonly atMs: number
  readonly unread: boolean
  /** Newest first, at most five; `people` counts them all. */
  readonly by: readonly PersonMention[]
  readonly people: number
  /** Null for requests, connections and follows. */
  readonly target: Target | null
  /** The post that a comment stands under, or the work; for links. */
  readonly about: Target | null
  /** Of what was written, or of one's own that it is about. */
  readonly excerpt: string
}

export interface NoticesRow {
  readonly items: readonly NoticeItem[]
  readonly unread: number
  readonly hasOlder: boolean
}

/** How one follows somebody. `private`: nobody is told. `public`: in one's journal, for everyone. */
export type FollowState = 'no' | 'private' | 'public'

export interface FollowCard {
  readonly account: AccountIdText
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
  readonly follow: FollowState
  /** They say in public that they follow oneself. */
  readonly followsYou: boolean
  readonly isConnected: boolean
  readonly muted: boolean
}

/** By name. Followers are those who say so in public, as far as this device or the relay knows. */
export interface FollowsRow {
  readonly following: readonly FollowCard[]
  readonly followers: readonly FollowCard[]
}

export interface MutesRow {
  readonly words: readonly string[]
  readonly people: readonly PersonMention[]
}

/** What somebody published, newest first: for their page. */
export interface JournalRow {
  readonly posts: readonly PostRow[]
  readonly hasOlder: boolean
  readonly state: 'held' | 'looking' | 'offline' | 'nothing'
  readonly follow: FollowState
  readonly followsYou: boolean
  readonly muted: boolean
}

/** A post being written, kept on this device as it is typed. Its images wait on disk, as `post.attach` left them. */
export interface PostDraft {
  readonly text: string
  readonly images: readonly { readonly id: string; readonly alt: string }[]
  readonly audience: Audience
  readonly mentions: readonly PersonMention[]
  readonly works: readonly PostWork[]
  readonly added: AddedWorks | null
}

export const postLimit = 10_000
export const commentLimit = 4_000
export const postPictures = 10
export const mentionLimit = 50
export const muteLimit = 500

// ── Finding people and works ─────────────────────────────────────────────────────────────────────

export interface FoundPerson {
  readonly account: AccountIdText
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
  readonly availability: Availability
  readonly isOwn: boolean
  readonly connection: ConnectionState['kind']
  readonly follow: FollowState
  /** `relay`: its directory named them, and their own signed profile was fetched and agrees. */
  readonly source: 'device' | 'relay'
  /** When this device last heard of their profile. */
  readonly heardAtMs: number
  /** The first 16 hex digits of the account id, in fours: tells people of one name apart. */
  readonly fingerprint: string
  /** Connections of one's own who follow them in public. At most three, and how many in all. */
  readonly knownBy: readonly PersonMention[]
  readonly knownByCount: number
  /** Somebody one is connected to has a name that looks the same. */
  readonly isLookalike: boolean
}

export interface FoundPeopleRow {
  /** The best first, at most `foundPeopleLimit`. */
  readonly people: readonly FoundPerson[]
  readonly found: number
  /** Profiles that this device knows. */
  readonly of: number
  /** While the index is being made anew. */
  readonly indexing: { readonly done: number; readonly of: number } | null
}

export const foundPeopleLimit = 60

/** What the relay's directory answers. Nobody is shown before their own profile was checked. */
export interface DirectoryRow {
  readonly state: 'off' | 'offline' | 'asking' | 'answered' | 'too-often' | 'refused'
  readonly people: readonly FoundPerson[]
  /** As the relay counts. */
  readonly found: number
  readonly hasMore: boolean
  /** Profiles being fetched and checked. */
  readonly checking: number
  /** Answers left out: not listed by their owner, not what was searched, or not to be had. */
  readonly refused: number
  readonly askedAtMs: number | null
}

/** Whether the relay may list oneself. `unasked`: the question was not answered yet; nobody is listed. */
export type Listing = 'unasked' | 'listed' | 'not-listed'

export const searchLimit = 200

// ── Account and devices ──────────────────────────────────────────────────────────────────────────

export type VaultProtection = 'passphrase' | 'this-browser'

export type SessionState =
  | { readonly kind: 'starting' }
  /** Another window of this browser has the account open; this one waits for it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'locked'
      readonly account: AccountIdText
      readonly name: string
      readonly protection: VaultProtection
    }
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
  /** Images of one's own works. `sent`: acknowledged since the queue was last empty. */
  readonly images: { readonly waiting: number; readonly sent: number; readonly bytesWaiting: number }
}

export interface QueueRow {
  readonly document: string
  readonly kind: 'identity' | 'profile' | 'album' | 'journal' | 'audience' | 'private' | 'feed' | 'letter'
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
  /** Whether `original` renditions are made. */
  readonly keepOriginals: boolean
  /** How much of others' works this device keeps. */
  readonly imageBudgetBytes: number
}

export interface StorageRow {
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  readonly persisted: boolean | null
  readonly documents: number
  readonly images: {
    readonly own: number
    readonly ownBytes: number
    readonly others: number
    readonly othersBytes: number
  }
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
  | {
      readonly type: 'not-allowed'
      readonly reason:
        | 'device-is-older'
        | 'device-unknown'
        | 'device-revoked'
        | 'read-only'
        | 'history-arriving'
    }
  | { readonly type: 'storage'; readonly problem: StorageProblem }
  | {
      readonly type: 'not-found'
      readonly what:
        | 'album'
        | 'work'
        | 'image'
        | 'item'
        | 'person'
        | 'conversation'
        | 'message'
        | 'post'
        | 'comment'
    }
  | { readonly type: 'code-refused'; readonly problem: CodeProblem }
  /** `unknown-keys`: their chain is not here yet, so nothing can be wrapped to them; it is asked for. */
  | {
      readonly type: 'cannot-connect'
      readonly reason: 'self' | 'already' | 'blocked' | 'unknown-keys' | 'no-request'
    }
  | {
      readonly type: 'cannot-write'
      readonly reason: CannotWrite | 'not-admin' | 'not-author' | 'too-many-members'
    }
  | { readonly type: 'image-refused'; readonly problem: IntakeProblem }
  /** `altered`: the relay gave other bytes than the author referred to, and they were refused. */
  | {
      readonly type: 'image-not-here'
      readonly reason: 'offline' | 'not-on-relay' | 'altered' | 'unreadable'
    }
  | { readonly type: 'internal'; /** For the log; never shown. */ readonly detail: string }

export type InputProblem =
  | 'empty'
  | 'too-long'
  | 'not-a-link'
  | 'not-an-address'
  | 'too-many'
  | 'unknown-value'

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────

export type Command =
  | {
      readonly type: 'account.create'
      readonly name: string
      readonly passphrase: string | null
      readonly deviceName: string
    }
  | {
      readonly type: 'account.recover'
      readonly words: string
      readonly passphrase: string | null
      readonly deviceName: string
      readonly relay: string
    }
  | { readonly type: 'account.lock' }
  | { readonly type: 'account.unlock'; readonly passphrase: string | null }
  | {
      readonly type: 'account.change-passphrase'
      readonly current: string | null
      readonly next: string | null
    }
  | { readonly type: 'account.preview-removal' }
  | { readonly type: 'account.remove-from-device' }
  | { readonly type: 'recovery.show' }
  | { readonly type: 'recovery.challenge' }
  | {
      readonly type: 'recovery.prove'
      readonly answers: readonly { readonly position: number; readonly word: string }[]
    }
  | { readonly type: 'recovery.check'; readonly words: string }
  | { readonly type: 'recovery.suggest'; readonly prefix: string }
  /**
   * `words`: the recovery words, which revoke any device, older ones too. `evenSo`: now, although earlier messages that
   * only the revoked device wrote have not arrived here, and are lost by it (`not-allowed`, `history-arriving`).
   */
  | {
      readonly type: 'device.revoke'
      readonly device: string
      readonly words?: string
      readonly evenSo?: boolean
    }
  | { readonly type: 'profile.edit'; readonly edit: ProfileEdit }
  | {
      readonly type: 'album.create'
      readonly title: string
      readonly kind: AlbumKind
      readonly audience: Audience
    }
  | { readonly type: 'album.edit'; readonly album: AlbumIdText; readonly edit: AlbumEdit }
  /** Puts it before another of one's albums, or last. */
  | { readonly type: 'album.place'; readonly album: AlbumIdText; readonly before: AlbumIdText | null }
  /** The album is made anew for the other audience, and the old one taken down: the answer has its new id. */
  | { readonly type: 'album.set-audience'; readonly album: AlbumIdText; readonly audience: Audience }
  | { readonly type: 'album.bin'; readonly album: AlbumIdText }
  /** Anybody's album: keep its images on this device, or leave them to the budget. */
  | {
      readonly type: 'album.keep-offline'
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly keep: boolean
    }
  /** Every edit for every work, as one. */
  | {
      readonly type: 'works.edit'
      readonly album: AlbumIdText
      readonly works: readonly WorkId[]
      readonly edits: readonly WorkEdit[]
    }
  /** Puts them, in the order given, before another work of the album, or last. */
  | {
      readonly type: 'works.place'
      readonly album: AlbumIdText
      readonly works: readonly WorkId[]
      readonly before: WorkId | null
    }
  | {
      readonly type: 'works.move'
      readonly from: AlbumIdText
      readonly to: AlbumIdText
      readonly works: readonly WorkId[]
    }
  | { readonly type: 'works.bin'; readonly album: AlbumIdText; readonly works: readonly WorkId[] }
  | { readonly type: 'bin.restore'; readonly items: readonly BinRef[] }
  /** For good, before their 30 days are over. */
  | { readonly type: 'bin.empty'; readonly items: readonly BinRef[] }
  /**
   * Keeps the source on disk and puts it in line to be prepared. `replaces`: becomes the newest version of
   * that work. Errors: `invalid-input` on `source` (`empty`, `too-long`), `storage`, `not-found`.
   */
  | {
      readonly type: 'intake.take'
      readonly album: AlbumIdText
      readonly name: string
      readonly source: Blob
      readonly replaces: WorkId | null
    }
  | { readonly type: 'intake.pause' }
  | { readonly type: 'intake.resume' }
  /** Lets go of what is not done. */
  | { readonly type: 'intake.stop' }
  /** Tries what failed again; a duplicate is added this time. */
  | { readonly type: 'intake.retry'; readonly items: readonly string[] }
  /** Takes done and failed ones off the list, and their sources off the disk. */
  | { readonly type: 'intake.dismiss'; readonly items: readonly string[] }
  /** The bytes of one image, from this device or else from the relay. The next size up stands in for one that is left out. */
  | {
      readonly type: 'image.load'
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly work: WorkId
      readonly image: ImageId
      readonly size: ImageSize
    }
  /** Crossed requests connect. Errors: `cannot-connect`, `invalid-input` on `note`. */
  | { readonly type: 'connection.request'; readonly account: AccountIdText; readonly note: string }
  | { readonly type: 'connection.cancel'; readonly account: AccountIdText }
  | { readonly type: 'connection.accept'; readonly account: AccountIdText }
  /** Nobody is told. */
  | { readonly type: 'connection.reject'; readonly account: AccountIdText }
  | { readonly type: 'connection.remove'; readonly account: AccountIdText }
  | { readonly type: 'connection.block'; readonly account: AccountIdText }
  | { readonly type: 'connection.unblock'; readonly account: AccountIdText }
  /** A code of one's own, good for ten minutes. `answers`: the account scanned just before, so that theirs is the last scan needed. */
  | { readonly type: 'code.show'; readonly answers: AccountIdText | null }
  | { readonly type: 'code.scan'; readonly text: string }
  /** `digits`: sixty digits as the other person reads or shows them, spaces allowed; null takes "verified" back. */
  | { readonly type: 'trust.compare'; readonly account: AccountIdText; readonly digits: string | null }
  /** The person says that the numbers are the same. */
  | { readonly type: 'trust.confirm'; readonly account: AccountIdText }
  | { readonly type: 'trust.acknowledge'; readonly account: AccountIdText }
  | {
      readonly type: 'message.send'
      readonly conversation: ConversationId
      readonly text: string
      readonly replyTo: MessageId | null
    }
  | {
      readonly type: 'message.send-image'
      readonly conversation: ConversationId
      readonly source: Blob
      readonly alt: string
      readonly text: string
      readonly replyTo: MessageId | null
    }
  | {
      readonly type: 'message.send-work'
      readonly conversation: ConversationId
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly work: WorkId
      readonly text: string
    }
  | {
      readonly type: 'message.edit'
      readonly conversation: ConversationId
      readonly message: MessageId
      readonly text: string
    }
  /** Asks every device that has it to take it out; what they do is theirs. */
  | { readonly type: 'message.delete'; readonly conversation: ConversationId; readonly message: MessageId }
  /** One reaction for each person and message; null takes it back. */
  | {
      readonly type: 'message.react'
      readonly conversation: ConversationId
      readonly message: MessageId
      readonly emoji: string | null
    }
  /** Of one that cannot be read: asks its author for it. */
  | { readonly type: 'message.ask-again'; readonly conversation: ConversationId; readonly message: MessageId }
  /** One's own, that somebody could not read: sends it once more. */
  | {
      readonly type: 'message.send-again'
      readonly conversation: ConversationId
      readonly message: MessageId
    }
  | {
      readonly type: 'message.image'
      readonly conversation: ConversationId
      readonly message: MessageId
      readonly size: ImageSize
    }
  /** Everything up to this item was shown. */
  | { readonly type: 'conversation.read'; readonly conversation: ConversationId; readonly key: string }
  | { readonly type: 'conversation.draft'; readonly conversation: ConversationId; readonly text: string }
  /** A key was pressed; asked as often as one likes. */
  | { readonly type: 'conversation.typing'; readonly conversation: ConversationId }
  | {
      readonly type: 'room.create'
      readonly name: string
      readonly members: readonly AccountIdText[]
      readonly mode: 'keep' | 'open'
    }
  | {
      readonly type: 'room.invite'
      readonly conversation: ConversationId
      readonly accounts: readonly AccountIdText[]
    }
  | { readonly type: 'room.accept'; readonly conversation: ConversationId }
  /** Declines an invitation, or leaves. */
  | { readonly type: 'room.leave'; readonly conversation: ConversationId }
  | { readonly type: 'room.remove'; readonly conversation: ConversationId; readonly account: AccountIdText }
  | {
      readonly type: 'room.make-admin'
      readonly conversation: ConversationId
      readonly account: AccountIdText
    }
  | { readonly type: 'room.rename'; readonly conversation: ConversationId; readonly name: string }
  | { readonly type: 'privacy.change'; readonly change: Partial<PrivacyRow> }
  /**
   * `images` were attached before, and are prepared now; the draft is taken away when it is done. Errors: `invalid-input`
   * on `text` (`empty` when there is nothing in the post at all, `too-long`), `images` (`too-many`: pictures and works
   * together); `image-refused`; `not-found` for a work or an image.
   */
  | {
      readonly type: 'post.publish'
      readonly text: string
      readonly audience: Audience
      readonly mentions: readonly PersonMention[]
      readonly images: readonly { readonly id: string; readonly alt: string }[]
      readonly works: readonly WorkRef[]
      readonly added: { readonly album: AlbumIdText; readonly total: number } | null
    }
  /** A new version; those before are kept. Images of the version before stay by their place in it. */
  | {
      readonly type: 'post.edit'
      readonly post: EntryId
      readonly text: string
      readonly mentions: readonly PersonMention[]
      readonly keepImages: readonly number[]
      readonly works: readonly WorkRef[]
    }
  /** One's own post or comment. */
  | { readonly type: 'entry.delete'; readonly id: EntryId }
  | {
      readonly type: 'post.image'
      readonly account: AccountIdText
      readonly post: EntryId
      readonly image: ImageId
      readonly size: ImageSize
    }
  /** Keeps an image on this device's disk for a post that is being written; as it came, not looked at yet. */
  | { readonly type: 'post.attach'; readonly source: Blob }
  | { readonly type: 'post.attached'; readonly image: string }
  /** Null: thrown away, and its images with it. */
  | { readonly type: 'post.draft'; readonly draft: PostDraft | null }
  | {
      readonly type: 'comment.publish'
      readonly target: Target
      readonly replyTo: { readonly account: AccountIdText; readonly id: EntryId } | null
      readonly text: string
      readonly mentions: readonly PersonMention[]
    }
  | {
      readonly type: 'comment.edit'
      readonly comment: EntryId
      readonly text: string
      readonly mentions: readonly PersonMention[]
    }
  /** By the owner of what it is about: on every device that holds both, and on one's own. */
  | {
      readonly type: 'comment.hide'
      readonly account: AccountIdText
      readonly comment: EntryId
      readonly hidden: boolean
    }
  | { readonly type: 'appreciate'; readonly target: Target; readonly on: boolean }
  | { readonly type: 'follow.set'; readonly account: AccountIdText; readonly follow: FollowState }
  | { readonly type: 'mute.person'; readonly account: AccountIdText; readonly muted: boolean }
  | { readonly type: 'mute.word'; readonly word: string; readonly muted: boolean }
  /** Everything up to this item was shown; on all of one's devices. */
  | { readonly type: 'notices.read'; readonly key: string }
  /** Asks the relay who else said something about it. */
  | { readonly type: 'talk.ask'; readonly target: Target }
  | { readonly type: 'listing.change'; readonly listed: boolean }
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
  'album.create': { readonly album: AlbumIdText }
  'album.edit': null
  'album.place': null
  'album.set-audience': { readonly album: AlbumIdText }
  'album.bin': null
  'album.keep-offline': null
  'works.edit': null
  'works.place': null
  'works.move': null
  'works.bin': null
  'bin.restore': null
  'bin.empty': null
  'intake.take': { readonly item: string }
  'intake.pause': null
  'intake.resume': null
  'intake.stop': null
  'intake.retry': null
  'intake.dismiss': null
  'image.load': { readonly bytes: Uint8Array; readonly mime: ImageMime; readonly size: ImageSize }
  'connection.request': null
  'connection.cancel': null
  'connection.accept': { readonly conversation: ConversationId }
  'connection.reject': null
  'connection.remove': null
  'connection.block': null
  'connection.unblock': null
  'code.show': { readonly text: string; readonly expiresAtMs: number }
  /** `confirmed`: their code answered one's own, so both sides know. */
  'code.scan': {
    readonly account: AccountIdText
    readonly name: string
    readonly confirmed: boolean
    readonly conversation: ConversationId
  }
  'trust.compare': { readonly same: boolean }
  'trust.confirm': null
  'trust.acknowledge': null
  'message.send': { readonly message: MessageId }
  'message.send-image': { readonly message: MessageId }
  'message.send-work': { readonly message: MessageId }
  'message.edit': null
  'message.delete': null
  'message.react': null
  'message.ask-again': null
  'message.send-again': { readonly message: MessageId }
  'message.image': { readonly bytes: Uint8Array; readonly mime: ImageMime; readonly size: ImageSize }
  'conversation.read': null
  'conversation.draft': null
  'conversation.typing': null
  'room.create': { readonly conversation: ConversationId }
  'room.invite': null
  'room.accept': null
  'room.leave': null
  'room.remove': null
  'room.make-admin': null
  'room.rename': null
  'privacy.change': null
  'post.publish': { readonly post: EntryId }
  'post.edit': null
  'entry.delete': null
  'post.image': { readonly bytes: Uint8Array; readonly mime: ImageMime; readonly size: ImageSize }
  'post.attach': { readonly image: string }
  'post.attached': { readonly source: Blob }
  'post.draft': null
  'comment.publish': { readonly comment: EntryId }
  'comment.edit': null
  'comment.hide': null
  appreciate: null
  'follow.set': null
  'mute.person': null
  'mute.word': null
  'notices.read': null
  'talk.ask': null
  'listing.change': null
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
  | { readonly type: 'albums'; readonly account: AccountIdText }
  | { readonly type: 'album'; readonly account: AccountIdText; readonly album: AlbumIdText }
  | {
      readonly type: 'work'
      readonly account: AccountIdText
      readonly album: AlbumIdText
      readonly work: WorkId
    }
  | { readonly type: 'bin' }
  | { readonly type: 'intake' }
  /** `tag` and `text` narrow what is shown; empty for all. */
  | { readonly type: 'person'; readonly account: AccountIdText }
  | { readonly type: 'people' }
  | { readonly type: 'conversations' }
  | { readonly type: 'conversation'; readonly conversation: ConversationId }
  /** `older` and `newer`: how many items on either side of the place; at most 400 together. */
  | {
      readonly type: 'thread'
      readonly conversation: ConversationId
      readonly place: ThreadPlace
      readonly older: number
      readonly newer: number
    }
  /** In one conversation, or in all. */
  | { readonly type: 'find-messages'; readonly text: string; readonly conversation: ConversationId | null }
  | { readonly type: 'privacy' }
  | { readonly type: 'discover'; readonly sort: WorkSort; readonly tag: string; readonly text: string }
  /** `top`: as an earlier row said, to keep what is shown in its place; null for the newest. `count`: items, at most 400. */
  | { readonly type: 'feed'; readonly top: string | null; readonly count: number }
  | { readonly type: 'post'; readonly account: AccountIdText; readonly post: EntryId }
  | { readonly type: 'talk-about'; readonly target: Target; readonly count: number }
  | { readonly type: 'journal'; readonly account: AccountIdText; readonly count: number }
  | { readonly type: 'notices'; readonly count: number }
  | { readonly type: 'follows' }
  | { readonly type: 'mutes' }
  | { readonly type: 'post-draft' }
  /** On this device, as one types. `role`: an id of `knownRoleIds`, or empty. */
  | { readonly type: 'find-people'; readonly text: string; readonly role: string; readonly place: string }
  /** At the relay; the same fields. Asked when the query starts, and for `pages` pages of it. */
  | {
      readonly type: 'directory'
      readonly text: string
      readonly role: string
      readonly place: string
      readonly pages: number
    }
  | { readonly type: 'listing' }

export interface QueryRows {
  session: SessionState
  sync: SyncRow
  settings: SettingsRow
  storage: StorageRow
  devices: readonly DeviceRow[]
  profile: ProfileState
  albums: AlbumsRow
  album: AlbumState
  work: WorkState
  bin: readonly BinnedItem[]
  intake: IntakeRow
  discover: DiscoverRow
  person: PersonRow
  people: PeopleRow
  conversations: ConversationsRow
  conversation: ConversationState
  thread: ThreadRow
  'find-messages': FoundMessagesRow
  privacy: PrivacyRow
  feed: FeedRow
  post: PostState
  'talk-about': TalkRow
  journal: JournalRow
  notices: NoticesRow
  follows: FollowsRow
  mutes: MutesRow
  'post-draft': PostDraft | null
  'find-people': FoundPeopleRow
  directory: DirectoryRow
  listing: Listing
}

export type QueryType = Query['type']
export type QueryOf<T extends QueryType> = Extract<Query, { readonly type: T }>

/** The core as its callers hold it: in Node tests the core itself, in the page a typed proxy. */
export interface CoreApi {
  run<T extends CommandType>(command: CommandOf<T>): Promise<CommandResult<T>>
  /** Pushes the current row soon, then each newer one, until the returned function is called. */
  watch<T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void): () => void
}
