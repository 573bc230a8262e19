import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  arranging,
  batchEdit,
  binWords,
  rivalWords,
  sharedFields,
  tagsWords,
  workSheet,
} from '../../src/ui/strings/gallery-editing.ts'
import { shellStrings, undoWords } from '../../src/ui/strings/shell.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import {
  bringByWords,
  go,
  press,
  recoveryWordsOf,
  signUp,
  untilHeading,
  untilOnRelay,
  untilText,
  write,
} from './support/app.ts'
import {
  addToNewAlbum,
  dragBefore,
  openArranging,
  openOwnAlbum,
  openWorkSheet,
  select,
  titlesInOrder,
  untilDrawn,
  untilHung,
  untilTitles,
} from './support/art.ts'
import { keepPicture } from './support/screens.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const titles = ['Harbour', 'Kitchen', 'Ridge', 'Lamp', 'Face', 'Night']
const album = 'Six works'

/** Files with names of their own, which become their titles. */
const files = async (names: readonly string[], from = 0): Promise<string[]> => {
  const series = await photographs(from + names.length, { megapixels: 0.3 })
  return onDisk(
    names.map((name, index) => {
      const { plan, bytes } = series[from + index] ?? series[0] ?? never()
      return { name: `${name}.${plan.format}`, bytes }
    }),
  )
}

const never = (): never => {
  throw new Error('no photographs')
}

const withSixWorks = async (person: Person): Promise<void> => {
  await signUp(person, 'Alice Moreau')
  await addToNewAlbum(person, { title: album, files: await files(titles) })
  await openOwnAlbum(person, album)
  await untilHung(person.page, titles.length)
}

test('works are put in order by buttons and by dragging, and stay there', async () => {
  const alice = await stage.enter()
  const { page } = alice
  await withSixWorks(alice)
  await openArranging(alice, album)
  await untilTitles(page, titles)

  await select(page, 'Night')
  await press(page, arranging.move)
  await press(page, arranging.first)
  await untilTitles(page, ['Night', 'Harbour', 'Kitchen', 'Ridge', 'Lamp', 'Face'])
  await press(page, arranging.move)
  await press(page, arranging.later)
  await untilTitles(page, ['Harbour', 'Night', 'Kitchen', 'Ridge', 'Lamp', 'Face'])
  await press(page, arranging.selectNone)

  await dragBefore(page, 'Lamp', 'Harbour')
  const arranged = ['Lamp', 'Harbour', 'Night', 'Kitchen', 'Ridge', 'Face']
  await untilTitles(page, arranged)
  await keepPicture(page, 'arranging-1280')
  await page.reload()
  await untilTitles(page, arranged)
  expect(alice.complaints).toEqual([])
})

test('what went to the bin comes back by undo, and from the bin, to its place', async () => {
  const alice = await stage.enter({ width: 390, height: 844 })
  const { page } = alice
  await withSixWorks(alice)
  await openArranging(alice, album)
  await select(page, 'Kitchen', 'Lamp')
  await press(page, arranging.bin)
  await untilTitles(page, ['Harbour', 'Ridge', 'Face', 'Night'])
  await untilText(page, arranging.binned(2))
  await press(page, undoWords.undo)
  await untilTitles(page, titles)

  await select(page, 'Face')
  await press(page, arranging.bin)
  await untilTitles(page, ['Harbour', 'Kitchen', 'Ridge', 'Lamp', 'Night'])
  await go(alice, '/me/bin')
  await untilHeading(page, binWords.title)
  const row = page.getByRole('listitem').filter({ hasText: binWords.work('Face', album) })
  await row.getByText(binWords.daysLeft(30)).waitFor()
  await keepPicture(page, 'bin-390')
  await row.getByRole('button', { name: binWords.restore }).click()
  await untilText(page, binWords.empty)
  await openArranging(alice, album)
  await untilTitles(page, titles)
  expect(alice.complaints).toEqual([])
})

