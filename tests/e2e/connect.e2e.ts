import { afterAll, beforeAll, expect, test } from 'vitest'
import { composerWords } from '../../src/ui/strings/chat-writing.ts'
import { coreErrorWords, oneSentence } from '../../src/ui/strings/errors.ts'
import {
  cameraProblems,
  connectWords,
  metWords,
  pasteWords,
  photoWords,
} from '../../src/ui/strings/meeting.ts'
import {
  listWords,
  personActions,
  requestDialog,
  trustChangeText,
  trustWords,
  verifiedNames,
} from '../../src/ui/strings/people.ts'
import {
  bringByWords,
  follow,
  go,
  ownAccount,
  press,
  recoveryWordsOf,
  signUp,
  untilHeading,
  untilOnRelay,
  untilText,
} from './support/app.ts'
import {
  allowCamera,
  copiedCode,
  createFilm,
  openConnect,
  photograph,
  pressStarting,
  scan,
} from './support/meeting.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

const film = createFilm()
let stage: Stage
beforeAll(async () => {
  stage = await setStage(film.args)
})
afterAll(async () => {
  await stage.close()
  film.remove()
})

const phone = { width: 390, height: 844 }

const cutOff = async (person: Person): Promise<void> => {
  await untilOfflineReady(person.page)
  person.line.cut()
}

