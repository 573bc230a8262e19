/** Somebody blocked or passed over does not come back through what others say, or through what one chose before. */
import { beforeEach, describe, expect, test } from 'vitest'
import { appreciate, bytes16, bytes32, comment, post } from './entries.ts'
import { type Author, contactWith, createAuthor, entryTarget, postPage, textOf } from './authors.ts'
import { type Device, done, openDevice } from './journal-world.ts'

let ana: Author
let bo: Author
let cy: Author
let device: Device
beforeEach(async () => {
  ana = createAuthor('Ana')
  bo = createAuthor('Bo')
  cy = createAuthor('Cy')
  device = await openDevice({ own: ana, contacts: [contactWith(bo)] })
})
const blockCy = (): void => device.setContacts(contactWith(bo), contactWith(cy, { state: 'blocked' }))

describe('whoever is blocked', () => {
  test('is not linked to in what others write, and their works are not shown there', async () => {
    const mentions = [{ account: cy.account, name: 'Cy' }]
    const works = [
      { account: cy.account, album: bytes32('a'), work: bytes16('w'), title: 'W', alt: '', preview: null },
    ]
    bo.write(post('with @Cy', { mentions, works }))
    await device.hear(bo)
    const body = async () => (await device.feed()).items[0]?.posts[0]?.body
    expect(await body()).toMatchObject({ mentions: [{ account: textOf(cy) }], works: [{ title: 'W' }] })
    blockCy()
    expect(await body()).toMatchObject({ mentions: [], works: [] })
  })

  test('is not among those who appreciate something', async () => {
    const one = ana.write(post('mine'))
    cy.write(appreciate(entryTarget('post', one)))
    await device.hear(ana, cy)
    expect((await device.about(postPage(one))).appreciatedBy).toMatchObject([{ account: textOf(cy) }])
    blockCy()
    expect((await device.about(postPage(one))).appreciatedBy).toEqual([])
  })

  test('is kept no more, although one followed them before', async () => {
    done(await device.talk.follow(textOf(cy), 'private'))
    expect(device.kept()).toContain(cy.hex)
    blockCy()
    expect(device.kept()).not.toContain(cy.hex)
  })
})

test('an answer to what was said about something else quotes nothing of it', async () => {
  const [one, other] = [ana.write(post('one')), ana.write(post('other'))]
  const elsewhere = cy.write(comment('about the other', entryTarget('post', other)))
  const replyTo = { account: cy.account, id: elsewhere.id }
  bo.write(comment('an answer', entryTarget('post', one), { replyTo }))
  await device.hear(ana, cy, bo)
  const { comments } = await device.about(postPage(one))
  expect(comments).toMatchObject([{ text: 'an answer', replyTo: null }])
})
