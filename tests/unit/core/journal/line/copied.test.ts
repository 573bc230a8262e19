/** Whoever cannot read what is sealed can still copy it, as it is, into a journal of their own. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { pushEntries, readSegment } from '../../../../../src/core/documents/index.ts'
import { journalGenesis } from '../../../../../src/protocol/journal/journal-genesis.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import { commentOf, createJournalWorld, type JournalWorld, type Writer } from './journal-world.ts'

let world: JournalWorld
beforeEach(async () => {
  world = await createJournalWorld()
})
afterEach(() => world.close())

/** The entries of a journal as they stand in its document. */
const entriesOf = async ({ device }: Writer, account: AccountId): Promise<readonly Uint8Array[]> =>
  readSegment(valueOf(await device.store.open(journalGenesis(account, 0))).doc()).entries

const putInto = async ({ device, account }: Writer, entries: readonly Uint8Array[]): Promise<void> => {
  const replica = valueOf(await device.store.open(journalGenesis(account, 0)))
  device.deps.onOpened(replica)
  valueOf(await replica.edit(device.sealer, draft => pushEntries(draft, entries)))
  await until(() => device.engine.isAcknowledged(replica.id))
}

test('a sealed comment says nothing in the journal of a stranger who copied it', async () => {
  const [alice, bob, eve] = [
    await world.writer('Alice'),
    await world.writer('Bob'),
    await world.writer('Eve'),
  ]
  world.audiences.renew(alice.account, [bob.account])
  const about = await alice.post('For friends', 'connections')
  await alice.untilOnRelay()
  bob.line.keep([alice.account])
  await bob.untilHeard('For friends')
  valueOf(await bob.line.write([{ plain: commentOf('Lovely', about), audience: 'thread', about }]))
  const said = await bob.untilHeard('Lovely')
  await bob.untilOnRelay()
  await eve.line.look(bob.account, 0)
  await until(() => eve.news.length > 0)
  await putInto(eve, await entriesOf(bob, bob.account))

  await alice.line.look(bob.account, 0)
  expect((await alice.untilHeard('Lovely')).account).toEqual(bob.account)
  await alice.line.look(eve.account, 0)
  const copied = alice.news.flatMap(({ account, added }) =>
    bytesToHex(account) === bytesToHex(eve.account) ? added : [],
  )
  expect(copied).toMatchObject([{ id: said.id, plain: null, problem: 'broken' }])
})
