/** What a downloaded image is called. Pure. */
import type { ImageMime, ImageSize } from '../../../core/api.ts'

const maxChars = 60

const endings: { readonly [Mime in ImageMime]: string } = {
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** The title as far as file systems take it, the size, and the ending of its format. */
export const fileNameOf = (
  title: string,
  file: { readonly size: ImageSize; readonly mime: ImageMime },
): string => {
  const readable = title
    .normalize('NFC')
    .replace(/[\p{Control}\p{Default_Ignorable_Code_Point}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const name = Array.from(readable)
    .slice(0, maxChars)
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '')
  return `${name === '' ? 'work' : name} (${file.size}).${endings[file.mime]}`
}
