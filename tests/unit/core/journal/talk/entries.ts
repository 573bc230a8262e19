/** What people put into journals. */
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import { sha256 } from '../../../../../src/protocol/crypto/hash.ts'
import type {
  EntryId16,
  JournalBody,
  JournalPlain,
  JournalTarget,
} from '../../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'

type Kind<K extends JournalPlain['kind']> = Extract<JournalPlain, { readonly kind: K }>

export const bytes32 = (...parts: readonly (string | number)[]): Uint8Array => sha256(enc([...parts]))
export const bytes16 = (...parts: readonly (string | number)[]): Uint8Array => bytes32(...parts).slice(0, 16)
export const accountNamed = (name: string): AccountId => bytes32('account', name) as AccountId

export const startMs = Date.UTC(2026, 5, 1)

const emptyBody: JournalBody = { text: '', mentions: [], images: [], works: [] }

export const post = (
  text: string,
  { atMs = startMs, added = null, ...body }: Partial<JournalBody & Pick<Kind<'post'>, 'atMs' | 'added'>> = {},
): Kind<'post'> => ({ kind: 'post', atMs, body: { ...emptyBody, ...body, text }, added })

export const comment = (
  text: string,
  target: JournalTarget,
  change: Partial<Omit<Kind<'comment'>, 'kind' | 'target' | 'text'>> = {},
): Kind<'comment'> => ({
  kind: 'comment',
  atMs: startMs,
  replyTo: null,
  mentions: [],
  ...change,
  target,
  text,
})

export const appreciate = (target: JournalTarget, atMs = startMs): Kind<'appreciate'> => ({
  kind: 'appreciate',
  atMs,
  target,
})

export const edit = (of: EntryId16, text: string, atMs = startMs): Kind<'edit'> => ({
  kind: 'edit',
  atMs,
  of,
  body: { ...emptyBody, text },
})

export const deletion = (of: EntryId16, atMs = startMs): Kind<'delete'> => ({ kind: 'delete', atMs, of })
