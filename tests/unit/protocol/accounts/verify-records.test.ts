import { beforeAll, describe, expect, it } from 'vitest'
import nacl from 'tweetnacl'
import { compareBytes } from '../../../../src/base/bytes.ts'
import { evaluateChain } from '../../../../src/protocol/accounts/chain.ts'
import { createVerifiedMemo, verifyAccountRecords } from '../../../../src/protocol/accounts/verify-records.ts'
import { createVerifier, type VerifySignature } from '../../../../src/protocol/crypto/verify.ts'
import { accountIdOf, createAccountGenesis } from '../../../../src/protocol/records/account-genesis.ts'
import { type LinkOperation, popInput, signLink } from '../../../../src/protocol/records/link.ts'
import { signPrekey } from '../../../../src/protocol/records/prekey.ts'
import {
  recordId,
  type SignedRecord,
  type SignMessage,
  signRecord,
} from '../../../../src/protocol/records/record.ts'

const signer = (seedByte: number): { readonly key: Uint8Array; readonly sign: SignMessage } => {
  const pair = nacl.sign.keyPair.fromSeed(new Uint8Array(32).fill(seedByte))
  return {
    key: pair.publicKey,
    sign: message => Promise.resolve(nacl.sign.detached(message, pair.secretKey)),
  }
}

const root = signer(1)
const laptop = signer(2)
const phone = signer(3)
const recoveryX = new Uint8Array(32).fill(9)
const account = accountIdOf(root.key, recoveryX)
const otherAccount = accountIdOf(phone.key, recoveryX)

const adding = async (by: Uint8Array, device: typeof root, home = account): Promise<LinkOperation> => ({
  op: 'add',
  device: device.key,
  addedAtMs: 0,
  name: 'device',
  pop: await device.sign(popInput(home, by, device.key)),
})

const prekeyOf = (device: typeof root): Promise<SignedRecord> =>
  signPrekey(device.sign, { account, device: device.key, id: 1, x: recoveryX, createdAtMs: 0, expiresMs: 1 })

