/** One entry of a journal, opened as far as this device can. */
import { bytesToHex, equalBytes } from '../../../base/bytes.ts'
import type { Malformed } from '../../../protocol/errors.ts'
import { decodeJournalEntry } from '../../../protocol/journal/entry.ts'
import type { EntryId16, JournalEntry, JournalPlain } from '../../../protocol/journal/journal-types.ts'
import { postKey, threadKey, threadTag } from '../../../protocol/journal/keys.ts'
import { decodeJournalPlain } from '../../../protocol/journal/plain.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { unpadPlain } from '../../../protocol/rooms/padding.ts'
import type { EntryProblem } from '../../api.ts'
import { openBox } from '../../crypto/secretbox.ts'
import type { Secret } from '../../crypto/secret.ts'
import { wipe } from '../../crypto/wipe.ts'
import { openEntry } from '../../private/sealed-entries.ts'
import type { EntryAudience, ReadEntry } from '../journal-types.ts'
import type { PlacedEntry } from './compare.ts'
import type { LineDeps } from './line-deps.ts'
import type { Tags } from './tags.ts'

/** What would open an entry: a secret of somebody's, or to learn whose entry a tag belongs to. */
export type Wanted =
  | {
      readonly kind: 'key'
      readonly owner: AccountId
      /** Null: of one's own account secrets. */ readonly secret: WantedSecret | null
    }
  | { readonly kind: 'tag'; readonly tag: Uint8Array }

export interface WantedSecret {
  readonly generation: number
  /** 8 bytes. */
  readonly keyId: Uint8Array
}

export interface OpenedEntry {
  readonly entry: ReadEntry
  readonly wanted: Wanted | null
}

export interface EntryPlace {
  readonly account: AccountId
  readonly segment: number
  /** Of the segment's document. */
  readonly doc32: Uint8Array
}

export type OpenerDeps = Pick<LineDeps, 'self' | 'audiences' | 'secrets'> & {
  readonly tags: Pick<Tags, 'find'>
}

interface Inside {
  readonly plain: JournalPlain | null
  readonly problem: EntryProblem | null
  readonly wanted: Wanted | null
  readonly threadTag: Uint8Array | null
}

export const openJournalEntry = async (
  { id, index, bytes }: PlacedEntry,
  place: EntryPlace,
  deps: OpenerDeps,
): Promise<OpenedEntry> => {
  const decoded = decodeJournalEntry(bytes)
  const inside = decoded.ok ? await look(decoded.value, place, deps) : malformedInside(decoded.error)
  const { plain, problem, wanted, threadTag: madeTag } = inside
  const audience = decoded.ok ? audienceOf(decoded.value) : 'public'
  const tag = decoded.ok && decoded.value.form === 'thread' ? decoded.value.tag : null
  const { account, segment } = place
  return { entry: { account, id, segment, index, audience, tag, plain, problem, threadTag: madeTag }, wanted }
}

const audienceOf = ({ form }: JournalEntry): EntryAudience => {
  switch (form) {
    case 'open':
      return 'public'
    case 'audience':
      return 'connections'
    case 'thread':
      return 'thread'
    case 'own':
      return 'only-me'
  }
}

const nothing: Inside = { plain: null, problem: 'not-for-you', wanted: null, threadTag: null }

const malformedInside = ({ reason }: Malformed): Inside => ({
  ...nothing,
  problem: reason === 'unknown-kind' ? 'newer-version' : 'broken',
})

const look = (entry: JournalEntry, place: EntryPlace, deps: OpenerDeps): Inside | Promise<Inside> => {
  switch (entry.form) {
    case 'open':
      return { ...nothing, plain: entry.plain, problem: null }
    case 'audience':
      return lookAtAudience(entry, place, deps)
    case 'thread':
      return lookAtThread(entry, place, deps)
    case 'own':
      return lookAtOwn(entry, place, deps)
  }
}

type Sealed = Extract<JournalEntry, { readonly form: 'audience' | 'thread' }>

const wantedKey = ({ generation, keyId }: Sealed, owner: AccountId): Wanted => ({
  kind: 'key',
  owner,
  secret: { generation, keyId },
})

const lookAtAudience = (entry: Sealed, { account }: EntryPlace, { audiences }: OpenerDeps): Inside => {
  const held = audiences.find(account, entry.generation, bytesToHex(entry.keyId))
  if (held === null) return { ...nothing, wanted: wantedKey(entry, account) }
  const inside = openSealed(entry, postKey(held.secret.reveal(), account, entry.id))
  return isTalkedAbout(inside.plain)
    ? { ...inside, threadTag: tagOf(held.secret, account, entry.id) }
    : inside
}

const isTalkedAbout = (plain: JournalPlain | null): boolean =>
  plain?.kind === 'post' || plain?.kind === 'comment'

const tagOf = (secret: Secret, account: AccountId, id: EntryId16): Uint8Array =>
  threadTag(secret.reveal(), account, id)

const lookAtThread = async (
  entry: Extract<JournalEntry, { readonly form: 'thread' }>,
  { account }: EntryPlace,
  { audiences, tags }: OpenerDeps,
): Promise<Inside> => {
  const about = await tags.find(entry.tag)
  if (about === null) return { ...nothing, wanted: { kind: 'tag', tag: entry.tag } }
  const held = audiences.find(about.account, entry.generation, bytesToHex(entry.keyId))
  if (held === null) return { ...nothing, wanted: wantedKey(entry, about.account) }
  return openSealed(entry, threadKey(held.secret.reveal(), about.account, account, entry.id))
}

const openSealed = ({ nonce, box }: Sealed, key: Uint8Array): Inside => {
  const padded = openBox({ nonce, box }, key)
  wipe(key)
  return readPlain(padded === null ? null : unpadPlain(padded))
}

const readPlain = (bytes: Uint8Array | null): Inside => {
  if (bytes === null) return { ...nothing, problem: 'broken' }
  const plain = decodeJournalPlain(bytes)
  return plain.ok ? { ...nothing, plain: plain.value, problem: null } : malformedInside(plain.error)
}

/** Somebody else's are theirs alone. One's own of a generation that is not held here open when it has come. */
const lookAtOwn = (
  { id, sealed }: Extract<JournalEntry, { readonly form: 'own' }>,
  { account, doc32 }: EntryPlace,
  { self, secrets }: OpenerDeps,
): Inside => {
  if (!equalBytes(account, self)) return nothing
  const value = openEntry(sealed, { doc32, field: bytesToHex(id) }, secrets())
  return value instanceof Uint8Array
    ? readPlain(value)
    : { ...nothing, wanted: { kind: 'key', owner: self, secret: null } }
}
