import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPage, noteNames, problemWords, takingWords } from '../../src/ui/strings/intake.ts'
import {
  animatedGif,
  animatedWebp,
  bombByHeader,
  bombByPixels,
  cmykFile,
  emptyFile,
  heicFile,
  hugePngFile,
  panoramaFile,
  pdfNamedJpeg,
  type PickedFile,
  svgFile,
  textNamedPng,
  truncatedFile,
} from '../support/photos/bad-inputs.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { press, signUp } from './support/app.ts'
import { choose, nameNewAlbum, openAdding, openOwnAlbum, untilDrawn, untilHung } from './support/art.ts'
import { keepPicture } from './support/screens.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const refused = async (): Promise<readonly (readonly [PickedFile, string])[]> => [
  [emptyFile(), takingWords.empty],
  [heicFile(), problemWords.heic.what],
  [svgFile(), problemWords.svg.what],
  [await truncatedFile('jpeg'), problemWords.truncated.what],
  [await truncatedFile('png'), problemWords.truncated.what],
  [await truncatedFile('webp'), problemWords.truncated.what],
  [pdfNamedJpeg(), problemWords['not-an-image'].what],
  [textNamedPng(), problemWords['not-an-image'].what],
  [bombByHeader(), problemWords['too-many-pixels'].what],
  [bombByPixels(), problemWords['too-many-pixels'].what],
]

const taken = async (): Promise<readonly (readonly [PickedFile, string | null])[]> => [
  [await cmykFile(), noteNames['colours-converted']],
  [await animatedGif(), noteNames['first-frame-only']],
  [await animatedWebp(), noteNames['first-frame-only']],
  [await panoramaFile(), null],
  [await hugePngFile(), null],
]

test('of one pick every file that cannot be taken is named with its reason, and the others hang', async () => {
  const [bad, odd, good] = await Promise.all([refused(), taken(), photographs(2)])
  const [first] = good
  if (first === undefined) throw new Error('no photographs')
  const again = { name: 'the-same-again.jpg', bytes: first.bytes }
  const files = [...good, ...bad.map(([file]) => file), again, ...odd.map(([file]) => file)]
  const alice = await stage.enter({ width: 390, height: 844 })
  const { page } = alice
  await signUp(alice, 'Alice')
  await openAdding(alice)
  await choose(page, await onDisk(files))
  await nameNewAlbum(page, { title: 'Everything at once', files: [] })
  await press(page, addPage.add(files.length))

  const said = (name: string, words: string) =>
    page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: words }).first()
  for (const [{ name }, words] of bad) await said(name, words).waitFor({ timeout: 60_000 })
  await said(again.name, problemWords.duplicate.what).waitFor()
  for (const [{ name }, words] of odd)
    if (words !== null)
      await page.getByRole('group', { name }).filter({ hasText: words }).waitFor({ timeout: 60_000 })
  await keepPicture(page, 'bad-input-390')
  expect(await page.evaluate(() => 'gessoWasScripted' in globalThis)).toBe(false)

  await openOwnAlbum(alice, 'Everything at once')
  await untilHung(page, good.length + odd.length)
  await untilDrawn(page)
  expect(alice.complaints).toEqual([])
}, 240_000)
