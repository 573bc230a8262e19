/** Profiles for the rest of the core: one's own to edit, anybody's to read. */
import { equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { createDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { accountIdToText, parseAccountIdText } from '../account/account-id.ts'
import { type CoreError, knownRoleIds, type ProfileEdit, type ProfileRow, type ProfileState } from '../api.ts'
import {
  createOwnedDocument,
  docIdOf,
  type DocumentStore,
  type OwnedDocument,
  type OwnedEditError,
  type Replica,
  type Sealer,
} from '../documents/index.ts'
import { storageFailure } from '../storage-failure.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'
import { applyEdit } from './changes.ts'
import { profileLimits } from './limits.ts'
import { checkEdit } from './rules.ts'
import { accents, availabilities, type CountField, type ProfileContent, profileSchema } from './schema.ts'

export interface ProfileService {
  edit(edit: ProfileEdit): Promise<Result<null, CoreError>>
  /** Opens the profile and keeps it in step while it is open; pushes come through the store. */
  state(account: string): Promise<ProfileState>
  /** Says in one's own profile that there are at least so many. Answers when it is on disk. */
  raise(field: CountField, value: number): Promise<Result<null, CoreError>>
  setListed(listed: boolean): Promise<Result<null, CoreError>>
  /** What is held of somebody's profile and open; null when it is not, or cannot be read. */
  held(account: AccountId): HeldProfile | null
}

export type HeldProfile = Omit<ProfileContent, 'rivals'>

interface ProfileDeps {
  readonly self: AccountId
  readonly store: DocumentStore
  readonly engine: Pick<SyncEngine, 'availability' | 'status'>
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  readonly onOpened: (replica: Replica) => void
}

export const createProfileService = (deps: ProfileDeps): ProfileService => {
  const open = async (
    account: AccountId,
  ): Promise<{ replica: Replica; document: OwnedDocument<ProfileContent> } | null> => {
    const opened = await deps.store.open(createDocumentGenesis('profile', account))
    if (!opened.ok) return null
    deps.onOpened(opened.value)
    const sealer = equalBytes(account, deps.self) ? deps.sealer : () => null
    return { replica: opened.value, document: createOwnedDocument(opened.value, profileSchema, sealer) }
  }

  /** Null leaves it as it is. */
  const change = async (
    field: CountField | 'listed',
    next: (content: ProfileContent | null) => number | boolean | null,
  ): Promise<Result<null, CoreError>> => {
    const own = await open(deps.self)
    if (own === null) return err({ type: 'storage', problem: 'no-storage' })
    const reading = own.document.read()
    const value = next(reading.kind === 'value' ? reading.value : null)
    if (value === null) return ok(null)
    const saved = await own.document.edit(draft => {
      draft[field] = value
    })
    return saved.ok ? ok(null) : err(editFailure(saved.error, field))
  }

  /** Names are asked for with every row of a list: a profile is read once for each of its states. */
  const readings = new WeakMap<Replica, { readonly doc: unknown; readonly value: HeldProfile | null }>()

  return {
    held(account) {
      const replica = deps.store.replica(docIdOf(createDocumentGenesis('profile', account)))
      if (replica === null) return null
      const known = readings.get(replica)
      const doc = replica.doc()
      if (known?.doc === doc) return known.value
      const reading = createOwnedDocument(replica, profileSchema, () => null).read()
      const value = reading.kind === 'value' ? reading.value : null
      readings.set(replica, { doc, value })
      return value
    },
    async edit(edit) {
      const checked = checkEdit(edit, { accents, availabilities, roleIds: knownRoleIds })
      if (!checked.ok) return checked
      const own = await open(deps.self)
      if (own === null) return err({ type: 'storage', problem: 'no-storage' })
      const reading = own.document.read()
      const content = reading.kind === 'value' ? reading.value : null
      if (tooMany(content, checked.value))
        return err({ type: 'invalid-input', field: 'link', reason: 'too-many' })
      const saved = await own.document.edit(draft => applyEdit(draft, content, checked.value))
      return saved.ok ? ok(null) : err(editFailure(saved.error, edit.field))
    },
    raise: (field, value) => change(field, content => ((content?.[field] ?? 0) < value ? value : null)),
    setListed: listed => change('listed', content => ((content?.listed ?? false) === listed ? null : listed)),
    async state(text) {
      const account = parseAccountIdText(text)
      if (account === null) return { kind: 'bad-address' }
      const found = await open(account)
      if (found === null) return { kind: 'unreadable', reason: 'broken' }
      const reading = found.document.read()
      if (reading.kind === 'newer-version' || reading.kind === 'broken') {
        return { kind: 'unreadable', reason: reading.kind }
      }
      const availability = deps.engine.availability(found.replica.id)
      if (reading.kind === 'empty') return whyEmpty(availability)
      const isLive = deps.engine.status().line === 'ready'
      const profile = rowOf(account, deps, found.replica, reading.value)
      return { kind: 'shown', profile, freshness: isLive ? 'live' : 'held' }
    },
  }
}

const editFailure = (error: OwnedEditError, field: string): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'change-too-large':
      return { type: 'invalid-input', field, reason: 'too-long' }
    case 'unreadable':
      return { type: 'storage', problem: 'newer-version' }
    case 'read-only':
      return { type: 'not-allowed', reason: 'device-revoked' }
  }
}

const tooMany = (content: ProfileContent | null, edit: ProfileEdit): boolean =>
  edit.field === 'link' &&
  (content?.links.length ?? 0) >= profileLimits.links &&
  content?.links.some(link => link.id === edit.value.id) === false

const whyEmpty = (availability: ReturnType<SyncEngine['availability']>): ProfileState => {
  if (availability === 'offline') return { kind: 'not-held', reason: 'offline' }
  return availability === 'unavailable'
    ? { kind: 'not-held', reason: 'unknown-to-relay' }
    : { kind: 'looking' }
}

const rowOf = (
  account: AccountId,
  deps: ProfileDeps,
  replica: Replica,
  content: ProfileContent,
): ProfileRow => {
  const isOwn = equalBytes(account, deps.self)
  const status = deps.engine.status().own.find(one => one.replica.id === replica.id)
  return {
    account: accountIdToText(account),
    isOwn,
    name: content.name,
    roles: content.roles,
    place: content.place,
    bio: content.bio,
    links: content.links,
    availability: content.availability,
    accent: content.accent,
    alternatives: isOwn
      ? content.rivals.map(({ field, other }) => ({ field, kept: content[field], other }))
      : [],
    copy: !isOwn || status?.acknowledged === true ? 'on-relay' : 'only-here',
  }
}
