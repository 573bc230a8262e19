import { afterAll, beforeAll, expect, test } from 'vitest'
import { chatWords, deliveryWords, invitationWords, threadWords } from '../../src/ui/strings/chat.ts'
import { actionWords, composerWords, imageDialogWords } from '../../src/ui/strings/chat-writing.ts'
import {
  infoWords,
  localNoticeWords,
  newConversationWords,
  searchWords,
} from '../../src/ui/strings/chat-rooms.ts'
import {
  bringByWords,
  follow,
  go,
  press,
  recoveryWordsOf,
  signUp,
  untilHeading,
  untilOnRelay,
} from './support/app.ts'
import {
  act,
  field,
  log,
  meet,
  message,
  openActions,
  openConversation,
  say,
  unreadLine,
  untilDelivery,
  untilSaid,
} from './support/chat.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const alice = 'Alice Moreau'
const bob = 'Bob Okafor'

/** Connected, Alice's at the desk and Bob's on a phone, each in the conversation with the other. */
const twoWhoTalk = async (): Promise<readonly [Person, Person]> => {
  const desk = await stage.enter()
  const phone = await stage.enter({ width: 390, height: 844 })
  await signUp(desk, alice)
  await signUp(phone, bob)
  await untilOnRelay(desk.page)
  await untilOnRelay(phone.page)
  await meet(desk, alice, phone, bob)
  await openConversation(phone.page, alice)
  return [desk, phone]
}

test('two browsers talk; both go offline, write, and find everything when they return', async () => {
  const [desk, phone] = await twoWhoTalk()
  await say(desk.page, bob, 'Call time is 5:40.')
  await untilSaid(phone.page, 'Call time is 5:40.')
  await untilDelivery(desk.page, 'Call time is 5:40.', deliveryWords.delivered)
  await say(phone.page, alice, 'I bring the 35.')
  await untilSaid(desk.page, 'I bring the 35.')

  for (const person of [desk, phone]) {
    await untilOfflineReady(person.page)
    person.line.cut()
  }
  await say(desk.page, bob, 'The quay is flooded.')
  await untilDelivery(desk.page, 'The quay is flooded.', deliveryWords.waiting)
  await say(phone.page, alice, 'My van has a flat tyre.')
  await phone.page.reload()
  await untilSaid(phone.page, 'My van has a flat tyre.')
  phone.line.mend()
  desk.line.mend()
  await untilSaid(phone.page, 'The quay is flooded.')
  await untilSaid(desk.page, 'My van has a flat tyre.')
  await untilDelivery(desk.page, 'The quay is flooded.', deliveryWords.delivered)
  for (const { page } of [desk, phone])
    expect(await log(page).getByText('My van has a flat tyre.').count()).toBe(1)
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})

test('a message is answered, changed, reacted to, deleted, and an image is seen', async () => {
  const [desk, phone] = await twoWhoTalk()
  await say(desk.page, bob, 'Low tyde at five.')
  await untilSaid(phone.page, 'Low tyde at five.')

  await message(desk.page, 'Low tyde').focus()
  await desk.page.keyboard.press('e')
  await field(desk.page, bob).fill('Low tide at five.')
  await press(desk.page, composerWords.save)
  await untilSaid(phone.page, 'Low tide at five.')
  await untilDelivery(phone.page, 'Low tide at five.', threadWords.edited)

  await act(phone.page, 'Low tide at five.', actionWords.reply)
  await say(phone.page, alice, 'I am there at four.')
  await message(desk.page, 'I am there at four.')
    .getByRole('button', { name: /Low tide at five/ })
    .waitFor()

  await openActions(phone.page, 'Low tide at five.')
  await press(phone.page, actionWords.reactWith('heart'))
  await message(desk.page, 'Low tide at five.')
    .getByRole('button', { name: /^heart: 1, Bob/ })
    .waitFor()

  await act(phone.page, 'I am there at four.', actionWords.remove)
  await press(phone.page, actionWords.removeConfirm)
  await untilSaid(desk.page, threadWords.deleted(bob))
  await untilSaid(phone.page, threadWords.ownDeleted)
  expect(await log(desk.page).getByText('I am there at four.').count()).toBe(0)

  const chooser = desk.page.waitForEvent('filechooser')
  await press(desk.page, composerWords.attach)
  await desk.page.getByRole('button', { name: new RegExp(`^${composerWords.image}`) }).click()
  await (await chooser).setFiles({ name: 'quay.png', mimeType: 'image/png', buffer: await picture(desk) })
  await desk.page.getByLabel(imageDialogWords.alt, { exact: true }).fill('A quay at dusk')
  await desk.page.getByLabel(imageDialogWords.caption, { exact: true }).fill('From where I stand')
  const dialog = desk.page.getByRole('dialog', { name: imageDialogWords.title })
  await dialog.getByRole('button', { name: imageDialogWords.send, exact: true }).click()
  await untilSaid(phone.page, 'From where I stand')
  await phone.page.getByRole('button', { name: `${threadWords.openImage}: A quay at dusk` }).click()
  await phone.page.getByRole('dialog').getByRole('img', { name: 'A quay at dusk' }).waitFor()
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})