test('Bob asks Alice with a note, she reads it and accepts, and both can write', async () => {
  const alice = await stage.enter()
  const bob = await stage.enter(phone)
  await signUp(alice, 'Alice Moreau')
  const account = await ownAccount(alice.page)
  await untilOnRelay(alice.page)
  await signUp(bob, 'Bob Okafor')
  await untilOnRelay(bob.page)

  await go(bob, `/people/${account}`)
  await untilHeading(bob.page, 'Alice Moreau')
  await press(bob.page, personActions.connect)
  await bob.page.getByLabel(requestDialog.note, { exact: true }).fill('We met on the ferry in Setúbal.')
  await press(bob.page, requestDialog.send)
  await untilText(bob.page, personActions.sentDelivered)

  await go(alice, '/connections')
  await untilText(alice.page, listWords.received)
  await untilText(alice.page, 'We met on the ferry in Setúbal.')
  await follow(alice.page, 'Bob Okafor')
  await untilHeading(alice.page, 'Bob Okafor')
  await pressStarting(alice, personActions.accept)
  await alice.page.getByRole('link', { name: personActions.message, exact: true }).waitFor()
  await bob.page.getByRole('link', { name: personActions.message, exact: true }).waitFor()
  await untilText(bob.page, verifiedNames.no)
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('Alice and Bob, both offline, scan each other’s codes, are sure of each other, and meet again online', async () => {
  const alice = await stage.enter(phone)
  const bob = await stage.enter(phone)
  for (const [person, name] of [
    [alice, 'Alice Moreau'],
    [bob, 'Bob Okafor'],
  ] as const) {
    await signUp(person, name)
    await untilOnRelay(person.page)
    await allowCamera(person)
    await cutOff(person)
    await openConnect(person)
  }

  await film.shoot(alice.page)
  await scan(bob)
  await untilHeading(bob.page, metWords.answerTitle('Alice Moreau'))
  await film.shoot(bob.page)
  await scan(alice)
  await untilHeading(alice.page, metWords.connectedTitle('Bob Okafor'))
  await alice.page.getByRole('link', { name: metWords.write('Bob Okafor') }).click()
  await alice.page.getByLabel(composerWords.label('Bob Okafor')).fill('First light at six?')
  await press(alice.page, composerWords.send)
  await untilText(alice.page, 'First light at six?')

  await bob.page.reload()
  await go(bob, '/connections')
  await follow(bob.page, 'Alice Moreau')
  await untilHeading(bob.page, 'Alice Moreau')
  await untilText(bob.page, personActions.unconfirmed('Alice Moreau'))
  await untilText(bob.page, verifiedNames['in-person'])

  bob.line.mend()
  alice.line.mend()
  await untilText(bob.page, /^Connected since/)
  await follow(bob.page, personActions.message)
  await untilText(bob.page, 'First light at six?')
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('without a camera Bob is told what to do, and pastes the code instead', async () => {
  const alice = await stage.enter()
  const bob = await stage.enter(phone)
  await signUp(alice, 'Alice Moreau')
  await signUp(bob, 'Bob Okafor')
  await openConnect(alice)
  await openConnect(bob)
  await scan(bob)
  await untilText(bob.page, oneSentence(cameraProblems.denied))

  const use = async (text: string): Promise<void> => {
    await bob.page.getByLabel(pasteWords.label, { exact: true }).fill(text)
    await press(bob.page, pasteWords.use)
  }
  const refused = (problem: 'not-a-code' | 'own' | 'forged'): Promise<void> =>
    untilText(bob.page, oneSentence(coreErrorWords({ type: 'code-refused', problem })))
  const code = await copiedCode(alice)
  await use('gesso1:nonsense')
  await refused('not-a-code')
  await press(bob.page, connectWords.showMine)
  await use(await copiedCode(bob))
  await refused('own')
  await use(` ${code}\n`)
  await untilHeading(bob.page, metWords.answerTitle('Alice Moreau'))
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('a photo of the code is as good as the code, and a photo of something else is said to be that', async () => {
  const alice = await stage.enter(phone)
  const bob = await stage.enter()
  await signUp(alice, 'Alice Moreau')
  await signUp(bob, 'Bob Okafor')
  await openConnect(alice)
  await openConnect(bob)
  const choose = (name: string, buffer: Buffer): Promise<void> =>
    bob.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer })
  await choose('notes.jpg', Buffer.from('no image at all'))
  await untilText(bob.page, photoWords.problems['not-a-photo'])
  await choose('topbar.jpg', await alice.page.locator('header').screenshot({ type: 'jpeg' }))
  await untilText(bob.page, photoWords.problems['no-code'])
  await choose('code.jpg', await photograph(alice.page))
  await untilHeading(bob.page, metWords.answerTitle('Alice Moreau'))
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('a device that Alice adds with her words interrupts Bob once, in words of its own', async () => {
  const alice = await stage.enter()
  const bob = await stage.enter(phone)
  await signUp(alice, 'Alice Moreau')
  await untilOnRelay(alice.page)
  await signUp(bob, 'Bob Okafor')
  await untilOnRelay(bob.page)
  await openConnect(alice)
  await openConnect(bob)
  await bob.page.getByLabel(pasteWords.label, { exact: true }).fill(await copiedCode(alice))
  await press(bob.page, pasteWords.use)
  await untilHeading(bob.page, metWords.answerTitle('Alice Moreau'))
  await go(alice, '/connections')
  await pressStarting(alice, personActions.accept)
  await untilHeading(bob.page, metWords.connectedTitle('Alice Moreau'))
  await follow(bob.page, metWords.toPage)
  await untilText(bob.page, verifiedNames['in-person'])

  const laptop = await stage.enter()
  await bringByWords(laptop, (await recoveryWordsOf(alice)).join(' '), 'Her laptop')
  await untilText(bob.page, trustChangeText('Alice Moreau', { kind: 'recovered', device: 'Her laptop' }))
  await press(bob.page, trustWords.understand)
  await bob.page.getByRole('button', { name: trustWords.understand }).waitFor({ state: 'detached' })
  await bob.page.reload()
  await untilText(bob.page, /^Connected since/)
  expect(await bob.page.getByRole('button', { name: trustWords.understand }).count()).toBe(0)
  expect([...alice.complaints, ...bob.complaints, ...laptop.complaints]).toEqual([])
})

test('the camera goes off when Bob turns back to his own code', async () => {
  const bob = await stage.enter(phone)
  await signUp(bob, 'Bob Okafor')
  await allowCamera(bob)
  await openConnect(bob)
  await film.shoot(bob.page)
  await bob.page.evaluate(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    const seen = window as unknown as { gessoStream?: MediaStream }
    navigator.mediaDevices.getUserMedia = async wanted => (seen.gessoStream = await open(wanted))
  })
  const tracks = (): Promise<string[]> =>
    bob.page.evaluate(() =>
      ((window as unknown as { gessoStream?: MediaStream }).gessoStream?.getTracks() ?? []).map(
        track => track.readyState,
      ),
    )
  await scan(bob)
  await untilText(bob.page, oneSentence(coreErrorWords({ type: 'code-refused', problem: 'own' })))
  expect(await tracks()).toEqual(['live'])
  await press(bob.page, connectWords.showMine)
  await bob.page.getByRole('img', { name: /^Code of/ }).waitFor()
  expect(await tracks()).toEqual(['ended'])
  expect(bob.complaints).toEqual([])
})
