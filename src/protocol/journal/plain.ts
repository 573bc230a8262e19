/**
 * What an entry says, to bytes and back, without padding (journal-types.ts):
 *
 *   post        ["post", at, text, [mention …], [image …], [work …], added|null]      added: [album32, title, total]
 *   comment     ["comment", at, target, [acct32, id16]|null, text, [mention …]]
 *   appreciate  ["appreciate", at, target]
 *   edit        ["edit", at, of16, text, [mention …], [image …], [work …]]
 *   delete      ["delete", at, of16]
 *   hide        ["hide", at, acct32, id16]
 *   follow      ["follow", at, acct32]
 *
 * `at`: ms since 1970, as its author's clock said. Images and works together are at most `postPictures`.
 */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import { bytesOf, literal, nullable, parseItem, type Shape, text, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { time } from '../rooms/shapes.ts'
import { images, imageToItem, mentions, mentionToItem, works, workToItem } from './body.ts'
import type { EntryId16, JournalBody, JournalPlain, JournalTarget } from './journal-types.ts'
import { accountId, entryId, journalTarget, journalTargetToItem } from './target.ts'

const what = 'journal entry'
const maxKindBytes = 32

type BodyFields = readonly [string, JournalBody['mentions'], JournalBody['images'], JournalBody['works']]
const bodyShapes = [text(limits.postBytes), mentions, images, works] as const

const postShape = tuple<['post', number, ...BodyFields, readonly [Uint8Array, string, number] | null]>(
  literal('post'),
  time,
  ...bodyShapes,
  nullable(tuple<[Uint8Array, string, number]>(bytesOf(32), text(limits.altBytes), uint(undefined, 1))),
)
const commentShape = tuple<
  ['comment', number, JournalTarget, readonly [AccountId, EntryId16] | null, string, JournalBody['mentions']]
>(
  literal('comment'),
  time,
  journalTarget,
  nullable(tuple<[AccountId, EntryId16]>(accountId, entryId)),
  text(limits.commentBytes),
  mentions,
)
const appreciateShape = tuple<['appreciate', number, JournalTarget]>(
  literal('appreciate'),
  time,
  journalTarget,
)
const editShape = tuple<['edit', number, EntryId16, ...BodyFields]>(
  literal('edit'),
  time,
  entryId,
  ...bodyShapes,
)
const deleteShape = tuple<['delete', number, EntryId16]>(literal('delete'), time, entryId)
const hideShape = tuple<['hide', number, AccountId, EntryId16]>(literal('hide'), time, accountId, entryId)
const followShape = tuple<['follow', number, AccountId]>(literal('follow'), time, accountId)

/** The caller keeps within limits.entryBytes: larger ones nobody reads. */
export const encodeJournalPlain = (plain: JournalPlain): Uint8Array => enc(journalPlainToItem(plain))

/** `unknown-kind`: well formed, of a kind that only a newer version knows. */
export const decodeJournalPlain = (bytes: Uint8Array): Result<JournalPlain, Malformed> => {
  const decoded = dec(bytes, what, limits.entryBytes)
  return decoded.ok ? parseJournalPlain(decoded.value) : decoded
}

export const parseJournalPlain = (item: Item): Result<JournalPlain, Malformed> => {
  const kind = kindOf(item)
  switch (kind) {
    case null:
      return err(malformed(what, 'wrong-shape'))
    case 'post':
      return bounded(parsedAs(postShape, item, toPost))
    case 'comment':
      return parsedAs(commentShape, item, toComment)
    case 'appreciate':
      return parsedAs(appreciateShape, item, ([, atMs, target]) => ({ kind, atMs, target }))
    case 'edit':
      return bounded(
        parsedAs(editShape, item, ([, atMs, of, ...body]) => ({ kind, atMs, of, body: toBody(body) })),
      )
    case 'delete':
      return parsedAs(deleteShape, item, ([, atMs, of]) => ({ kind, atMs, of }))
    case 'hide':
      return parsedAs(hideShape, item, ([, atMs, account, id]) => ({ kind, atMs, account, id }))
    case 'follow':
      return parsedAs(followShape, item, ([, atMs, account]) => ({ kind, atMs, account }))
    default:
      return err(malformed(what, 'unknown-kind'))
  }
}

const kindOf = (item: Item): string | null => {
  const kind: unknown = Array.isArray(item) ? item[0] : null
  return typeof kind === 'string' && text(maxKindBytes)(kind, '').ok ? kind : null
}

const parsedAs = <T, P extends JournalPlain>(
  shape: Shape<T>,
  item: Item,
  toPlain: (fields: T) => P,
): Result<P, Malformed> => {
  const parsed = parseItem(shape, item, what)
  return parsed.ok ? ok(toPlain(parsed.value)) : parsed
}

const bounded = <P extends { readonly body: JournalBody }>(
  parsed: Result<P, Malformed>,
): Result<P, Malformed> => {
  if (!parsed.ok) return parsed
  const pictures = parsed.value.body.images.length + parsed.value.body.works.length
  return pictures <= limits.postPictures ? parsed : err(malformed(what, 'wrong-shape'))
}

const toBody = ([said, mentioned, shownImages, shownWorks]: BodyFields): JournalBody => ({
  text: said,
  mentions: mentioned,
  images: shownImages,
  works: shownWorks,
})

const toPost = ([kind, atMs, said, mentioned, shownImages, shownWorks, added]: FieldsOf<
  typeof postShape
>) => ({
  kind,
  atMs,
  body: toBody([said, mentioned, shownImages, shownWorks]),
  added: added === null ? null : { album: added[0], title: added[1], total: added[2] },
})

const toComment = ([kind, atMs, target, replyTo, said, mentioned]: FieldsOf<typeof commentShape>) => ({
  kind,
  atMs,
  target,
  replyTo: replyTo === null ? null : { account: replyTo[0], id: replyTo[1] },
  text: said,
  mentions: mentioned,
})

type FieldsOf<S> = S extends Shape<infer T> ? T : never

export const journalPlainToItem = (plain: JournalPlain): Item => {
  switch (plain.kind) {
    case 'post': {
      const added = plain.added === null ? null : [plain.added.album, plain.added.title, plain.added.total]
      return [plain.kind, plain.atMs, ...bodyToItems(plain.body), added]
    }
    case 'comment': {
      const replyTo = plain.replyTo === null ? null : [plain.replyTo.account, plain.replyTo.id]
      const target = journalTargetToItem(plain.target)
      return [plain.kind, plain.atMs, target, replyTo, plain.text, plain.mentions.map(mentionToItem)]
    }
    case 'appreciate':
      return [plain.kind, plain.atMs, journalTargetToItem(plain.target)]
    case 'edit':
      return [plain.kind, plain.atMs, plain.of, ...bodyToItems(plain.body)]
    case 'delete':
      return [plain.kind, plain.atMs, plain.of]
    case 'hide':
      return [plain.kind, plain.atMs, plain.account, plain.id]
    case 'follow':
      return [plain.kind, plain.atMs, plain.account]
  }
}

const bodyToItems = (body: JournalBody): readonly Item[] => [
  body.text,
  body.mentions.map(mentionToItem),
  body.images.map(imageToItem),
  body.works.map(workToItem),
]
