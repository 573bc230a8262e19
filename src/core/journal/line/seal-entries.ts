/** What one writes, as entries of one's own journal. */
import { bytesToHex, hexToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { encodeJournalEntry } from '../../../protocol/journal/entry.ts'
import type { EntryId16, JournalPlain } from '../../../protocol/journal/journal-types.ts'
import { postKey, threadKey } from '../../../protocol/journal/keys.ts'
import { encodeJournalPlain } from '../../../protocol/journal/plain.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { padPlain } from '../../../protocol/rooms/padding.ts'
import type { HeldAccountSecret } from '../../account/account-secret.ts'
import type { CoreError } from '../../api.ts'
import type { AudienceKey } from '../../audiences/audience-types.ts'
import { sealBox } from '../../crypto/secretbox.ts'
import { wipe } from '../../crypto/wipe.ts'
import { sealEntry } from '../../private/sealed-entries.ts'
import { tooLong } from '../../typed-text.ts'
import type { EntryAudience, ReadEntry } from '../journal-types.ts'
import type { LineDeps } from './line-deps.ts'
import type { Tags } from './tags.ts'

export interface EntryToWrite {
  readonly plain: JournalPlain
  readonly audience: EntryAudience
  readonly about: ReadEntry | null
}

/** The bytes of an entry, once the document is known that it goes into. */
export interface SealedEntry {
  readonly id: EntryId16
  readonly bytesFor: (doc32: Uint8Array) => Uint8Array
}

export type SealDeps = Pick<LineDeps, 'self' | 'audiences' | 'secrets' | 'ports'> & {
  readonly tags: Pick<Tags, 'find'>
}

type Lock =
  | { readonly form: 'open' }
  | { readonly form: 'audience'; readonly key: AudienceKey }
  | {
      readonly form: 'thread'
      readonly key: AudienceKey
      readonly owner: AccountId
      readonly tag: Uint8Array
    }
  | { readonly form: 'own'; readonly secret: HeldAccountSecret }

/** Errors: `not-allowed`, `not-found` for a thread without a key, `invalid-input` on `text` for what no entry holds. */
export const sealEntries = async (
  entries: readonly EntryToWrite[],
  deps: SealDeps,
): Promise<Result<readonly SealedEntry[], CoreError>> => {
  const sealed: SealedEntry[] = []
  for (const { plain, audience, about } of entries) {
    const lock = await lockFor(audience, about, deps)
    if (!lock.ok) return lock
    const one = sealOne(plain, lock.value, deps)
    if (one.bytesFor(new Uint8Array(32)).length > limits.entryBytes) return err(tooLong('text'))
    sealed.push(one)
  }
  return ok(sealed)
}

const lockFor = (
  audience: EntryAudience,
  about: ReadEntry | null,
  deps: SealDeps,
): Promise<Result<Lock, CoreError>> | Result<Lock, CoreError> => {
  switch (audience) {
    case 'public':
      return ok({ form: 'open' })
    case 'connections':
      return lockForConnections(deps)
    case 'only-me':
      return lockForSelf(deps)
    case 'thread':
      // Nobody but oneself reads what it is about.
      return about?.audience === 'only-me' ? lockForSelf(deps) : lockForThread(about, deps)
  }
}

const lockForConnections = async ({ audiences }: SealDeps): Promise<Result<Lock, CoreError>> => {
  const key = await audiences.current()
  return key.ok ? ok({ form: 'audience', key: key.value }) : key
}

const lockForSelf = ({ secrets }: SealDeps): Result<Lock, CoreError> => {
  const secret = secrets().at(-1)
  return secret === undefined
    ? err({ type: 'not-allowed', reason: 'read-only' })
    : ok({ form: 'own', secret })
}

const lockForThread = async (about: ReadEntry | null, deps: SealDeps): Promise<Result<Lock, CoreError>> => {
  const thread = about === null ? null : await threadOf(about, deps)
  const key = thread === null ? null : await deps.audiences.newest(thread.owner)
  if (thread !== null && key !== null) return ok({ form: 'thread', key, ...thread })
  return err({ type: 'not-found', what: about?.plain?.kind === 'comment' ? 'comment' : 'post' })
}

/** What is said about a comment of a thread goes into the same thread. */
const threadOf = async (
  { account, threadTag, tag }: ReadEntry,
  { tags }: SealDeps,
): Promise<{ readonly owner: AccountId; readonly tag: Uint8Array } | null> => {
  if (threadTag !== null) return { owner: account, tag: threadTag }
  const about = tag === null ? null : await tags.find(tag)
  return tag === null || about === null ? null : { owner: about.account, tag }
}

const sealOne = (plain: JournalPlain, lock: Lock, { self, ports: { random } }: SealDeps): SealedEntry => {
  const id = random.bytes(16) as EntryId16
  if (lock.form === 'own') {
    const inside = encodeJournalPlain(plain)
    return {
      id,
      bytesFor(doc32) {
        const sealed = sealEntry(inside, { doc32, field: bytesToHex(id) }, lock.secret, random)
        return encodeJournalEntry({ form: 'own', id, sealed })
      },
    }
  }
  const bytes = encodeJournalEntry(
    lock.form === 'open' ? { form: 'open', id, plain } : boxed(plain, id, lock, self, random),
  )
  return { id, bytesFor: () => bytes }
}

const boxed = (
  plain: JournalPlain,
  id: EntryId16,
  lock: Extract<Lock, { readonly form: 'audience' | 'thread' }>,
  self: AccountId,
  random: SealDeps['ports']['random'],
) => {
  const secret = lock.key.secret.reveal()
  const key = lock.form === 'audience' ? postKey(secret, self, id) : threadKey(secret, lock.owner, self, id)
  const { nonce, box } = sealBox(padPlain(encodeJournalPlain(plain)), key, random)
  wipe(key)
  const keyId = hexToBytes(lock.key.id) ?? new Uint8Array(8)
  const fields = { id, generation: lock.key.generation, keyId, nonce, box }
  return lock.form === 'audience'
    ? ({ form: 'audience', ...fields } as const)
    : ({ form: 'thread', tag: lock.tag, ...fields } as const)
}
