import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  directoryWords,
  discoverWords,
  findPeopleWords,
  listingWords,
} from '../../src/ui/strings/discovery.ts'
import { followLists, followWords, muteWords } from '../../src/ui/strings/follows.ts'
import { noticesWords } from '../../src/ui/strings/notices.ts'
import { postWords } from '../../src/ui/strings/network.ts'
import { blockDialog, personActions } from '../../src/ui/strings/people.ts'
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
import { meet } from './support/chat.ts'
import {
  askRelay,
  found,
  foundAtRelay,
  lookFor,
  notice,
  noticesDoor,
  openPeople,
  post,
  signUpAs,
  untilProfileOnRelay,
} from './support/finding.ts'
import { pressStarting } from './support/meeting.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const phone = { width: 390, height: 844 }
const ines = { name: 'Inês Carvalho', role: 'Camera operator', place: 'Lisboa' }
const tomas = { name: 'Tomás Okafor', role: 'Gaffer', place: 'Porto' }

/** Whose page this device has seen. */
const see = async (person: Person, account: string, name: string): Promise<void> => {
  await go(person, `/people/${account}`)
  await untilHeading(person.page, name)
}

test('on a train, the camera operator near Lisbon is found by role, place and a slip of the finger', async () => {
  const [bob, one, two] = [await stage.enter(phone), await stage.enter(), await stage.enter()]
  await signUpAs(one, ines)
  await signUpAs(two, tomas)
  const accounts = [await ownAccount(one.page), await ownAccount(two.page)] as const
  await signUp(bob, 'Bob')
  await see(bob, accounts[0], ines.name)
  await see(bob, accounts[1], tomas.name)
  await untilOfflineReady(bob.page)
  bob.line.cut()
  await bob.page.reload()

  const { page } = bob
  await openPeople(page)
  await found(page, tomas.name).waitFor()
  await lookFor(page, { role: ines.role, place: 'lisboa' })
  await found(page, ines.name)
    .getByText(/^On this device · heard/)
    .waitFor()
  await found(page, tomas.name).waitFor({ state: 'detached' })
  for (const text of ['ines carvalho', 'INÊS', 'Ines Carvalo', 'camera operator lisboa', 'Kamera']) {
    await lookFor(page, { text })
    await found(page, ines.name).waitFor()
    await found(page, tomas.name).waitFor({ state: 'detached' })
  }

  await lookFor(page, { text: 'carvalho', role: ines.role })
  await expect.poll(() => new URL(page.url()).search).toContain('role=camera-operator')
  await follow(page, ines.name)
  await untilHeading(page, ines.name)
  await page.goBack()
  await found(page, ines.name).waitFor()
  expect(await page.getByLabel(findPeopleWords.text, { exact: true }).inputValue()).toBe('carvalho')
  expect(await page.getByRole('combobox', { name: findPeopleWords.role }).inputValue()).toBe(ines.role)
  expect([...bob.complaints, ...one.complaints, ...two.complaints]).toEqual([])
})

test('whatever is pasted into the search is only looked for', async () => {
  const bob = await stage.enter(phone)
  const { page } = bob
  await signUp(bob, 'Bob')
  await openPeople(page)
  await untilText(page, discoverWords.nothingHere)
  await lookFor(page, { text: 'a '.repeat(2_500) })
  await untilText(page, discoverWords.tooLong(200))
  await untilText(page, findPeopleWords.nothingFound)
  expect((await page.getByLabel(findPeopleWords.text, { exact: true }).inputValue()).length).toBe(5_000)
  for (const text of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'حدّاد', '%00 or 1=1']) {
    await lookFor(page, { text, place: text })
    await untilText(page, findPeopleWords.nothingFound)
  }
  // Signs without a letter may be nothing to look for.
  for (const text of ['🎞️🎬', '\\', '\u202e\u0000']) {
    await lookFor(page, { text })
    await untilText(page, /found on this device$/)
  }
  await follow(page, discoverWords.partNames.all)
  await page.getByLabel(discoverWords.searchAll, { exact: true }).fill('nobody 🎞'.repeat(700))
  await untilText(page, discoverWords.nothingFound)
  await expect.poll(() => new URL(page.url()).search).toContain('nobody')
  await page.reload()
  await untilText(page, discoverWords.nothingFound)
  expect(bob.complaints).toEqual([])
})

/** Somebody new, who asks the relay for a camera operator and has never heard of one. */
const strangerAsks = async (name: string): Promise<Person> => {
  const stranger = await stage.enter()
  await signUp(stranger, name)
  await untilOnRelay(stranger.page)
  await openPeople(stranger.page)
  await lookFor(stranger.page, { text: 'carvalho', role: ines.role })
  await untilText(stranger.page, findPeopleWords.nothingFound)
  await askRelay(stranger.page)
  return stranger
}

test('a stranger finds through the relay whoever wanted that, and nobody who does not', async () => {
  const alice = await stage.enter(phone)
  await signUpAs(alice, { ...ines, name: 'Rita Carvalho' })
  const before = await strangerAsks('Before')
  await untilText(before.page, directoryWords.answered(0))

  await openPeople(alice.page)
  await untilText(alice.page, listingWords.question)
  await press(alice.page, listingWords.yes)
  await untilText(alice.page, listingWords.listed)
  await untilProfileOnRelay(alice)
  const during = await strangerAsks('During')
  await foundAtRelay(during.page, 'Rita Carvalho').getByText('From the relay · checked just now').waitFor()
  expect(await found(during.page, 'Rita Carvalho').count()).toBe(0)

  await alice.page.reload()
  await openPeople(alice.page)
  await untilText(alice.page, discoverWords.nothingHere)
  expect(await alice.page.getByText(listingWords.question).count()).toBe(0)
  await go(alice, '/settings/privacy')
  await alice.page.getByRole('checkbox', { name: listingWords.label }).uncheck()
  await untilProfileOnRelay(alice)
  const after = await strangerAsks('After')
  await untilText(after.page, directoryWords.answered(0))
  expect([alice, before, during, after].flatMap(one => one.complaints)).toEqual([])
})

