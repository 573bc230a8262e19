import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shellStrings } from '../../src/ui/strings/shell.ts'
import { startRelay } from '../support/relay-process.ts'
import { go, openEditor, press, signUp, untilField, untilOnRelay, untilText } from './support/app.ts'
import { setStage, type Stage, untilOfflineReady } from './support/stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const nextFolder = 'dist/next'

let stage: Stage
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', 'app'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', GESSO_VERSION: '9.9.9-next', GESSO_OUT: nextFolder },
  })
  stage = await setStage()
})
afterAll(() => stage.close())

test('a new version is offered, taken after a yes, and keeps what was half typed', async () => {
  const ana = await stage.enter()
  await signUp(ana, 'Ana')
  await untilOfflineReady(ana.page)
  await untilOnRelay(ana.page)
  await openEditor(ana.page)

  const { port, dataDir } = stage.relay
  await stage.relay.kill()
  const next = await startRelay({ port, dataDir, env: { GESSO_APP: `${root}${nextFolder}` } })
  try {
    await ana.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await untilText(ana.page, shellStrings.updateReady)
    // Frozen before it is saved, as a person is who sees the offer in the middle of a word.
    await ana.page.getByLabel('About you', { exact: true }).pressSequentially('I was in the middle of a sen')
    await press(ana.page, shellStrings.update)
    await ana.page.waitForEvent('load')
    await untilField(ana.page, 'About you', 'I was in the middle of a sen')
    await go(ana, '/settings/about')
    await untilText(ana.page, '9.9.9-next')
    await go(ana, '/me')
    await untilText(ana.page, 'I was in the middle of a sen')
    await untilOnRelay(ana.page)
    expect(ana.complaints).toEqual([])
  } finally {
    await next.stop()
  }
})
