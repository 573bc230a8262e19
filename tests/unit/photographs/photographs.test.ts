import { beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { displayP3Name } from '../../support/photos/icc.ts'
import { photograph, photographs, type Photograph } from '../../support/photos/photographs.ts'
import { planPhotograph } from '../../support/photos/plan.ts'
import { lookDistance, lookOf, readImage } from '../../support/photos/read-image.ts'

let series: readonly Photograph[]
beforeAll(async () => {
  series = await photographs(24, { megapixels: 0.2 })
}, 60_000)

test('each photograph carries what its plan says, and nothing that it does not say', async () => {
  for (const { plan, bytes } of series) {
    const { format, width, height, orientation } = plan
    expect({ name: plan.name, ...(await readImage(bytes)) }).toEqual({
      name: plan.name,
      format,
      width,
      height,
      orientation,
      hasAlpha: plan.isTransparent,
      hasPlace: plan.place !== null,
      hasSerial: plan.serials !== null,
      hasThumbnail: plan.hasThumbnail,
      hasMakerNote: plan.hasMakerNote,
      artist: plan.artist,
      copyright: plan.copyright,
      profile: plan.isDisplayP3 ? displayP3Name : null,
    })
  }
})

test('every kind is among the first twenty-four', () => {
  const plans = series.map(({ plan }) => plan)
  expect(new Set(plans.map(({ orientation }) => orientation)).size).toBe(8)
  expect(new Set(plans.map(({ format }) => format))).toEqual(new Set(['jpeg', 'png', 'webp']))
  const kinds = [
    plans.filter(({ place }) => place !== null),
    plans.filter(({ isTransparent, format }) => isTransparent && format === 'png'),
    plans.filter(({ isTransparent, format }) => isTransparent && format === 'webp'),
    plans.filter(({ isDisplayP3, format }) => isDisplayP3 && format === 'jpeg'),
    plans.filter(({ place, format }) => place !== null && format === 'png'),
    plans.filter(({ place, format }) => place !== null && format === 'webp'),
    plans.filter(({ width, height }) => width >= height * 4),
    plans.filter(({ width, height }) => height >= width * 3),
    plans.filter(({ hasXmp, place }) => hasXmp && place !== null),
    plans.filter(({ copyright }) => copyright === null),
  ]
  expect(kinds.map(({ length }) => length > 0)).not.toContain(false)
})

test('a tag decoded by other code is where cameras write it', async () => {
  const first = series[0]
  if (first === undefined) throw new Error('none made')
  const { exif } = await sharp(first.bytes).metadata()
  expect(exif?.subarray(0, 6).toString('latin1')).toBe('Exif\0\0')
  const again = await sharp(first.bytes).keepExif().jpeg().toBuffer()
  expect(await readImage(again)).toMatchObject({
    hasPlace: true,
    hasSerial: true,
    copyright: first.plan.copyright,
  })
})

describe('orientation', () => {
  test('whoever obeys it sees the photograph upright, and whoever does not sees another picture', async () => {
    const plan = planPhotograph(0, { megapixels: 0.2 })
    const upright = await lookOf((await photograph({ ...plan, orientation: 1 })).bytes)
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const { bytes } = await photograph({ ...plan, orientation })
      expect(lookDistance(await lookOf(bytes), upright)).toBeLessThan(2)
      const asItLies = await lookOf(await sharp(bytes).jpeg().toBuffer())
      expect(lookDistance(asItLies, upright)).toBeGreaterThan(5)
    }
  })
})

test('the same series is the same to the byte', async () => {
  const [a, b] = [
    planPhotograph(3, { megapixels: 0.1, seed: 9 }),
    planPhotograph(3, { megapixels: 0.1, seed: 9 }),
  ]
  expect(b).toEqual(a)
  expect(planPhotograph(3, { megapixels: 0.1, seed: 10 })).not.toEqual(a)
})