test('a third browser joins as a second device and reads what was written before', async () => {
  const [desk, phone] = await twoWhoTalk()
  await say(desk.page, bob, 'Written before the laptop was there.')
  await say(phone.page, alice, 'And answered.')
  await untilSaid(desk.page, 'And answered.')
  await untilOnRelay(desk.page)
  const words = await recoveryWordsOf(desk)

  const laptop = await stage.enter()
  await bringByWords(laptop, words.join(' '), 'Studio laptop')
  await untilOnRelay(laptop.page)
  await openConversation(laptop.page, bob)
  await untilSaid(laptop.page, 'Written before the laptop was there.')
  await untilSaid(laptop.page, 'And answered.')

  await phone.page.getByRole('alert').filter({ hasText: 'Studio laptop' }).waitFor()
  await phone.page.getByRole('button', { name: 'I understand' }).click()
  await say(phone.page, alice, 'Now to both of your devices.')
  await untilSaid(laptop.page, 'Now to both of your devices.')
  await say(laptop.page, bob, 'From the laptop.')
  await untilSaid(phone.page, 'From the laptop.')
  expect([...desk.complaints, ...phone.complaints, ...laptop.complaints]).toEqual([])
})

test('what came in elsewhere is counted, waits below a line, and a draft waits with it', async () => {
  const [desk, phone] = await twoWhoTalk()
  await field(phone.page, alice).fill('I was about to say')
  await go(phone, '/me')
  await say(desk.page, bob, 'First.')
  await say(desk.page, bob, 'Second.')
  await phone.page.getByRole('link', { name: chatWords.placeName(2) }).click()
  const row = phone.page.locator('main').getByRole('link', { name: alice })
  await row.filter({ hasText: chatWords.unread(2) }).waitFor()
  await row.filter({ hasText: 'I was about to say' }).click()
  await unreadLine(phone.page).waitFor()
  await untilSaid(phone.page, 'Second.')
  expect(await field(phone.page, alice).inputValue()).toBe('I was about to say')
  await expect.poll(() => phone.page.title()).not.toMatch(/^\(/)
  await unreadLine(phone.page).waitFor()

  await go(phone, '/messages/search')
  await phone.page.getByLabel(searchWords.field).fill('second')
  await phone.page.getByRole('link', { name: /Second\./ }).click()
  await message(phone.page, 'Second.').and(phone.page.locator(':focus')).waitFor()
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})

test('a room is made, joined, talked in, renamed and left', async () => {
  const [desk, phone] = await twoWhoTalk()
  await go(desk, '/messages/new')
  await desk.page.getByRole('checkbox', { name: bob }).check()
  await press(desk.page, newConversationWords.asRoom)
  await desk.page.getByLabel(newConversationWords.room, { exact: true }).fill('Night crew')
  await press(desk.page, newConversationWords.make)
  await untilHeading(desk.page, 'Night crew')

  await go(phone, '/messages/requests')
  await phone.page.getByRole('button', { name: new RegExp(`^${invitationWords.accept}`) }).click()
  await openConversation(phone.page, 'Night crew')
  await say(desk.page, 'Night crew', 'Welcome to the night.')
  await untilSaid(phone.page, 'Welcome to the night.')
  await say(phone.page, 'Night crew', 'Good night.')
  await untilSaid(desk.page, 'Good night.')

  await follow(desk.page, threadWords.info)
  await desk.page.getByLabel(infoWords.rename, { exact: true }).fill('Dawn crew')
  await press(desk.page, infoWords.renameSave)
  await untilHeading(phone.page, 'Dawn crew')

  await follow(phone.page, threadWords.info)
  await press(phone.page, infoWords.leave)
  await phone.page.getByRole('dialog').getByRole('button', { name: infoWords.leave, exact: true }).click()
  await untilHeading(phone.page, chatWords.title)
  await follow(desk.page, infoWords.back)
  await log(desk.page).getByText(`${bob} left.`).waitFor()
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})

test('while Gesso is out of sight, one notice says who wrote and nothing of what was written', async () => {
  const [desk, phone] = await twoWhoTalk()
  await phone.context.grantPermissions(['notifications'])
  await go(phone, '/messages')
  await press(phone.page, localNoticeWords.yes)
  await phone.page.getByText(localNoticeWords.on).waitFor()
  await goOutOfSight(phone)
  await say(desk.page, bob, 'The password of the gate is 4471.')
  await say(desk.page, bob, 'Bring the key.')
  await expect.poll(() => noticesOf(phone)).toContainEqual([alice, localNoticeWords.body(2)])
  const said = JSON.stringify(await noticesOf(phone))
  expect(said).not.toMatch(/4471|key/)
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})

/** Headless pages are always in sight, and nobody sees their notices: both are played here. */
const goOutOfSight = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    const notices: (readonly [string, string])[] = []
    class Noted extends EventTarget {
      static readonly permission = 'granted'
      constructor(title: string, options: NotificationOptions) {
        super()
        notices.push([title, options.body ?? ''])
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Noted, gessoNotices: notices })
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  })

const noticesOf = ({ page }: Person): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { gessoNotices: unknown }).gessoNotices)

/** A picture that nobody has seen before. */
const picture = (person: Person): Promise<Buffer> => person.page.locator('.wordmark').first().screenshot()
