/** The image behind `post.image`. */
import { bytesToBase64Url } from '../../../../base/bytes.ts'
import type { JournalImage } from '../../../../protocol/journal/journal-types.ts'
import type { AccountIdText, ImageSize } from '../../../api.ts'
import type { JournalService } from '../../journal-types.ts'
import { foldEffects } from '../rules/folding.ts'
import { isLive } from '../rows/entry-row.ts'
import { effectsPrefix } from '../rows/keys.ts'
import { readAll, readEntry } from '../rows/reading.ts'
import { parseRef } from '../rows/refs.ts'
import { effectsIn } from '../taking/fold-entry.ts'
import type { ShowingDeps } from './showing-deps.ts'

const sizes: readonly ImageSize[] = ['thumb', 'card', 'full', 'original']

/** Of the post as it is, or as it was before an edit. */
export const postImage = async (
  account: AccountIdText,
  post: string,
  image: string,
  size: ImageSize,
  { rows, circle }: Pick<ShowingDeps, 'rows' | 'circle'>,
): ReturnType<JournalService['image']> => {
  const ref = parseRef(account, post)
  const entry = ref === null || circle.isBlocked(ref.account) ? null : await readEntry(rows, ref)
  if (ref === null || entry?.plain?.kind !== 'post' || !isLive(entry)) return null
  const { edits } = foldEffects(effectsIn(await readAll(rows, effectsPrefix(ref))))
  const images = [entry.plain.body, ...edits.flatMap(({ edit }) => edit?.body ?? [])].flatMap(
    body => body.images,
  )
  const found = images.find(({ id }) => bytesToBase64Url(id) === image)
  return found === undefined ? null : renditionFor(found, size)
}

/** The size asked for, or the next one up, or the largest there is. */
const renditionFor = (
  { renditions }: JournalImage,
  size: ImageSize,
): Awaited<ReturnType<JournalService['image']>> => {
  const sorted = renditions.toSorted((a, b) => sizes.indexOf(a.size) - sizes.indexOf(b.size))
  const found = sorted.find(one => sizes.indexOf(one.size) >= sizes.indexOf(size)) ?? sorted.at(-1)
  return found === undefined ? null : { size: found.size, blob: found }
}
