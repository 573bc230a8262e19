import type { LinkOperation } from '../../../src/protocol/records/link.ts'
import { popInput, signLink } from '../../../src/protocol/records/link.ts'
import { createAccountGenesis } from '../../../src/protocol/records/account-genesis.ts'
import { signPrekey } from '../../../src/protocol/records/prekey.ts'
import {
  encodeRecord,
  recordId,
  type SignedRecord,
  signRecord,
} from '../../../src/protocol/records/record.ts'
import { createAccountSecret } from '../../../src/core/account/account-secret.ts'
import type { Signer } from '../../../src/core/crypto/ed25519.ts'
import { toHex } from '../json-items.ts'
import { createPeople, type People, vectorTimeMs } from './people.ts'

export const recordVectors = async () => {
  const people = await createPeople(1)
  const good = await goodRecords(people)
  const bad = await badRecords(people, good)
  return {
    about: 'Records of one account. `bytes` is enc([kind, body, sig]); rid never includes sig.',
    account: toHex(people.keys.account),
    valid: Object.entries(good).map(([name, record]) => ({ name, ...describe(record) })),
    invalid: bad.map(([name, record, error]) => ({ name, bytes: toHex(encodeRecord(record)), error })),
  }
}

const describe = (record: SignedRecord) => ({
  kind: record.kind,
  rid: toHex(recordId(record.kind, record.body)),
  bytes: toHex(encodeRecord(record)),
})

const goodRecords = async ({ keys, laptop, phone, laptopX, phoneX, random }: People) => {
  const { account, root, recovery } = keys
  const link = (by: Signer, prev: readonly Uint8Array[], operation: LinkOperation): Promise<SignedRecord> =>
    signLink(by.sign, account, prev, by.publicKey, operation)
  const addBy = async (by: Signer, device: Signer, name: string): Promise<LinkOperation> => ({
    op: 'add',
    device: device.publicKey,
    addedAtMs: vectorTimeMs,
    name,
    pop: await device.sign(popInput(account, by.publicKey, device.publicKey)),
  })
  const ridOf = (record: SignedRecord): Uint8Array => recordId(record.kind, record.body)
  const recipients = [
    { device: laptop.publicKey, prekeyId: 1, x: laptopX.publicKey },
    { device: phone.publicKey, prekeyId: 3, x: phoneX.publicKey },
  ]
  const genesis = await createAccountGenesis(root.sign, root.publicKey, recovery.publicKey)
  const addByRoot = await link(root, [account], await addBy(root, laptop, 'Laptop'))
  const addByDevice = await link(laptop, [ridOf(addByRoot)], await addBy(laptop, phone, 'Téléphone 📱'))
  const secret = createAccountSecret(account, recovery.publicKey, recipients, 1, random)
  const ak = await link(laptop, [ridOf(addByDevice)], secret.operation)
  const doc32 = random.bytes(32)
  const seal = random.bytes(32)
  const revoke = await link(laptop, [ridOf(ak)], {
    op: 'revoke',
    device: phone.publicKey,
    frontier: [[doc32, [seal]]],
  })
  const reset = await link(root, [ridOf(revoke)], {
    op: 'reset',
    counter: 1,
    keep: [laptop.publicKey],
    frontiers: [[phone.publicKey, doc32, seal]],
  })
  const prekey = await signPrekey(laptop.sign, {
    account,
    device: laptop.publicKey,
    id: 1,
    x: laptopX.publicKey,
    createdAtMs: vectorTimeMs,
    expiresMs: vectorTimeMs + 604_800_000,
  })
  const pop = await signRecord(laptop.sign, 'pop', [account, root.publicKey, laptop.publicKey])
  return { genesis, addByRoot, addByDevice, ak, revoke, reset, prekey, pop }
}

type Good = Awaited<ReturnType<typeof goodRecords>>
type Bad = readonly [
  name: string,
  record: SignedRecord,
  error: { readonly type: string; readonly reason: string },
]

