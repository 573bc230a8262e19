/** What the rest of the core knows of finding people and works. */
import type { Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { Reference } from '../../protocol/directory/directory-types.ts'
import type {
  Availability,
  CoreError,
  DirectoryRow,
  DiscoverRow,
  FoundPeopleRow,
  Listing,
  QueryOf,
  Role,
} from '../api.ts'

/** What is kept of a profile beside the heads it was read at, so that nothing need be opened to name or find somebody. */
export interface ProfileCard {
  readonly account: AccountId
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
  readonly availability: Availability
  /** The owner wants to be found through the relay. */
  readonly listed: boolean
  readonly heardAtMs: number
}

export type AskError = { readonly type: 'offline' | 'too-often' | 'refused' | 'malformed' }

export interface DiscoveryService {
  people(query: QueryOf<'find-people'>): Promise<FoundPeopleRow>
  works(query: QueryOf<'discover'>): Promise<DiscoverRow>
  /** As it stands; asks when it was not asked yet, and says through `onChange` when more is known. */
  directory(query: QueryOf<'directory'>): Promise<DirectoryRow>
  listing(): Listing
  changeListing(listed: boolean): Promise<Result<null, CoreError>>
  /** One question to the relay, all pages of it up to `most`. What it answers is not checked beyond its shape. */
  references(keys: readonly Uint8Array[], most: number): Promise<Result<readonly Reference[], AskError>>
  /** Null when nothing is known of them here. */
  card(account: AccountId): ProfileCard | null
  onChange(listener: () => void): () => void
  close(): Promise<void>
}
