/** The screens of posts and comments, between being connected and parting, in an order in which one browser can go. */
import {
  feedWords,
  missingPostWords,
  postMenuWords,
  postPageWords,
  postWords,
} from '../../../src/ui/strings/network.ts'
import { commentMenuWords } from '../../../src/ui/strings/network-talk.ts'
import { composerPageWords } from '../../../src/ui/strings/network-writing.ts'
import { onDisk } from '../../support/photos/on-disk.ts'
import { photographs } from '../../support/photos/photographs.ts'
import { go, press, untilHeading, untilOnRelay, untilText } from './app.ts'
import {
  bringIn,
  openCommentMenu,
  openComposer,
  openPost,
  openPostMenu,
  post,
  publish,
  sayUnder,
  textOf,
  untilPicturesDrawn,
} from './network.ts'
import type { Person } from './stage.ts'

interface NetworkScreen {
  readonly name: string
  open(person: Person): Promise<void>
}

/** Somebody who posts from another browser, and can be named. */
interface Network {
  readonly other: Person
  readonly otherName: string
  /** The other's. */
  readonly account: string
}

export const beforePosts: NetworkScreen = {
  name: 'home-empty',
  async open(person) {
    await go(person, '/home')
    await untilText(person.page, feedWords.empty)
  },
}

export const networkScreens = (network: Network): readonly NetworkScreen[] => [
  ...writing(network),
  ...reading(network),
  ...saying,
  {
    name: 'post-unknown',
    async open(person) {
      await go(person, `/people/${network.account}/posts/${'A'.repeat(22)}`)
      await untilHeading(
        person.page,
        missingPostWords({ kind: 'not-held', reason: 'unknown-to-relay' }).title,
      )
    },
  },
]

const writing = ({ otherName }: Network): readonly NetworkScreen[] => [
  {
    name: 'post-new-mention',
    async open(person) {
      await go(person, '/home')
      await openComposer(person.page)
      await textOf(person.page).pressSequentially('Lit by @bo')
      await person.page.getByRole('option', { name: otherName }).waitFor()
    },
  },
  {
    name: 'post-new',
    async open({ page }) {
      await page.keyboard.press('Enter')
      await page.locator('input[type=file]').setInputFiles([...(await onDisk(await photographs(2)))])
      await page.getByLabel(composerPageWords.altOf(2), { exact: true }).fill('A quiet shore.')
    },
  },
  {
    name: 'home',
    async open({ page }) {
      await press(page, composerPageWords.publish)
      await untilPicturesDrawn(post(page, 'Lit by'), 2)
    },
  },
]

const reading = ({ other }: Network): readonly NetworkScreen[] => [
  {
    name: 'home-newer',
    async open({ page }) {
      await publish(other.page, 'The fog came back. https://fog.example/tonight')
      await page.getByRole('button', { name: feedWords.newer(1) }).waitFor({ timeout: 60_000 })
    },
  },
  {
    name: 'post-menu',
    async open({ page }) {
      await bringIn(page)
      await openPostMenu(page, 'The fog came back.')
    },
  },
  {
    name: 'post-delete',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await openPostMenu(page, 'Lit by')
      await press(page, postMenuWords.remove)
      await page.getByRole('dialog', { name: postMenuWords.removeTitle }).waitFor()
    },
  },
  {
    name: 'post-edit',
    async open({ page }) {
      await press(page, postMenuWords.keep)
      await openPostMenu(page, 'Lit by')
      await page.getByRole('link', { name: postMenuWords.edit }).click()
      await textOf(page).fill('Lit by nobody.')
    },
  },
  {
    name: 'post-edited',
    async open({ page }) {
      await press(page, composerPageWords.save)
      await untilHeading(page, postPageWords.ownTitle)
      await page.getByRole('main').getByText(postWords.edited).waitFor()
    },
  },
]

const saying: readonly NetworkScreen[] = [
  {
    name: 'post',
    async open(person) {
      const { page } = person
      await go(person, '/home')
      await openPost(page, 'The fog came back.')
      await sayUnder(page, 'It always does.')
    },
  },
  {
    name: 'comment-menu',
    async open({ page }) {
      await openCommentMenu(page, 'It always does.')
    },
  },
  {
    name: 'comment-edit',
    async open({ page }) {
      await press(page, commentMenuWords.edit)
      await untilOnRelay(page)
    },
  },
]