const refused = (reason: string) => ({ type: 'refused', reason })
const malformed = (reason: string) => ({ type: 'malformed', reason })

const badRecords = async ({ keys, laptop, phone }: People, good: Good): Promise<readonly Bad[]> => {
  const { account, root, recovery } = keys
  const stranger = await createPeople(2)
  const addWithPop = (pop: Uint8Array): Promise<SignedRecord> =>
    signLink(root.sign, account, [account], root.publicKey, {
      op: 'add',
      device: phone.publicKey,
      addedAtMs: vectorTimeMs,
      name: '',
      pop,
    })
  const genesisBody = (version: number) => [version, root.publicKey, recovery.publicKey]
  const revokeBody = good.revoke.body
  return [
    ['a signature of another record', { ...good.prekey, sig: good.pop.sig }, refused('bad-signature')],
    [
      'a signature by another key than the one named',
      { ...good.revoke, sig: (await signRecord(phone.sign, 'link', revokeBody)).sig },
      refused('bad-signature'),
    ],
    [
      'a body signed under another kind',
      { ...good.prekey, sig: (await signRecord(laptop.sign, 'seal', good.prekey.body)).sig },
      refused('bad-signature'),
    ],
    [
      'a pop made for another adder',
      await addWithPop(await phone.sign(popInput(account, laptop.publicKey, phone.publicKey))),
      refused('bad-pop'),
    ],
    [
      'a pop by another device',
      await addWithPop(await laptop.sign(popInput(account, root.publicKey, phone.publicKey))),
      refused('bad-pop'),
    ],
    [
      'a pop made for another account',
      await addWithPop(await phone.sign(popInput(stranger.keys.account, root.publicKey, phone.publicKey))),
      refused('bad-pop'),
    ],
    [
      'a link of another account',
      await signLink(laptop.sign, stranger.keys.account, [account], laptop.publicKey, {
        op: 'revoke',
        device: phone.publicKey,
        frontier: [],
      }),
      refused('wrong-account'),
    ],
    [
      'a genesis of another account',
      await createAccountGenesis(stranger.keys.root.sign, stranger.keys.root.publicKey, recovery.publicKey),
      refused('wrong-account'),
    ],
    [
      'one parent named twice',
      await signLink(laptop.sign, account, [account, account], laptop.publicKey, {
        op: 'revoke',
        device: phone.publicKey,
        frontier: [],
      }),
      refused('unsorted-prev'),
    ],
    [
      'a genesis of version 2',
      await signRecord(root.sign, 'genesis', genesisBody(2)),
      malformed('unknown-version'),
    ],
    [
      'a genesis with one field more',
      await signRecord(root.sign, 'genesis', [...genesisBody(1), null]),
      malformed('wrong-shape'),
    ],
    [
      'a link with no parent',
      await signRecord(laptop.sign, 'link', [account, [], ...revokeBody.slice(2)]),
      malformed('wrong-shape'),
    ],
    [
      'a link with an unknown operation',
      await signRecord(laptop.sign, 'link', [account, [account], laptop.publicKey, 'promote', []]),
      malformed('wrong-shape'),
    ],
    [
      'a revoke that names 31 bytes',
      await signRecord(laptop.sign, 'link', [
        account,
        [account],
        laptop.publicKey,
        'revoke',
        [phone.publicKey.slice(1), []],
      ]),
      malformed('wrong-shape'),
    ],
    [
      'a prekey without its expiry',
      await signRecord(laptop.sign, 'prekey', good.prekey.body.slice(0, 5)),
      malformed('wrong-shape'),
    ],
    ['a signature of 63 bytes', { ...good.prekey, sig: good.prekey.sig.slice(1) }, malformed('wrong-shape')],
    ['a pop on its own among an account’s records', good.pop, malformed('unknown-kind')],
  ]
}
