/** Whoever follows, in public and in private: whole cores, and what the relay’s disk says of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../../src/base/bytes.ts'
import { parseAccountIdText } from '../../src/core/account/account-id.ts'
import { publish, untilFeedIs, untilNotices } from '../support/journals.ts'
import { goOffline, goOnline, look, type Person } from '../support/people.ts'
import { foundIn, holdingsOf } from '../support/relay-holdings.ts'
import { type PublicRelay, startPublicRelay } from '../support/public-relay.ts'

let relay: PublicRelay
beforeAll(async () => {
  relay = await startPublicRelay()
}, 60_000)
afterAll(() => relay.stop())

/** Whether an entry stands there that says that this account is followed: "follow", a time, and then the account. */
const isFollowedIn = (bytes: Uint8Array, { account }: Person): boolean => {
  const file = Buffer.from(bytes)
  const followed = Buffer.from(parseAccountIdText(account) ?? [])
  for (let at = file.indexOf(followed); at !== -1; at = file.indexOf(followed, at + 1)) {
    if (file.subarray(Math.max(0, at - 24), at).includes('follow')) return true
  }
  return false
}

describe('following', () => {
  test('in public is seen by the followed, and in private by nobody, not even on the relay’s disk', async () => {
    const [ana, bo, cy] = [
      await relay.createPerson('Ana'),
      await relay.createPerson('Bo'),
      await relay.createPerson('Cy'),
    ]
    for (const person of [bo, cy]) await look(ana, person)
    await ana.device.do({ type: 'follow.set', account: bo.account, follow: 'public' })
    await ana.device.do({ type: 'follow.set', account: cy.account, follow: 'private' })
    await ana.device.do({ type: 'mute.word', word: 'Quibbleworthian', muted: true })
    await publish(bo, 'to whoever follows')
    await publish(cy, 'to whoever follows, too')
    await untilFeedIs(ana, 'to whoever follows', 'to whoever follows, too')
    await ana.device.allOnRelay()
    // Whoever is not connected learns of it from the relay, with the next connection.
    for (const person of [bo, cy]) {
      goOffline(person)
      goOnline(person)
    }
    const followed = await bo.device.until(
      { type: 'follows' },
      ({ followers }) => followers.length > 0,
      30_000,
    )
    expect(followed.followers).toMatchObject([{ account: ana.account, followsYou: true }])
    await untilNotices(bo, row => row.items.some(({ kind }) => kind === 'follow'))
    expect((await cy.device.until({ type: 'follows' }, () => true)).followers).toEqual([])

    const holdings = await holdingsOf(relay.dataDir)
    expect(foundIn(holdings, [utf8ToBytes('Quibbleworthian')])).toEqual(new Set())
    expect(holdings.some(({ bytes }) => isFollowedIn(bytes, bo))).toBe(true)
    expect(holdings.some(({ bytes }) => isFollowedIn(bytes, cy))).toBe(false)
  }, 120_000)
})