test('without a relay in reach the question says so, and is asked when there is one', async () => {
  const bob = await stage.enter()
  await signUp(bob, 'Bob')
  await untilOnRelay(bob.page)
  await openPeople(bob.page)
  bob.line.cut()
  await lookFor(bob.page, { text: 'nobody of this name' })
  await askRelay(bob.page)
  await untilText(bob.page, directoryWords.offline)
  bob.line.mend()
  await untilText(bob.page, directoryWords.answered(0))
  expect(bob.complaints).toEqual([])
})

test('somebody who looks like a connection is told apart', async () => {
  const [alice, bob, eve] = [await stage.enter(), await stage.enter(), await stage.enter()]
  for (const [person, name] of [
    [alice, 'Ana Moreau'],
    [bob, 'Bob'],
    [eve, 'Аnа Moreau'],
  ] as const) {
    await signUp(person, name)
    await untilOnRelay(person.page)
  }
  const account = await ownAccount(eve.page)
  await meet(bob, 'Bob', alice, 'Ana Moreau')
  await see(bob, account, 'Аnа Moreau')
  await openPeople(bob.page)
  const other = found(bob.page, 'Аnа Moreau')
  await other.getByText(findPeopleWords.lookalike).waitFor()
  await other.getByText(account.slice(0, 4)).waitFor()
  await found(bob.page, 'Ana Moreau').getByText('Connected').waitFor()
  expect(await found(bob.page, 'Ana Moreau').getByText(findPeopleWords.lookalike).count()).toBe(0)
})

test('what others did is told in groups, and read on one device it is read on the other', async () => {
  const [alice, bob, cleo] = [await stage.enter(phone), await stage.enter(), await stage.enter()]
  for (const [person, name] of [
    [alice, 'Alice Moreau'],
    [bob, 'Bob Okafor'],
    [cleo, 'Cleo Pires'],
  ] as const) {
    await signUp(person, name)
    await untilOnRelay(person.page)
  }
  await meet(bob, 'Bob Okafor', alice, 'Alice Moreau')
  await go(alice, '/me')
  await meet(cleo, 'Cleo Pires', alice, 'Alice Moreau')
  await go(alice, '/notifications')
  await notice(alice.page, 'You are connected with').waitFor()
  await post(alice, 'Four new plates from the quay.', 'connections')
  for (const { page } of [bob, cleo]) {
    await follow(page, 'Home')
    await untilText(page, 'Four new plates from the quay.')
    await press(page, postWords.appreciate)
  }
  const desk = await stage.enter()
  await bringByWords(desk, (await recoveryWordsOf(alice)).join(' '), 'Desk')
  await untilOnRelay(desk.page)
  await noticesDoor(desk.page, 1).click()
  const grouped = notice(desk.page, 'appreciate your post')
  await grouped.getByText(/Bob Okafor.* and .*Cleo Pires|Cleo Pires.* and .*Bob Okafor/).waitFor()
  await grouped.getByText('Four new plates from the quay.').waitFor()
  await grouped.getByText(noticesWords.isNew, { exact: true }).waitFor()
  await noticesDoor(desk.page, 0).waitFor()
  await noticesDoor(alice.page, 0).waitFor()
  await grouped.getByRole('link').click()
  await untilText(desk.page, 'Four new plates from the quay.')
  expect([alice, bob, cleo, desk].flatMap(one => one.complaints)).toEqual([])
})

test('one follows, mutes and blocks a stranger, and is shown only what one wants to see', async () => {
  const [alice, bob] = [await stage.enter(phone), await stage.enter()]
  await signUp(alice, 'Alice Moreau')
  await untilOnRelay(alice.page)
  const account = await ownAccount(alice.page)
  await post(alice, 'Low tide at five.', 'public')
  await signUp(bob, 'Bob')
  await see(bob, account, 'Alice Moreau')
  const { page } = bob

  await press(page, followWords.follow)
  await page.getByText(followWords.meanings.private).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: followWords.confirm, exact: true }).click()
  await untilText(page, followWords.state.private)
  await follow(page, 'Home')
  await untilText(page, 'Low tide at five.')
  await go(bob, '/me/following')
  await page.getByRole('list', { name: followLists.following }).getByText(followLists.state.private).waitFor()

  await follow(page, 'Alice Moreau')
  await press(page, personActions.more)
  await pressStarting(bob, muteWords.mute)
  await untilText(page, muteWords.isMuted)
  await follow(page, 'Home')
  await page.getByText('Low tide at five.').waitFor({ state: 'detached' })
  await go(bob, '/settings/privacy')
  await pressStarting(bob, muteWords.unmute)
  await untilText(page, muteWords.people(0))
  await follow(page, 'Home')
  await untilText(page, 'Low tide at five.')

  await see(bob, account, 'Alice Moreau')
  await press(page, personActions.block)
  await page.getByRole('dialog').getByRole('button', { name: blockDialog.confirm, exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`^${personActions.unblock}`) }).waitFor()
  await openPeople(page)
  await untilText(page, discoverWords.nothingHere)
  expect(await found(page, 'Alice Moreau').count()).toBe(0)
  await follow(page, 'Home')
  await page.getByText('Low tide at five.').waitFor({ state: 'detached' })
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})
