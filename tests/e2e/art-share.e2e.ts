import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPage } from '../../src/ui/strings/intake.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { go, signUp, untilText } from './support/app.ts'
import { add, nameNewAlbum, openOwnAlbum, untilDrawn, untilHung } from './support/art.ts'
import { keepPicture } from './support/screens.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

test('images shared from the phone open where works are added, offline too, and only once', async () => {
  const series = await photographs(3)
  const alice = await stage.enter({ width: 390, height: 844 })
  const { page } = alice
  await signUp(alice, 'Alice')
  await untilOfflineReady(page)
  alice.line.cut()
  await shareToApp(alice, await onDisk(series))
  await untilText(page, addPage.sharedArrived(series.length))
  expect(new URL(page.url()).pathname).toBe('/add')
  for (const { name } of series) await page.getByRole('button', { name: addPage.leaveOut(name) }).waitFor()
  await keepPicture(page, 'shared-390')

  await nameNewAlbum(page, { title: 'Shared', files: [] })
  await add(page, series.length)
  await openOwnAlbum(alice, 'Shared')
  await untilHung(page, series.length)
  await untilDrawn(page)
  await go(alice, '/add?shared')
  await page.getByRole('button', { name: addPage.pickMore }).waitFor()
  expect(await page.getByText(addPage.sharedArrived(series.length)).count()).toBe(0)
  expect(alice.complaints).toEqual([])
})

/** What the phone does with the share target of the manifest: it posts a form, and shows where that leads. */
const shareToApp = async ({ page }: Person, paths: readonly string[]): Promise<void> => {
  const { action, method, enctype, params } = (await readManifest(stage.relay.url)).share_target
  await page.evaluate(
    ([form, files]) => {
      const field = Object.assign(document.createElement('input'), {
        type: 'file',
        name: files,
        multiple: true,
      })
      const posted = Object.assign(document.createElement('form'), form)
      posted.append(field)
      document.body.append(posted)
    },
    [{ id: 'share', action, method, enctype }, params.files[0].name] as const,
  )
  await page.locator('#share input').setInputFiles([...paths])
  await Promise.all([
    page.waitForURL('**/add?shared'),
    page.evaluate(() => document.querySelector<HTMLFormElement>('#share')?.submit()),
  ])
}

interface Manifest {
  readonly share_target: {
    readonly action: string
    readonly method: string
    readonly enctype: string
    readonly params: { readonly files: readonly [{ readonly name: string }] }
  }
}

const readManifest = async (origin: string): Promise<Manifest> =>
  (await (await fetch(`${origin}/manifest.webmanifest`)).json()) as Manifest
