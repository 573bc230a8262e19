/** The screens of conversations, between being connected and parting, in an order in which one browser can go. */
import { chatWords, threadWords } from '../../../src/ui/strings/chat.ts'
import { actionWords, composerWords, workPickerWords } from '../../../src/ui/strings/chat-writing.ts'
import {
  infoWords,
  newConversationWords,
  requestsWords,
  searchWords,
} from '../../../src/ui/strings/chat-rooms.ts'
import { follow, go, press, untilHeading, untilText } from './app.ts'
import { field, message, openActions, openConversation, say, untilSaid } from './chat.ts'
import type { Person } from './stage.ts'

interface ChatScreen {
  readonly name: string
  open(person: Person): Promise<void>
}

/** Who looks, who answers from another browser, and what both are called. */
interface Talk {
  readonly other: Person
  readonly otherName: string
  readonly ownName: string
}

export const chatScreens = (talk: Talk): readonly ChatScreen[] => [
  ...lists(talk),
  ...threads(talk),
  ...writing(talk),
  ...rooms(talk),
]

const lists = ({ otherName }: Talk): readonly ChatScreen[] => [
  {
    name: 'messages',
    async open(person) {
      await go(person, '/messages')
      await person.page.getByRole('link', { name: otherName }).waitFor()
    },
  },
  {
    name: 'requests',
    async open(person) {
      await go(person, '/messages/requests')
      await untilText(person.page, requestsWords.noRooms)
    },
  },
  {
    name: 'conversation-new',
    async open(person) {
      await go(person, '/messages/new')
      await person.page.getByRole('checkbox', { name: otherName }).check()
      await press(person.page, newConversationWords.asRoom)
      await person.page.getByLabel(newConversationWords.room, { exact: true }).waitFor()
    },
  },
]

const threads = ({ other, otherName, ownName }: Talk): readonly ChatScreen[] => [
  {
    name: 'thread',
    async open(person) {
      await go(person, '/messages')
      await openConversation(person.page, otherName)
      await say(person.page, otherName, 'Call time is 5:40: https://sheet.example/night-2')
      await openConversation(other.page, ownName)
      await untilSaid(other.page, 'Call time is 5:40')
      await say(other.page, ownName, 'I bring the 35 and the short slider.')
      await untilSaid(person.page, 'I bring the 35')
    },
  },
  {
    name: 'thread-actions',
    async open({ page }) {
      await openActions(page, 'Call time is 5:40')
    },
  },
  {
    name: 'thread-reaction',
    async open({ page }) {
      await press(page, actionWords.reactWith('heart'))
      await message(page, 'Call time is 5:40')
        .getByRole('button', { name: /^heart/ })
        .waitFor()
    },
  },
  {
    name: 'thread-delete',
    async open({ page }) {
      await openActions(page, 'Call time is 5:40')
      await press(page, actionWords.remove)
      await page.getByRole('dialog', { name: actionWords.removeTitle }).waitFor()
    },
  },
  {
    name: 'thread-reply',
    async open({ page }) {
      await press(page, actionWords.cancel)
      await message(page, 'I bring the 35').focus()
      await page.keyboard.press('r')
      await field(page, otherName).fill('Then I leave mine at home.')
    },
  },
]

const writing = ({ otherName }: Talk): readonly ChatScreen[] => [
  {
    name: 'composer-too-long',
    async open({ page }) {
      await press(page, composerWords.stopReply)
      await field(page, otherName).fill('tide '.repeat(200_000))
      await untilText(page, composerWords.tooLong(1_000_000 - 16_000))
    },
  },
  {
    name: 'composer-attach',
    async open({ page }) {
      await field(page, otherName).fill('')
      await press(page, composerWords.attach)
      await page.getByRole('dialog', { name: composerWords.attachTitle }).waitFor()
    },
  },
  {
    name: 'composer-work',
    async open({ page }) {
      await page.getByRole('button', { name: new RegExp(`^${composerWords.work}`) }).click()
      await page.getByRole('dialog', { name: workPickerWords.title }).waitFor()
    },
  },
  {
    name: 'conversation-info',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await follow(page, threadWords.info)
      await untilText(page, infoWords.safety)
    },
  },
  {
    name: 'messages-search',
    async open(person) {
      await go(person, '/messages/search')
      await person.page.getByLabel(searchWords.field, { exact: true }).fill('slider')
      await person.page.getByRole('list', { name: searchWords.results }).waitFor()
    },
  },
]

const rooms = ({ otherName }: Talk): readonly ChatScreen[] => [
  {
    name: 'room',
    async open(person) {
      await go(person, '/messages/new')
      await person.page.getByRole('checkbox', { name: otherName }).check()
      await press(person.page, newConversationWords.asRoom)
      await person.page.getByLabel(newConversationWords.room, { exact: true }).fill('Night crew')
      await press(person.page, newConversationWords.make)
      await untilHeading(person.page, 'Night crew')
      await say(person.page, 'Night crew', 'Welcome to the night.')
    },
  },
  {
    name: 'room-info',
    async open({ page }) {
      await follow(page, threadWords.info)
      await untilText(page, infoWords.invited)
    },
  },
  {
    name: 'room-member',
    async open({ page }) {
      await press(page, infoWords.more(otherName))
      await press(page, infoWords.remove)
      await page.getByRole('dialog', { name: infoWords.removeTitle(otherName) }).waitFor()
    },
  },
  {
    name: 'room-leave',
    async open({ page }) {
      await press(page, infoWords.cancel)
      await press(page, infoWords.leave)
      await page.getByRole('dialog', { name: infoWords.leaveTitle }).waitFor()
    },
  },
  {
    name: 'room-left',
    async open({ page }) {
      await page.getByRole('dialog').getByRole('button', { name: infoWords.leave, exact: true }).click()
      await untilHeading(page, chatWords.title)
    },
  },
]
