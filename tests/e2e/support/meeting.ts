/** Two people face to face: what one holds up, the camera of the other films. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { connectWords } from '../../../src/ui/strings/meeting.ts'
import { shellStrings } from '../../../src/ui/strings/shell.ts'
import { press, untilHeading } from './app.ts'
import type { Person } from './stage.ts'

export interface Film {
  /** Switches for a browser whose camera plays it. */
  readonly args: readonly string[]
  /** From now on it shows what is around the code on this page. */
  shoot(page: Page): Promise<void>
  remove(): void
}

/** Pixels around the code, as somebody holding a phone would leave. */
const margin = 20

export const createFilm = (): Film => {
  const folder = mkdtempSync(join(tmpdir(), 'gesso-film-'))
  const path = join(folder, 'camera.mjpeg')
  // Pictures one after another are a film; the browser plays it over and over.
  const write = (picture: Buffer): void => writeFileSync(path, Buffer.concat([picture, picture]))
  return {
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`],
    shoot: async page => write(await photograph(page)),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** What is around the code on this page, as a JPEG. */
export const photograph = async (page: Page): Promise<Buffer> => {
  const code = page.locator('main').getByRole('img', { name: /^Code of/ })
  await code.scrollIntoViewIfNeeded()
  const box = await code.boundingBox()
  if (box === null) throw new Error('no code on the screen')
  const side = 2 * Math.ceil((box.width + 2 * margin) / 2)
  const clip = { x: Math.round(box.x) - margin, y: Math.round(box.y) - margin, width: side, height: side }
  return page.screenshot({ type: 'jpeg', quality: 85, clip })
}

/** By the menu, as no address has to be fetched for it. */
export const openConnect = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: shellStrings.add, exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`^${connectWords.menu}`) }).click()
  await untilHeading(page, connectWords.title)
  await page.getByRole('img', { name: /^Code of/ }).waitFor()
}

export const allowCamera = ({ context, origin }: Person): Promise<void> =>
  context.grantPermissions(['camera'], { origin })

export const scan = ({ page }: Person): Promise<void> => press(page, connectWords.scan)

/** The code on the screen, as its owner copies it. */
export const copiedCode = async ({ page, context }: Person): Promise<string> => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await press(page, connectWords.copy)
  await page.getByRole('button', { name: connectWords.copied }).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Where the name of somebody follows the words of a button, for those who do not see whose row it is. */
export const pressStarting = ({ page }: Person, name: string): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
