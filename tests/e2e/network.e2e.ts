import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countsText,
  feedWords,
  missingPostWords,
  postMenuWords,
  postPageWords,
  postWords,
} from '../../src/ui/strings/network.ts'
import { askWords, commentMenuWords, talkWords } from '../../src/ui/strings/network-talk.ts'
import { composerPageWords, tellWords } from '../../src/ui/strings/network-writing.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { follow, go, press, signUp, untilHeading, untilOnRelay, untilText } from './support/app.ts'
import { addToNewAlbum } from './support/art.ts'
import { meet } from './support/chat.ts'
import {
  bringIn,
  comment,
  openCommentMenu,
  openComposer,
  openHome,
  openPost,
  openPostMenu,
  post,
  publish,
  sayUnder,
  textOf,
  untilCopied,
  untilPicturesDrawn,
  untilPost,
} from './support/network.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

const alice = 'Alice Moreau'
const bob = 'Bob Okafor'

let stage: Stage
/** Alice at her desk and Bob on his phone, connected. */
let desk: Person
let phone: Person

beforeAll(async () => {
  stage = await setStage()
  desk = await stage.enter()
  phone = await stage.enter({ width: 390, height: 844 })
  await signUp(desk, alice)
  await signUp(phone, bob)
  await untilOnRelay(desk.page)
  await untilOnRelay(phone.page)
  await meet(desk, alice, phone, bob)
  await openHome(phone.page)
})
afterAll(() => stage.close())

test('works that were hung are told about in one post, and only because their artist says so', async () => {
  await openHome(desk.page)
  await untilText(desk.page, feedWords.empty)
  await addToNewAlbum(desk, { title: 'Night trains', files: await onDisk(await photographs(3)) })
  await desk.page.getByRole('heading', { name: tellWords.titleFor.connections }).waitFor()
  expect(await post(phone.page, 'Night trains').count()).toBe(0)
  await desk.page.getByLabel(tellWords.text, { exact: true }).fill('From the platform at five.')
  await press(desk.page, tellWords.publish)
  await untilText(desk.page, tellWords.told)

  await untilPost(phone.page, 'From the platform at five.')
  const told = post(phone.page, 'From the platform at five.')
  await told.getByText(postWords.hung(3)).waitFor({ timeout: 60_000 })
  await told.getByRole('link', { name: 'Night trains' }).waitFor()
  await untilPicturesDrawn(told, 3)
})

test('a connection appreciates and comments, and the author sees both', async () => {
  await post(phone.page, 'From the platform').getByRole('button', { name: postWords.appreciate }).click()
  await openPost(phone.page, 'From the platform')
  await sayUnder(phone.page, 'The second one, please.')
  await untilCopied(comment(phone.page, 'The second one'))

  await follow(desk.page, tellWords.see)
  await untilHeading(desk.page, postPageWords.ownTitle)
  await comment(desk.page, 'The second one, please.').waitFor({ timeout: 60_000 })
  await untilText(desk.page, countsText({ comments: 1, appreciations: 1, appreciated: false }))
  await comment(desk.page, 'The second one')
    .getByRole('button', { name: talkWords.replyTo(bob) })
    .click()
  await desk.page.getByLabel(talkWords.boxReply(bob), { exact: true }).fill('It is yours.')
  await press(desk.page, talkWords.send)
  await comment(phone.page, 'It is yours.').getByText(talkWords.inReplyTo(bob)).waitFor({ timeout: 60_000 })
  expect(await comment(phone.page, 'The second one').count()).toBe(1)
})

test('what both do without a connection is there when they return', async () => {
  await untilOfflineReady(phone.page)
  await untilOfflineReady(desk.page)
  desk.line.cut()
  phone.line.cut()
  await publish(desk.page, 'Written in the tunnel.')
  await post(desk.page, 'Written in the tunnel.').getByText(postWords.copies['only-here']).waitFor()
  await sayUnder(phone.page, 'Said on the ferry.')
  await phone.page.reload()
  await comment(phone.page, 'Said on the ferry.').getByText(postWords.copies['only-here']).waitFor()
  desk.line.mend()
  phone.line.mend()
  await untilCopied(post(desk.page, 'Written in the tunnel.'))
  await openHome(phone.page)
  await untilPost(phone.page, 'Written in the tunnel.')
  await openPost(desk.page, 'From the platform')
  await expect.poll(() => comment(desk.page, 'Said on the ferry.').count(), { timeout: 60_000 }).toBe(1)
})

test('a comment that the owner hides is gone for others, and can be shown again', async () => {
  await openCommentMenu(desk.page, 'Said on the ferry.')
  await desk.page.getByRole('button', { name: new RegExp(`^${commentMenuWords.hide}`) }).click()
  await comment(desk.page, 'Said on the ferry.').getByText(talkWords.hidden).waitFor()
  await openCommentMenu(desk.page, 'Said on the ferry.')
  await press(desk.page, commentMenuWords.show)
  await expect
    .poll(() => comment(desk.page, 'Said on the ferry.').getByText(talkWords.hidden).count())
    .toBe(0)
})

