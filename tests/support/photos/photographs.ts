/**
 * Photographs for tests: painted, so that nobody's rights are in them; grained, so that they compress as
 * photographs do; and carrying all that cameras write beside the pixels. The same every time.
 */
import sharp, { type Sharp } from 'sharp'
import { utf8ToBytes } from '../../../src/base/bytes.ts'
import { cached } from './cache.ts'
import { intoJpeg, intoPng, intoWebp } from './containers.ts'
import { develop, layDown } from './develop.ts'
import { encodeExif } from './exif.ts'
import { createDisplayP3 } from './icc.ts'
import { type PhotoOptions, type PhotoPlan, planPhotograph } from './plan.ts'

export interface Photograph {
  readonly name: string
  readonly mimeType: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly bytes: Uint8Array
  /** What it carries, and its size upright. */
  readonly plan: PhotoPlan
}

/** In the first bytes of every maker's note here. */
export const makerNoteMark = 'HALDEN-MAKER-NOTE'
/** In a comment inside every embedded thumbnail. */
export const thumbnailMark = 'HALDEN-PREVIEW'

export const photographs = async (
  count: number,
  options: PhotoOptions = {},
): Promise<readonly Photograph[]> => {
  const made: Photograph[] = []
  for (let index = 0; index < count; index++) made.push(await photograph(planPhotograph(index, options)))
  return made
}

export const photograph = async (plan: PhotoPlan): Promise<Photograph> => ({
  name: plan.name,
  mimeType: `image/${plan.format}`,
  bytes: await cached(JSON.stringify(plan), () => take(plan)),
  plan,
})

const take = async (plan: PhotoPlan): Promise<Uint8Array> => {
  const upright = await develop(plan)
  const thumbnail = plan.hasThumbnail ? await thumbnailOf(upright.clone()) : null
  const lying = await layDown(upright, plan.orientation)
  const extras = {
    exif: encodeExif({ ...plan, thumbnail, makerNote: plan.hasMakerNote ? makerNote(plan.seed) : null }),
    icc: plan.isDisplayP3 ? createDisplayP3() : null,
    xmp: plan.hasXmp ? xmpOf(plan) : null,
  }
  if (plan.format === 'png') return intoPng(await lying.png({ compressionLevel: 6 }).toBuffer(), extras)
  if (plan.format === 'webp')
    return intoWebp(
      await lying.webp({ quality: plan.quality }).toBuffer(),
      { ...plan, hasAlpha: plan.isTransparent },
      extras,
    )
  return intoJpeg(await lying.jpeg({ quality: plan.quality, chromaSubsampling: '4:2:0' }).toBuffer(), extras)
}

const thumbnailOf = async (upright: Sharp): Promise<Uint8Array> => {
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true })
  const small = await sharp(data, { raw: info })
    .resize(160, 120, { fit: 'cover' })
    .removeAlpha()
    .jpeg({ quality: 60 })
    .toBuffer()
  const comment = utf8ToBytes(thumbnailMark)
  return Buffer.concat([
    small.subarray(0, 2),
    Uint8Array.of(0xff, 0xfe, 0, comment.length + 2),
    comment,
    small.subarray(2),
  ])
}

const makerNote = (seed: number): Uint8Array => {
  const note = new Uint8Array(1_200).map((_, at) => (at * 31 + seed) & 255)
  note.set(utf8ToBytes(makerNoteMark))
  return note
}

const xmpOf = ({ place, serials, copyright }: PhotoPlan): string =>
  '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ' +
  'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  (place === null ? '' : `exif:GPSLatitude="${place.latitude}N" exif:GPSLongitude="${place.longitude}E" `) +
  (serials === null ? '' : `aux:SerialNumber="${serials.body}" `) +
  `><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${copyright ?? ''}</rdf:li></rdf:Alt></dc:rights>` +
  '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
