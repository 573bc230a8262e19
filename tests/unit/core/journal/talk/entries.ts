/** What people put into journals. */
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import { sha256 } from '../../../../../src/protocol/crypto/hash.ts'
import type {
  EntryId16,
  JournalBody,
  JournalImage,
  JournalPlain,
  JournalTarget,
} from '../../../../../src/protocol/journal/journal-types.ts'
import type { BlobDigest } from '../../../../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'

type Kind<K extends JournalPlain['kind']> = Extract<JournalPlain, { readonly kind: K }>

export const bytes32 = (...parts: readonly (string | number)[]): Uint8Array => sha256(enc([...parts]))
export const bytes16 = (...parts: readonly (string | number)[]): Uint8Array => bytes32(...parts).slice(0, 16)
export const accountNamed = (name: string): AccountId => bytes32('account', name) as AccountId

/** An image of which there is a thumbnail. */
export const boat: JournalImage = {
  id: bytes16('image'),
  alt: 'a boat',
  width: 4,
  height: 3,
  colour: [1, 2, 3],
  placeholder: new Uint8Array([1]),
  renditions: [
    {
      size: 'thumb',
      width: 4,
      height: 3,
      mime: 'image/webp',
      bytes: 9,
      digest: new Uint8Array(32) as BlobDigest,
      lock: null,
    },
  ],
}

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
