/** What a relay can put into what people say: a device, a member, somebody's words. It reaches nobody. */
import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { bytesToBase64Url } from '../../src/base/bytes.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import { epochsIn } from '../support/feeds-seen.ts'
import { everything } from '../support/hostile-relay.ts'
import type { SeenDocument } from '../support/meddling-relay.ts'
import { setHostileStage } from '../support/hostile-stage.ts'
import {
  ask,
  connect,
  createPair,
  createPerson,
  createRoom,
  messagesIn,
  noticesIn,
  type Person,
  say,
  untilAllShow,
  untilPerson,
  untilShows,
} from '../support/people.ts'
import {
  addDevice,
  createDevice as createKeys,
  edit,
  type SealedDoc,
  type TestDevice as Keys,
} from '../support/sealed-doc.ts'

const { hostile, createTwo, createThree } = setHostileStage()

/** A document as the relay has it, for somebody else's device to write into. */
const asSealed = ({ id, genesis, changes }: SeenDocument): SealedDoc => {
  const [doc] = Automerge.applyChanges(Automerge.init<Record<string, unknown>>(), [...changes()])
  return { id, genesis, doc }
}
/** Says to the account that this is what the document is now. */
const push = (to: Person, sealed: SealedDoc): void =>
  hostile().tell(to.account, {
    type: 'sync',
    doc: sealed.id,
    message: everything(Automerge.getAllChanges(sealed.doc)),
  })

/** Their devices say of how many documents they refused a change. */
const refusalsOf = ({ device }: Person): number =>
  new Set(device.log.flatMap(line => (line.event === 'change-refused' ? [line['document']] : []))).size

const expectNoKeyFor = (device: Keys): void => {
  const epochs = hostile().documents('feed').flatMap(epochsIn)
  const named = epochs.flatMap(({ wraps }) => wraps.map(([to]) => bytesToBase64Url(to)))
  expect(named.length).toBeGreaterThan(0)
  expect(named).not.toContain(bytesToBase64Url(device.publicKey))
}

describe('a relay that injects a device', () => {
  test("into Alice's list reaches nobody: no notice, no key for it, and the talk goes on", async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    await say(alice, conversation, 'before')
    await untilShows(bob, conversation, ['before'])
    const eve = createKeys()
    const [seen] = hostile()
      .documents('identity')
      .filter(({ owner }) => owner === alice.account)
    if (seen === undefined) throw new Error('no identity was seen')
    const identity = asSealed(seen)
    // Signed by a key of the relay's, as if it were one of Alice's, and sealed by it.
    const forger = { account: identity.genesis.owner, root: eve, first: eve, records: [], identity }
    await addDevice({ ...forger, genesisRecord: { kind: 'genesis', body: [], sig: new Uint8Array(64) } })
    for (const person of [alice, bob]) {
      push(person, identity)
      await expect.poll(() => refusalsOf(person)).toBe(1)
    }
    await say(bob, conversation, 'after')
    await say(alice, conversation, 'and on')
    await untilAllShow([alice, bob], conversation, ['before', 'after', 'and on'])
    expect((await untilPerson(bob, alice, () => true)).changes).toEqual([])
    const thread = await untilShows(bob, conversation, ['and on'])
    expect(new Set(noticesIn(thread).map(({ kind }) => kind))).toEqual(new Set(['connected']))
    expectNoKeyFor(eve)
  })
})

describe('a relay that injects a member', () => {
  test('into every document of a room changes nobody’s list of members, and no key goes to it', async () => {
    const [alice, bob, carol] = await createThree()
    const conversation = await createRoom(alice, [bob, carol], 'Print shop')
    await say(alice, conversation, 'before')
    await untilShows(bob, conversation, ['before'])
    const eve = createKeys()
    for (const seen of hostile().documents('feed')) {
      const sealed = asSealed(seen)
      await edit(eve, sealed, draft => {
        draft['e'] = [new Uint8Array(400).fill(7)]
      })
      for (const person of [alice, bob, carol]) push(person, sealed)
    }
    // Of three segments and a control document at least: those that they read.
    for (const person of [alice, bob, carol]) await expect.poll(() => refusalsOf(person)).toBeGreaterThan(3)
    await say(bob, conversation, 'after')
    await say(carol, conversation, 'and on')
    await untilAllShow([alice, bob, carol], conversation, ['before', 'after', 'and on'])
    for (const person of [alice, bob, carol]) {
      const state = await person.device.until(
        { type: 'conversation', conversation },
        row => row.kind === 'shown',
      )
      const members = state.kind === 'shown' ? state.conversation.members.map(({ account }) => account) : []
      expect(members.toSorted()).toEqual([alice, bob, carol].map(({ account }) => account).toSorted())
    }
    expectNoKeyFor(eve)
  })

  test('by giving one person’s feed for another’s is believed by nobody', async () => {
    const { one: alice, other: bob, conversation } = await createPair(hostile().wsUrl)
    await say(alice, conversation, 'by Alice')
    await say(bob, conversation, 'by Bob')
    await untilAllShow([alice, bob], conversation, ['by Alice', 'by Bob'])
    const feeds = hostile().documents('feed')
    for (const feed of feeds) {
      for (const other of feeds) {
        const message = everything(other.changes())
        if (other !== feed) hostile().tell(bob.account, { type: 'sync', doc: feed.id, message })
      }
    }
    await say(alice, conversation, 'still by Alice')
    const thread = await untilShows(bob, conversation, ['still by Alice'])
    expect(
      messagesIn(thread).map(({ author, body }) => [author.name, body.kind === 'text' && body.text]),
    ).toEqual([
      ['Alice', 'by Alice'],
      ['Bob', 'by Bob'],
      ['Alice', 'still by Alice'],
    ])
  })
})

describe('a relay that speaks for Alice', () => {
  test('with an intro that she did not sign asks Bob nothing', async () => {
    const [alice, bob] = await createTwo()
    const intros: Frame[] = []
    let withheld = 0
    hostile().meddle(({ way, frame }) => {
      if (frame.type !== 'intro') return false
      if (way === 'up') intros.push(frame)
      else withheld++
      return way === 'down'
    })
    await ask(alice, bob, 'mine')
    await expect.poll(() => intros.length).toBeGreaterThan(0)
    // Hers is on its way to Bob for a while yet, and must not come once the relay is honest again.
    await expect.poll(() => withheld).toBeGreaterThan(0)
    for (const frame of intros) {
      if (frame.type !== 'intro') continue
      const altered = { ...frame.record, body: [...frame.record.body.slice(0, 5), Date.now() + 1] }
      hostile().tell(bob.account, { type: 'intro', record: altered })
    }
    hostile().meddle(null)
    const carol = await createPerson('Carol', hostile().wsUrl)
    await connect(carol, bob)
    const people = await bob.device.until({ type: 'people' }, row => row.connections.length === 1)
    expect(people.received).toEqual([])
  })
})
