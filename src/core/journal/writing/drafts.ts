/** The post that somebody has begun to write on this device, and the pictures that wait for it. */
import { err, ok, type Result } from '../../../base/result.ts'
import type { CoreError, PostDraft } from '../../api.ts'
import { createSerial } from '../../documents/index.ts'
import { storageFailure } from '../../storage-failure.ts'
import { tooLong, wholeCharacters } from '../../typed-text.ts'
import type { Attachments } from './attachments.ts'
import { draftLimits, draftToRow, rowToDraft } from './draft-row.ts'
import type { WritingDeps } from './writing-deps.ts'

export interface Drafts {
  /** Once what the last session left behind is gone. */
  tidied(): Promise<void>
  read(): Promise<PostDraft | null>
  /** Pictures that were in the draft before and are not now are let go of. */
  keep(draft: PostDraft | null): Promise<Result<null, CoreError>>
  /** It was published: gone, with these pictures. */
  published(images: readonly string[]): Promise<void>
}

const draftKey = 'jw/draft'

/** At once lets go of pictures that a session left behind. */
export const createDrafts = (
  { rows, ports }: Pick<WritingDeps, 'rows' | 'ports'>,
  attachments: Attachments,
): Drafts => {
  const inTurn = createSerial()
  const read = async (): Promise<PostDraft | null> => {
    const stored = await rows.get(draftKey)
    return stored.ok && stored.value !== null ? rowToDraft(stored.value) : null
  }
  /** Not when the row cannot be read: what it names may be all that is left of a post. */
  const letGoOfLeftovers = async (): Promise<void> => {
    const [stored, attached] = await Promise.all([rows.get(draftKey), attachments.all()])
    const draft = stored.ok && stored.value !== null ? rowToDraft(stored.value) : null
    if (!stored.ok || !attached.ok || (stored.value !== null && draft === null)) return
    const named = new Set(draft?.images.map(({ id }) => id))
    await attachments.remove(attached.value.filter(id => !named.has(id)))
  }
  const clear = async (images: readonly string[]): Promise<Result<null, CoreError>> => {
    const draft = await read()
    const written = await rows.write([[draftKey, null]])
    if (!written.ok) return err(storageFailure(written.error))
    await attachments.remove([...images, ...(draft?.images.map(({ id }) => id) ?? [])])
    return ok(null)
  }
  const tidied = inTurn(letGoOfLeftovers).catch((error: unknown) => {
    ports.log({ event: 'attachments-not-tidied', detail: error instanceof Error ? error.message : 'unknown' })
  })

  return {
    tidied: () => tidied,
    read: () => inTurn(read),
    keep: draft =>
      inTurn(async () => {
        if (draft === null) {
          const attached = await attachments.all()
          return clear(attached.ok ? attached.value : [])
        }
        const checked = checkDraft(draft)
        if (!checked.ok) return checked
        const before = await read()
        const written = await rows.write([rows.seal(draftKey, draftToRow(checked.value))])
        if (!written.ok) return err(storageFailure(written.error))
        const named = new Set(draft.images.map(({ id }) => id))
        const past = before?.images.map(({ id }) => id).filter(id => !named.has(id)) ?? []
        await attachments.remove(past)
        return ok(null)
      }),
    published: images =>
      inTurn(async () => {
        const cleared = await clear(images)
        if (!cleared.ok) ports.log({ event: 'draft-not-removed', reason: cleared.error.type })
      }),
  }
}

const checkDraft = (draft: PostDraft): Result<PostDraft, CoreError> => {
  if (draft.text.length > draftLimits.textChars) return err(tooLong('text'))
  const whole: PostDraft = {
    ...draft,
    text: wholeCharacters(draft.text),
    images: draft.images.map(({ id, alt }) => ({ id, alt: wholeCharacters(alt) })),
    mentions: draft.mentions.map(mention => ({ ...mention, name: wholeCharacters(mention.name) })),
    works: draft.works.map(work => ({
      ...work,
      title: wholeCharacters(work.title),
      alt: wholeCharacters(work.alt),
    })),
  }
  // A row that would not open again is none.
  return rowToDraft(draftToRow(whole)) === null
    ? err({ type: 'invalid-input', field: 'draft', reason: 'too-many' })
    : ok(whole)
}