describe('the records of an account', () => {
  let verify: VerifySignature
  let genesis: SignedRecord
  let first: SignedRecord
  let second: SignedRecord
  let prekey: SignedRecord

  beforeAll(async () => {
    verify = await createVerifier()
    genesis = await createAccountGenesis(root.sign, root.key, recoveryX)
    first = await signLink(root.sign, account, [account], root.key, await adding(root.key, laptop))
    const after = [recordId(first.kind, first.body)]
    second = await signLink(laptop.sign, account, after, laptop.key, await adding(laptop.key, phone))
    prekey = await prekeyOf(laptop)
  })

  const errorsFor = async (...records: readonly SignedRecord[]): Promise<readonly unknown[]> =>
    (await verifyAccountRecords(verify, account, records)).refused.map(({ error }) => error)

  it('that are well signed are accepted, and make a chain', async () => {
    const records = await verifyAccountRecords(verify, account, [second, prekey, genesis, first])
    expect(records.refused).toEqual([])
    expect(records.prekeys.map(({ device }) => device)).toEqual([laptop.key])
    expect(records.genesis?.account).toEqual(account)
    if (records.genesis === null) return
    expect(
      [...evaluateChain(records.genesis, records.links).devices.values()].map(({ device }) => device),
    ).toEqual([laptop.key, phone.key])
  })

  it('of another account are refused, each kind', async () => {
    const otherGenesis = await createAccountGenesis(phone.sign, phone.key, recoveryX)
    const add = await adding(phone.key, laptop, otherAccount)
    const otherLink = await signLink(phone.sign, otherAccount, [otherAccount], phone.key, add)
    const otherPrekey = await signPrekey(phone.sign, {
      account: otherAccount,
      device: phone.key,
      id: 1,
      x: recoveryX,
      createdAtMs: 0,
      expiresMs: 1,
    })
    expect(await errorsFor(otherGenesis, otherLink, otherPrekey)).toEqual([
      { type: 'refused', what: 'genesis', reason: 'wrong-account' },
      { type: 'refused', what: 'link', reason: 'wrong-account' },
      { type: 'refused', what: 'prekey', reason: 'wrong-account' },
    ])
  })

  it('with a signature that is not by the key they name are refused, each kind', async () => {
    const swapped = (record: SignedRecord, by: SignedRecord): SignedRecord => ({ ...record, sig: by.sig })
    expect(await errorsFor(swapped(genesis, first), swapped(first, second), swapped(prekey, first))).toEqual([
      { type: 'refused', what: 'genesis', reason: 'bad-signature' },
      { type: 'refused', what: 'link', reason: 'bad-signature' },
      { type: 'refused', what: 'prekey', reason: 'bad-signature' },
    ])
    const byThief = await signLink(phone.sign, account, [account], root.key, await adding(root.key, phone))
    expect(await errorsFor(byThief)).toEqual([{ type: 'refused', what: 'link', reason: 'bad-signature' }])
  })

  it('cannot be passed from one kind to another', async () => {
    const asPop = await signRecord(laptop.sign, 'pop', prekey.body)
    expect(await errorsFor({ ...prekey, sig: asPop.sig })).toEqual([
      { type: 'refused', what: 'prekey', reason: 'bad-signature' },
    ])
    expect(await errorsFor(asPop)).toEqual([
      { type: 'malformed', what: 'account record', reason: 'unknown-kind' },
    ])
  })

  it('that add a device without its agreement are refused: its own, to this account, by this author', async () => {
    const byRoot = async (add: LinkOperation): Promise<SignedRecord> =>
      signLink(root.sign, account, [account], root.key, add)
    const agreedTo = await adding(root.key, phone)
    const records = [
      await byRoot({ ...agreedTo, device: laptop.key } as LinkOperation),
      await byRoot(await adding(laptop.key, phone)),
      await byRoot(await adding(root.key, phone, otherAccount)),
    ]
    expect(await errorsFor(...records)).toEqual(
      records.map(() => ({ type: 'refused', what: 'link', reason: 'bad-pop' })),
    )
  })

  it('with a second spelling of what they follow are refused', async () => {
    const add = await adding(root.key, laptop)
    const follow = [account, recordId(first.kind, first.body)].toSorted(compareBytes)
    const spelled = async (prev: readonly Uint8Array[]): Promise<SignedRecord> =>
      signLink(root.sign, account, prev, root.key, add)
    const refused = { type: 'refused', what: 'link', reason: 'unsorted-prev' }
    expect(await errorsFor(await spelled(follow))).toEqual([])
    expect(await errorsFor(await spelled(follow.toReversed()), await spelled([account, account]))).toEqual([
      refused,
      refused,
    ])
  })

  it('that are malformed harm no other, and are named by their place', async () => {
    const broken: SignedRecord = { ...second, body: second.body.slice(1) }
    const records = await verifyAccountRecords(verify, account, [broken, genesis])
    expect(records.refused).toMatchObject([{ index: 0, error: { type: 'malformed', reason: 'wrong-shape' } }])
    expect(records.genesis).not.toBeNull()
  })

  it('are verified once: again only when the signature differs, or when forgotten', async () => {
    let calls = 0
    const counting: VerifySignature = (...given) => {
      calls++
      return verify(...given)
    }
    const callsFor = async (...records: readonly SignedRecord[]): Promise<number> => {
      const before = calls
      await verifyAccountRecords(counting, account, records, memo)
      return calls - before
    }
    const memo = createVerifiedMemo(2)
    expect(await callsFor(first)).toBe(2)
    expect(await callsFor(first)).toBe(0)
    const forged = { ...first, sig: second.sig }
    expect([await callsFor(forged), await callsFor(forged)]).toEqual([1, 1])
    expect(await callsFor(genesis)).toBe(1)
    expect(await callsFor(prekey)).toBe(1)
    expect(await callsFor(first)).toBe(2)
  })
})
