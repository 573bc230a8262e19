/** What somebody who publishes can do to others: date it as they like, and write whatever they like. */
import { ImmutableString } from '@automerge/automerge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/base/clock.ts'
import { accountIdToText, parseAccountIdText } from '../../src/core/account/account-id.ts'
import type { JournalPlain, JournalTarget } from '../../src/protocol/journal/journal-types.ts'
import { parseEntryIdText } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { connect as connectBare, credentialsOf } from '../support/bare-client.ts'
import { bring } from '../support/follow-doc.ts'
import {
  postOf,
  postsIn,
  publish,
  say,
  textsIn,
  untilComments,
  untilFeedIs,
  untilNotices,
  untilTalk,
} from '../support/journals.ts'
import { connect, goOffline, goOnline, look } from '../support/people.ts'
import { type PublicRelay, startPublicRelay } from '../support/public-relay.ts'
import { createAccount, edit, newOwnedDoc, type SealedDoc, type TestAccount } from '../support/sealed-doc.ts'
import { newEntryId, writeEntries } from '../support/sealed-journal.ts'

let relay: PublicRelay
beforeAll(async () => {
  relay = await startPublicRelay()
}, 60_000)
afterAll(() => relay.stop())

describe('a post of 2099', () => {
  test('stands where it was first seen, and says that its clock is wrong', async () => {
    let aheadMs = 0
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs }
    const ana = await relay.createPerson('Ana')
    const bo = await relay.createPerson('Bo', { clock })
    await look(ana, bo)
    await ana.device.do({ type: 'follow.set', account: bo.account, follow: 'private' })
    goOffline(bo)
    aheadMs = Date.UTC(2099, 0, 1) - systemClock.nowMs()
    await publish(bo, 'Hello from tomorrow')
    aheadMs = 0
    goOnline(bo)
    const row = await untilFeedIs(ana, 'Hello from tomorrow')
    expect(postsIn(row)[0]).toMatchObject({ clockIsWrong: true })
    expect(Math.abs((postsIn(row)[0]?.atMs ?? 0) - Date.now())).toBeLessThan(120_000)
    await publish(ana, 'Hello from today')
    const after = await untilFeedIs(ana, 'Hello from tomorrow', 'Hello from today')
    expect(textsIn(after)).toEqual(['Hello from today', 'Hello from tomorrow'])
  }, 120_000)
})

describe('somebody who writes whatever they like', () => {
  /** An account without a program behind it: its profile, and a journal of as many segments. */
  const settle = async (segments: readonly (readonly JournalPlain[])[]): Promise<TestAccount> => {
    const account = await createAccount()
    const client = await connectBare(relay.wsUrl, credentialsOf(account))
    const profile = newOwnedDoc(account.account)
    await edit(account.first, profile, draft => {
      Object.assign(draft, { v: 1, name: new ImmutableString('Mallory'), journal: segments.length })
    })
    const journals: SealedDoc[] = []
    for (const [segment, plains] of segments.entries())
      journals.push(await writeEntries(account, segment, plains))
    await bring(client, account.identity, profile, ...journals)
    client.socket.terminate()
    return account
  }

  test('ten thousand times counts once, and changes nothing that others wrote', async () => {
    const [ana, bo] = [await relay.createPerson('Ana'), await relay.createPerson('Bo')]
    await connect(ana, bo)
    const post = await publish(ana, 'Not to be defaced')
    const target = postOf(ana, post)
    await untilFeedIs(bo, 'Not to be defaced')
    const said = await say(bo, target, 'Nor this')
    await untilComments(ana, target, 'Nor this')
    await ana.device.allOnRelay()
    const anas = parseAccountIdText(ana.account) ?? noAccount
    const about: JournalTarget = {
      kind: 'post',
      account: anas,
      id: parseEntryIdText(post) ?? newEntryId(),
      segment: 0,
    }
    const appreciations = Array.from({ length: 40 }, () =>
      Array.from({ length: 250 }, (): JournalPlain => ({
        kind: 'appreciate',
        atMs: Date.now(),
        target: about,
      })),
    )
    const body = { text: 'defaced', mentions: [], images: [], works: [] }
    const meddling: readonly JournalPlain[] = [
      { kind: 'edit', atMs: Date.now(), of: about.id, body },
      { kind: 'delete', atMs: Date.now(), of: about.id },
      {
        kind: 'hide',
        atMs: Date.now(),
        account: parseAccountIdText(bo.account) ?? noAccount,
        id: parseEntryIdText(said) ?? newEntryId(),
      },
    ]
    const mallory = await settle([...appreciations, meddling])
    const account = accountIdToText(mallory.account)
    await ana.device.do({ type: 'follow.set', account, follow: 'private' })
    // Their page reads on, back to the first of it.
    const page = { type: 'journal', account, count: 20 } as const
    const stop = ana.device.watch(page, () => undefined)
    await untilTalk(ana, target, ({ counts }) => counts.appreciations > 0)
    await ana.device.until(page, ({ state, hasOlder }) => state === 'nothing' && !hasOlder, 90_000)
    stop()
    const row = await untilTalk(ana, target, () => true)
    expect(row).toMatchObject({ counts: { comments: 1, appreciations: 1 }, comments: [{ text: 'Nor this' }] })
    expect(row.appreciatedBy).toMatchObject([{ account }])
    expect(textsIn(await untilFeedIs(ana, 'Not to be defaced'))).toEqual(['Not to be defaced'])
    const notices = await untilNotices(ana, ({ items }) => items.some(({ kind }) => kind === 'appreciation'))
    expect(notices.items.find(({ kind }) => kind === 'appreciation')).toMatchObject({ people: 1 })
    await ana.device.do({ type: 'connection.block', account })
    await untilTalk(ana, target, ({ counts }) => counts.appreciations === 0)
  }, 180_000)
})

const noAccount = new Uint8Array(32) as AccountId
