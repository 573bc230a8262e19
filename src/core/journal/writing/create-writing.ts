/** Writing posts: their pictures, the works they show, and the draft they come from. */
import { err, ok, type Result } from '../../../base/result.ts'
import type {
  JournalBody,
  JournalImage,
  JournalMention,
  JournalPlain,
} from '../../../protocol/journal/journal-types.ts'
import { entryIdToText, parseEntryIdText } from '../../../protocol/journal/target.ts'
import { limits } from '../../../protocol/limits.ts'
import { type Audience, type CommandOf, type CoreError, postLimit, postPictures } from '../../api.ts'
import { stagePicture } from '../../pictures/stage-picture.ts'
import { checkAlt, emptyField, tooLong, wholeCharacters } from '../../typed-text.ts'
import { cutTo } from '../../connections/names.ts'
import type { JournalService } from '../journal-types.ts'
import { checkMentions } from '../talk/rules/input.ts'
import { type Attachments, createAttachments } from './attachments.ts'
import { createDrafts } from './drafts.ts'
import { snapshotAdded, snapshotWorks } from './work-snapshots.ts'
import type { OwnPost, WritingDeps } from './writing-deps.ts'

export type Writing = Pick<
  JournalService,
  'publish' | 'editPost' | 'attach' | 'attached' | 'keepDraft' | 'draft'
>

type Publish = CommandOf<'post.publish'>
type Edit = CommandOf<'post.edit'>

const revoked: CoreError = { type: 'not-allowed', reason: 'device-revoked' }
const tooManyPictures: CoreError = { type: 'invalid-input', field: 'images', reason: 'too-many' }
const unknownPost: CoreError = { type: 'not-found', what: 'post' }

export const createWriting = (deps: WritingDeps): Writing => {
  const attachments = createAttachments(deps)
  const drafts = createDrafts(deps, attachments)
  return {
    async attach(source) {
      await drafts.tidied()
      return attachments.add(source)
    },
    attached: attachments.get,
    keepDraft: drafts.keep,
    draft: drafts.read,
    async publish(command) {
      const plain = await postFrom(command, attachments, deps)
      if (!plain.ok) return plain
      const post = await write(plain.value, command.audience, deps)
      if (post.ok) await drafts.published(command.images.map(({ id }) => id))
      return post
    },
    async editPost(command) {
      const of = parseEntryIdText(command.post)
      const before = of === null ? null : await deps.talk.readPost(of)
      const audience = before === null ? null : audienceOf(before)
      if (of === null || before === null || audience === null) return err(unknownPost)
      const body = await editedBody(command, before, audience, deps)
      if (!body.ok) return body
      const atMs = deps.ports.clock.nowMs()
      const edited = await write({ kind: 'edit', atMs, of, body: body.value }, audience, deps)
      return edited.ok ? ok(null) : edited
    },
  }
}

/** Posts stand in no thread. */
const audienceOf = ({ entry }: OwnPost): Audience | null =>
  entry.audience === 'thread' ? null : entry.audience

const write = async (
  plain: JournalPlain,
  audience: Audience,
  { line }: WritingDeps,
): Promise<Result<{ readonly post: string }, CoreError>> => {
  const written = await line.write([{ plain, audience, about: null }])
  if (!written.ok) return written
  const [entry] = written.value
  return entry === undefined
    ? err({ type: 'internal', detail: 'nothing was written' })
    : ok({ post: entryIdToText(entry.id) })
}

/** What is cheap to check comes before pictures are prepared. */
const postFrom = async (
  { text, mentions, audience, images, works, added }: Publish,
  attachments: Attachments,
  deps: WritingDeps,
): Promise<Result<JournalPlain, CoreError>> => {
  const isBare = images.length === 0 && works.length === 0 && added === null
  const words = checkWords({ text, mentions, pictures: images.length + works.length, isBare }, deps)
  if (!words.ok) return words
  const shown = await snapshotWorks(works, audience, [], deps)
  if (!shown.ok) return shown
  const told = await snapshotAdded(added, audience, works.length, deps)
  if (!told.ok) return told
  const prepared = await prepareImages(images, audience, attachments, deps)
  if (!prepared.ok) return prepared
  const body: JournalBody = { ...words.value, images: prepared.value, works: shown.value }
  return ok({ kind: 'post', atMs: deps.ports.clock.nowMs(), body, added: told.value })
}

const editedBody = async (
  { text, mentions, keepImages, works }: Edit,
  before: OwnPost,
  audience: Audience,
  deps: WritingDeps,
): Promise<Result<JournalBody, CoreError>> => {
  const images = keepImages.flatMap(place => before.body.images[place] ?? [])
  const areKnown = images.length === keepImages.length && new Set(keepImages).size === keepImages.length
  if (!areKnown) return err({ type: 'invalid-input', field: 'images', reason: 'unknown-value' })
  const { plain } = before.entry
  const tellsOfAdded = plain?.kind === 'post' && plain.added !== null
  const isBare = images.length === 0 && works.length === 0 && !tellsOfAdded
  const words = checkWords({ text, mentions, pictures: images.length + works.length, isBare }, deps)
  if (!words.ok) return words
  const shown = await snapshotWorks(works, audience, before.body.works, deps)
  return shown.ok ? ok({ ...words.value, images, works: shown.value }) : shown
}

interface Words extends Pick<Publish, 'text' | 'mentions'> {
  readonly pictures: number
  /** There is nothing but the text. */
  readonly isBare: boolean
}

const checkWords = (
  { text, mentions, pictures, isBare }: Words,
  { isRevoked }: WritingDeps,
): Result<{ readonly text: string; readonly mentions: readonly JournalMention[] }, CoreError> => {
  if (isRevoked()) return err(revoked)
  if (text.length > postLimit) return err(tooLong('text'))
  if (text.trim() === '' && isBare) return err(emptyField('text'))
  if (pictures > postPictures) return err(tooManyPictures)
  const named = checkMentions(mentions)
  return named.ok ? ok({ text: wholeCharacters(text), mentions: named.value }) : named
}

const prepareImages = async (
  images: Publish['images'],
  audience: Audience,
  attachments: Attachments,
  deps: WritingDeps,
): Promise<Result<readonly JournalImage[], CoreError>> => {
  const sources: { readonly source: Blob; readonly alt: string }[] = []
  for (const { id, alt } of images) {
    const described = checkAlt(alt)
    if (!described.ok) return described
    const found = await attachments.get(id)
    if (!found.ok) return found
    sources.push({ source: found.value.source, alt: cutTo(described.value, limits.altBytes) })
  }
  const prepared: JournalImage[] = []
  for (const { source, alt } of sources) {
    const staged = await stagePicture(source, audience, deps)
    if (!staged.ok) return staged
    const { frame, renditions } = staged.value
    prepared.push({ id: deps.ports.random.bytes(16), alt, ...frame, renditions })
  }
  return ok(prepared)
}
