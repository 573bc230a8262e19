import * as Automerge from '@automerge/automerge'
import { describe, expect, it } from 'vitest'
import { type AccountBook, createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { type Change, parseChange } from '../../../../src/protocol/changes/change.ts'
import { encodeEmptyChange } from '../../../../src/protocol/changes/empty-change.ts'
import { genesisChange } from '../../../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import { encodeStatement } from '../../../../src/protocol/changes/statement.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import type { Admission } from '../../../../src/protocol/gate/gate.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import { forge, takeApart } from '../../../support/forger.ts'
import {
  addDevice,
  changesOf,
  createAccount,
  revokeDevice,
  type TestAccount,
  type TestDevice,
} from '../../../support/sealed-doc.ts'
import { actorNamed, createPeer } from './gate-world.ts'

const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}
const reasons = ({ refused }: Admission): readonly string[] => refused.map(({ reason }) => reason)

const readerOf = async (account: TestAccount, book?: AccountBook) =>
  createPeer((book ?? createAccountBook(await createVerifier())).judgeFor(account.identity.genesis), {
    genesis: account.identity.genesis,
  })

/** A document of one change with `record` (and operations, if wanted) under a seal of `device`. */
const withRecords = async (
  account: TestAccount,
  device: TestDevice,
  records: readonly SignedRecord[],
  operations: boolean,
) => {
  const first = genesisChange(account.identity.genesis)
  const chunks: Uint8Array[] = [first.bytes]
  let deps = [first.hash]
  let startOp = 1
  for (const [index, record] of records.entries()) {
    const header = {
      actor: actorNamed('writer'),
      seq: index + 1,
      startOp,
      deps,
      message: encodeStatement({ type: 'record', record }),
    }
    const made = operations ? forge(realEdit(), header) : encodeEmptyChange(header)
    startOp += parsed(made.bytes).operationCount
    deps = [made.hash]
    chunks.push(made.bytes)
  }
  const fields = { device: device.publicKey, chain: device.chain, n: 0, prevSeal: null }
  const header = { actor: actorNamed('writer'), seq: records.length + 1, startOp, deps }
  const seal = await createSealChange(device.sign, account.identity.genesis.doc32, fields, header)
  return [...chunks, seal.bytes]
}

const realEdit = (): Uint8Array => {
  const doc = Automerge.change(
    Automerge.init<Record<string, unknown>>({ actor: actorNamed('writer') }),
    draft => {
      draft['v'] = 1
    },
  )
  return Automerge.getLastLocalChange(doc) ?? new Uint8Array()
}

describe('an identity document', () => {
  it('introduces its own devices, in whatever pieces it comes', async () => {
    const account = await createAccount()
    await addDevice(account)
    const chunks = changesOf(account.identity)
    const whole = await readerOf(account)
    expect(await whole.receive('relay', chunks)).toMatchObject({ refused: [] })
    expect(whole.heads()).toEqual(Automerge.getHeads(account.identity.doc))

    const book = createAccountBook(await createVerifier())
    const piecemeal = await readerOf(account, book)
    for (const chunk of chunks.toReversed()) {
      await piecemeal.receive('relay', [chunk])
      await book.learn(account.account, account.records)
    }
    expect(piecemeal.heads()).toEqual(whole.heads())
  })

  it('does not hear a record that rides with operations', async () => {
    const account = await createAccount()
    const honest = await readerOf(account)
    expect(
      reasons(
        await honest.receive('relay', await withRecords(account, account.first, account.records, false)),
      ),
    ).toEqual([])
    expect(honest.heads()).toHaveLength(1)
    const smuggled = await readerOf(account)
    const chunks = await withRecords(account, account.first, account.records, true)
    expect(takeApart(chunks[1] ?? new Uint8Array()).columns.length).toBeGreaterThan(0)
    expect(reasons(await smuggled.receive('eve', chunks))).toEqual(['unknown-device'])
    expect(smuggled.heads()).toEqual([])
  })

  it("of somebody else cannot be opened with records of one's own", async () => {
    const alice = await createAccount()
    const eve = await createAccount()
    const reader = await readerOf(alice)
    expect(
      reasons(await reader.receive('eve', await withRecords(alice, eve.first, eve.records, false))),
    ).toEqual(['unknown-device'])
    const mixed = await withRecords(alice, eve.first, [...alice.records, ...eve.records], false)
    expect(reasons(await reader.receive('eve', mixed))).toContain('unknown-device')
    expect(await reader.receive('relay', changesOf(alice.identity))).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(Automerge.getHeads(alice.identity.doc))
  })

  it('that revokes a device has no more seals of it', async () => {
    const account = await createAccount()
    const stolen = await addDevice(account)
    const before = changesOf(account.identity)
    await revokeDevice(account, stolen)
    const book = createAccountBook(await createVerifier())
    const reader = await readerOf(account, book)
    await reader.receive('relay', changesOf(account.identity))
    await book.learn(account.account, account.records)
    const top = parsed(before.at(-1) ?? new Uint8Array())
    const late = await createSealChange(
      stolen.sign,
      account.identity.genesis.doc32,
      { device: stolen.publicKey, chain: stolen.chain, n: 0, prevSeal: null },
      { actor: actorNamed('thief'), seq: 1, startOp: top.startOp + top.operationCount, deps: [top.hash] },
    )
    expect(reasons(await reader.receive('thief', [late.bytes]))).toEqual(['revoked-device'])
    expect(reader.heads()).toEqual(Automerge.getHeads(account.identity.doc))
  })
})