test('one change for many works is on each of them, and on no other', async () => {
  const alice = await stage.enter()
  const { page } = alice
  await withSixWorks(alice)
  await openArranging(alice, album)
  await select(page, 'Harbour', 'Ridge', 'Night')
  await press(page, arranging.edit)
  const sheet = page.getByRole('dialog', { name: batchEdit.title(3) })
  await sheet.getByLabel(sharedFields.year, { exact: true }).fill('2026')
  await sheet.getByLabel(sharedFields.tags, { exact: true }).fill('coast, dusk')
  await keepPicture(page, 'batch-1280')
  await press(page, batchEdit.apply(3))
  await sheet.waitFor({ state: 'hidden' })
  await press(page, arranging.selectNone)

  for (const title of titles) {
    const isOneOfThem = ['Harbour', 'Ridge', 'Night'].includes(title)
    const work = await openWorkSheet(page, title)
    expect(await work.getByLabel(workSheet.year, { exact: true }).inputValue()).toBe(
      isOneOfThem ? '2026' : '',
    )
    const tags = work.getByRole('list', { name: tagsWords.chosen }).getByRole('listitem')
    expect(await tags.count()).toBe(isOneOfThem ? 2 : 0)
    await work.getByRole('button', { name: shellStrings.close }).click()
    await work.waitFor({ state: 'hidden' })
  }
  expect(alice.complaints).toEqual([])
})

test('two devices change one album apart, and nothing of either is lost', async () => {
  const phone = await stage.enter({ width: 390, height: 844 })
  const laptop = await stage.enter()
  await withSixWorks(phone)
  await untilOnRelay(phone.page)
  await bringByWords(laptop, (await recoveryWordsOf(phone)).join(' '), 'Laptop')
  await untilHeading(laptop.page, 'Alice Moreau')
  await openArranging(laptop, album)
  await untilTitles(laptop.page, titles)
  await Promise.all([untilOfflineReady(phone.page), untilOfflineReady(laptop.page)])
  phone.line.cut()
  laptop.line.cut()

  await openArranging(phone, album)
  await select(phone.page, 'Ridge')
  await press(phone.page, arranging.move)
  await press(phone.page, arranging.first)
  await retitle(phone, 'Harbour', 'Harbour at six')
  await addToNewAlbum(phone, { title: 'Made on the way', files: await files(['Ferry'], 6) })
  await openOwnAlbum(phone, 'Made on the way')
  await untilHung(phone.page, 1)

  await retitle(laptop, 'Harbour', 'Harbour in the morning')
  await select(laptop.page, 'Kitchen')
  await press(laptop.page, arranging.bin)
  await select(laptop.page, 'Face')
  await press(laptop.page, arranging.move)
  await press(laptop.page, arranging.last)
  await untilTitles(laptop.page, ['Harbour in the morning', 'Ridge', 'Lamp', 'Night', 'Face'])

  phone.line.mend()
  laptop.line.mend()
  await openArranging(phone, album)
  const merged = async (): Promise<readonly string[]> => {
    const found = await titlesInOrder(phone.page)
    expect(await titlesInOrder(laptop.page)).toEqual(found)
    return found.map(title => (title.startsWith('Harbour') ? 'Harbour' : title))
  }
  await expect
    .poll(() => merged().catch(() => []), { timeout: 60_000 })
    .toEqual(['Ridge', 'Harbour', 'Lamp', 'Night', 'Face'])
  await untilRivalTitle(phone)
  await untilRivalTitle(laptop)
  await openOwnAlbum(laptop, 'Made on the way')
  await untilHung(laptop.page, 1)
  await untilDrawn(laptop.page)
  await Promise.all([untilOnRelay(phone.page), untilOnRelay(laptop.page)])
  expect([...phone.complaints, ...laptop.complaints]).toEqual([])
})

const retitle = async ({ page }: Person, from: string, to: string): Promise<void> => {
  const sheet = await openWorkSheet(page, from)
  await write(page, workSheet.name, to)
  await sheet.getByRole('button', { name: shellStrings.close }).click()
}

/** The title that did not win is offered beside the one that did. */
const untilRivalTitle = async ({ page }: Person): Promise<void> => {
  const sheet = await openWorkSheet(page, 'Harbour.*')
  const won = await sheet.getByLabel(workSheet.name, { exact: true }).inputValue()
  const other = won === 'Harbour at six' ? 'Harbour in the morning' : 'Harbour at six'
  await sheet.getByText(rivalWords.wrote('title', other)).waitFor()
  await sheet.getByRole('button', { name: shellStrings.close }).click()
}