test('an edit says that it is one, keeps what was before, and a deletion takes the post away', async () => {
  await openHome(desk.page)
  await openPostMenu(desk.page, 'Written in the tunnel.')
  await follow(desk.page, postMenuWords.edit)
  await untilHeading(desk.page, composerPageWords.editTitle)
  await textOf(desk.page).fill('Written in the long tunnel.')
  await press(desk.page, composerPageWords.save)
  await untilHeading(desk.page, postPageWords.ownTitle)

  await untilPost(phone.page, 'Written in the long tunnel.')
  const edited = post(phone.page, 'Written in the long tunnel.')
  await edited.getByText(postWords.edited).waitFor({ timeout: 60_000 })
  await openPost(phone.page, 'Written in the long tunnel.')
  await phone.page.getByText(postPageWords.versions).click()
  await untilText(phone.page, 'Written in the tunnel.')

  await openHome(desk.page)
  await openPostMenu(desk.page, 'Written in the long tunnel.')
  await press(desk.page, postMenuWords.remove)
  await press(desk.page, postMenuWords.removeConfirm)
  await post(desk.page, 'Written in the long tunnel.').waitFor({ state: 'hidden' })
  await expect.poll(() => desk.page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE')
  await untilHeading(
    phone.page,
    missingPostWords({ kind: 'deleted', author: { account: '', name: alice, isOwn: false } }).title,
  )
})

test('newer posts wait for a press, and going back leads to where one was', async () => {
  for (const at of Array.from({ length: 8 }, (_, index) => index + 1))
    await publish(desk.page, `Plate ${at}.\n\n${'Coated, exposed, developed.\n'.repeat(8)}`)
  await openHome(phone.page)
  await untilPost(phone.page, 'Plate 8.')
  await post(phone.page, 'Plate 3.').scrollIntoViewIfNeeded()
  const kept = (): Promise<string> => phone.page.evaluate(() => JSON.stringify(history.state))
  await expect.poll(kept).toMatch(/"scroll":(\d{4}|[3-9]\d\d)/)
  const before = await phone.page.evaluate(() => scrollY)

  await publish(desk.page, 'And one more.')
  await phone.page.getByRole('button', { name: feedWords.newer(1) }).waitFor({ timeout: 60_000 })
  expect(await phone.page.evaluate(() => scrollY)).toBe(before)
  expect(await post(phone.page, 'And one more.').count()).toBe(0)

  await openPost(phone.page, 'Plate 3.')
  await phone.page.goBack()
  await untilHeading(phone.page, feedWords.title)
  await expect.poll(() => phone.page.evaluate(() => scrollY)).toBe(before)
  expect(await post(phone.page, 'And one more.').count()).toBe(0)

  await bringIn(phone.page)
  await post(phone.page, 'And one more.').waitFor()
  expect(await phone.page.evaluate(() => scrollY)).toBe(0)
  expect(await phone.page.evaluate(() => document.activeElement?.textContent)).toContain('And one more.')
})

test('what is typed for a post outlives a reload, and people are named by keyboard', async () => {
  await openComposer(desk.page)
  await textOf(desk.page).pressSequentially('Thank you, @bob')
  await desk.page.getByRole('option', { name: bob }).waitFor()
  await desk.page.keyboard.press('Enter')
  await expect.poll(() => textOf(desk.page).inputValue()).toBe(`Thank you, @${bob} `)
  await untilText(desk.page, 'Saved on this device')
  await desk.page.reload()
  await expect.poll(() => textOf(desk.page).inputValue()).toBe(`Thank you, @${bob} `)
  await press(desk.page, composerPageWords.publish)
  await post(desk.page, 'Thank you')
    .getByRole('link', { name: `@${bob}` })
    .waitFor()
})

test('script and tags are words like others', async () => {
  const hostile =
    '<script>document.title="taken"</script><img src=x onerror="document.title=1"> javascript:alert(1)'
  await publish(desk.page, hostile)
  await untilPost(phone.page, hostile)
  const shown = post(phone.page, hostile)
  expect(await shown.locator('script, img, [href^="javascript"]').count()).toBe(0)
  expect(await phone.page.title()).toContain(feedWords.title)
})

test('a link to a post opens without a connection where it is held, and says what is missing where it is not', async () => {
  await openPost(phone.page, 'From the platform')
  const held = new URL(phone.page.url()).pathname
  const account = held.split('/')[2] ?? ''
  await untilOfflineReady(phone.page)
  phone.line.cut()
  await go(phone, held)
  await untilHeading(phone.page, postPageWords.title(alice))
  await untilText(phone.page, 'From the platform at five.')
  await press(phone.page, askWords.ask)
  await untilText(phone.page, askWords.offline)
  const unseen = 'A'.repeat(43)
  await go(phone, `/people/${unseen}/posts/${'A'.repeat(22)}`)
  await untilHeading(phone.page, missingPostWords({ kind: 'not-held', reason: 'offline' }).title)
  phone.line.mend()
  await untilOnRelay(phone.page)
  await go(phone, `/people/${account}/posts/${'A'.repeat(22)}`)
  await untilHeading(phone.page, missingPostWords({ kind: 'not-held', reason: 'unknown-to-relay' }).title)
  await go(phone, `/people/${account}/posts/nothing`)
  await untilHeading(phone.page, missingPostWords({ kind: 'bad-address' }).title)
  expect([...desk.complaints, ...phone.complaints]).toEqual([])
})
