/** A relay's directory: who it finds, who may ask it, and whom a document that nobody can read costs their place. */
import { rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { encodePeopleQuestion } from '../../src/protocol/directory/directory.ts'
import { connect, credentialsOf } from '../support/bare-client.ts'
import { createDirectoryHttp, type DirectoryHttp } from '../support/directory-http.ts'
import { edit, revokeDevice, addDevice } from '../support/sealed-doc.ts'
import { patiently, saying, setDirectoryStage } from '../support/directory-stage.ts'

const { start, startAgain, bring, settle, found, indexFolder, relay, http, reader } = setDirectoryStage()

describe('people', () => {
  it('are found by name, role and place if they want to be, and by nothing if they do not', async () => {
    await start()
    await settle({ name: 'Ana Müller', role: 'camera-operator' })
    await settle({ name: 'Bo', place: 'Łódź' })
    await settle({ name: 'Quiet', listed: false })
    await expect.poll(() => found(), patiently).toEqual(['Ana Müller', 'Bo'])
    expect(await found({ text: 'muller' })).toEqual(['Ana Müller'])
    expect(await found({ place: 'lodz' })).toEqual(['Bo'])
    expect(await found({ role: 'camera-operator', place: 'Lisboa' })).toEqual(['Ana Müller'])
    expect(await found({ text: 'Quiet' })).toEqual([])
  }, 300_000)

  it('are found no more once they take it back, not after a restart either, and not when the index is made anew', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    await settle({ name: 'Bo' })
    await expect.poll(() => found(), patiently).toEqual(['Ana', 'Bo'])
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await bring(ana.profile)
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
    await startAgain()
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
    await startAgain('SIGTERM', () => rm(indexFolder(), { recursive: true }))
    await expect.poll(() => found(), patiently).toEqual(['Bo'])
  }, 300_000)

  it('that took it back are not listed for a moment by a relay that was killed before it had read it', async () => {
    await start()
    const ana = await settle({ name: 'Ana' })
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    await startAgain('SIGTERM', undefined, {
      GESSO_DIRECTORY_REST_MS: '600000',
      GESSO_DIRECTORY_REST_AT_MOST_MS: '600000',
    })
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    await edit(ana.account.first, ana.profile, draft => void (draft['listed'] = false))
    await bring(ana.profile)
    await startAgain('SIGKILL')
    const answers = new Set<string>()
    const look = async () => {
      const listed = await found()
      answers.add(JSON.stringify(listed))
      return listed
    }
    await expect.poll(look, patiently).toEqual([])
    expect(answers).not.toContain('["Ana"]')
  }, 300_000)
})

describe('a document that Automerge cannot bear', () => {
  it('costs its owner their place, and nobody else anything', async () => {
    await start({ GESSO_DIRECTORY_READ_MS: '400', GESSO_DIRECTORY_READ_OPERATIONS: '1000000' })
    const ana = await settle({ name: 'Ana' })
    const mallory = await settle({ name: 'Mallory' })
    await expect.poll(() => found(), patiently).toEqual(['Ana', 'Mallory'])
    // A hundred bytes each that say nothing two hundred thousand times: seconds of work, where a profile takes milliseconds.
    for (const field of ['x', 'y', 'z'])
      await edit(mallory.account.first, mallory.profile, draft => {
        draft[field] = Array.from({ length: 200_000 }, () => null)
      })
    await bring(mallory.profile)
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    expect(relay().stderr()).toContain('"reason":"stalled-reader"')
    await edit(ana.account.first, ana.profile, saying({ name: 'Ana', place: 'Porto' }))
    await bring(ana.profile)
    await expect.poll(() => found({ place: 'Porto' }), patiently).toEqual(['Ana'])
    const left = relay().stderr().split('directory-left-out').length
    await startAgain()
    await expect.poll(() => found(), patiently).toEqual(['Ana'])
    // Nor is it tried again by a relay that starts anew.
    expect([left, relay().stderr().split('directory-left-out').length]).toEqual([2, 1])
  }, 300_000)
})

describe('who asks', () => {
  const question = encodePeopleQuestion({ text: '', role: '', place: '', after: null })
  const statusOf = async (asking: DirectoryHttp, body: Uint8Array = question) => {
    const { status, error } = await asking.ask('people', body)
    return [status, error]
  }

  it('shows a good token, asks no more than so often, and says no more than it takes', async () => {
    await start({ GESSO_DIRECTORY_REQUEST_BURST: '5', GESSO_DIRECTORY_REQUESTS_PER_SECOND: '1' })
    await expect.poll(() => relay().stderr(), patiently).toContain('directory-ready')
    expect(await statusOf(createDirectoryHttp(relay().port, null))).toEqual([401, 'token-needed'])
    expect(await statusOf(createDirectoryHttp(relay().port, new Uint8Array(32)))).toEqual([
      401,
      'token-needed',
    ])
    expect(await statusOf(http(), new Uint8Array(5_000))).toEqual([413, 'too-large'])
    expect(await statusOf(http(), new Uint8Array(100))).toEqual([400, 'malformed'])
    const statuses = []
    for (let at = 0; at < 5; at++) statuses.push((await statusOf(http()))[0])
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
    expect(statuses).toContain(429)
  }, 300_000)

  it('is refused once the device is revoked', async () => {
    await start()
    const phone = await addDevice(reader())
    await bring(reader().identity)
    const other = await connect(relay().wsUrl, credentialsOf(reader(), phone))
    const onPhone = createDirectoryHttp(relay().port, (await other.token()).token)
    await expect.poll(() => statusOf(onPhone), patiently).toEqual([200, null])
    await revokeDevice(reader(), phone)
    await bring(reader().identity)
    await expect.poll(() => statusOf(onPhone), patiently).toEqual([403, 'not-admitted'])
    other.socket.terminate()
  }, 300_000)
})
