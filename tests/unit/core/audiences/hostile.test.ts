/** What somebody can put into the documents of their own audience, and what that does to whoever reads it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createSealer, pushEntries } from '../../../../src/core/documents/index.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { accountKeyPair } from '../../../../src/core/account/account-secret.ts'
import { sealWithSingleUseKey } from '../../../../src/core/crypto/secretbox.ts'
import { sharedSecret } from '../../../../src/core/crypto/x25519.ts'
import {
  audienceKeyId,
  audienceSlot,
  audienceSlotKey,
  encodeAudienceEntry,
} from '../../../../src/protocol/journal/audience.ts'
import type { AudienceEntry } from '../../../../src/protocol/journal/audience-types.ts'
import { audienceGenesis } from '../../../../src/protocol/journal/journal-genesis.ts'
import { systemRandom } from '../../../../src/base/random.ts'
import { valueOf } from '../connections/outcomes.ts'
import type { Person } from '../connections/people-world.ts'
import {
  type AudienceWorld,
  audiencesOn,
  createAudienceWorld,
  currentOf,
  foundBy,
  hexOf,
  type Reading,
} from './audience-world.ts'

let world: AudienceWorld
let eve: Person
let bob: Person
let eves: Reading
let bobs: Reading

beforeEach(async () => {
  world = await createAudienceWorld()
  eve = await world.person('Eve')
  bob = await world.person('Bob')
  await world.settle()
  eves = await audiencesOn(eve.first)
  bobs = await audiencesOn(bob.first)
  await world.connect(eve, bob)
})

const sealer = () => createSealer(eve.first.signer.publicKey, eve.first.signer.sign, systemRandom)

const write = async (generation: number, change: (draft: Record<string, unknown>) => void): Promise<void> => {
  const replica = valueOf(await eve.first.store.open(audienceGenesis(eve.account, generation)))
  eves.deps.onOpened(replica)
  valueOf(await replica.edit(sealer(), change))
  await eves.profiles.raise('audience', generation)
  await world.settle()
}

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill)
const named = (at: number): Uint8Array => Uint8Array.of(at >> 8, at & 255, ...bytes(6))
const secretEntry = (
  changed: Partial<Extract<AudienceEntry, { readonly kind: 'secret' }>> = {},
): Uint8Array =>
  encodeAudienceEntry({
    kind: 'secret',
    keyId: named(1),
    akX: bytes(32),
    akGeneration: 1,
    before: null,
    ...changed,
  })
const wanted = { generation: 1, id: Buffer.from(named(1)).toString('hex') }

const bobLooks = async (
  name: { readonly generation: number; readonly id: string } = wanted,
): Promise<void> => {
  bobs.audiences.find(eve.account, name.generation, name.id)
  await world.settle()
}

describe('a document of an audience that', () => {
  const documents: readonly (readonly [string, (draft: Record<string, unknown>) => void])[] = [
    ['is no list', draft => void (draft['e'] = 'entries')],
    ['is of a version yet to come', draft => void Object.assign(draft, { v: 2, e: [secretEntry()] })],
    [
      'holds something else than bytes',
      draft => void Object.assign(draft, { v: 1, e: [1, null, 'x', { a: 1 }] }),
    ],
    ['holds bytes that are no entries', draft => pushEntries(draft, [bytes(0), bytes(1), bytes(4_000)])],
    ['names keys that are nobody’s', draft => pushEntries(draft, [secretEntry({ akX: bytes(32, 0) })])],
    [
      'has slots without a secret',
      draft =>
        pushEntries(draft, [
          encodeAudienceEntry({
            kind: 'readers',
            keyId: named(1),
            slots: [{ slot: bytes(16), box: bytes(48) }],
          }),
        ]),
    ],
    [
      'says that it comes before itself',
      draft =>
        pushEntries(draft, [
          secretEntry({ before: { generation: 1, keyId: named(1), nonce: bytes(24), box: bytes(48) } }),
          secretEntry({ before: { generation: 9, keyId: named(1), nonce: bytes(24), box: bytes(48) } }),
        ]),
    ],
    [
      'has more secrets and boxes than anybody needs',
      draft =>
        pushEntries(
          draft,
          Array.from({ length: 400 }, (_, at) => [
            secretEntry({ keyId: named(at), akX: bytes(32, at & 255) }),
            encodeAudienceEntry({
              kind: 'own',
              keyId: named(at),
              akGeneration: 1,
              nonce: bytes(24),
              box: bytes(48),
            }),
            encodeAudienceEntry({
              kind: 'readers',
              keyId: named(at),
              slots: [{ slot: bytes(16), box: bytes(48) }],
            }),
          ]).flat(),
        ),
    ],
  ]

  test.each(documents)('%s gives its readers nothing, and harms nobody', async (_, change) => {
    await write(1, change)
    await bobLooks()
    expect(bobs.audiences.held(eve.account)).toEqual([])
    expect(bobs.news).toEqual([])
    expect(bob.first.log).not.toContain('audience-not-read')
    const key = await currentOf(bobs)
    await world.settle()
    expect(hexOf(await foundBy(world, eves, bob.account, key))).toBe(hexOf(key))
  })

  test('was written over by its owner’s other device still gives them one to write with', async () => {
    await write(1, draft => void Object.assign(draft, { v: 2, e: [] }))
    const key = await currentOf(eves)
    await world.settle()
    expect(key.generation).toBe(2)
    expect(hexOf(await foundBy(world, bobs, eve.account, key))).toBe(hexOf(key))
  })
})

test('a secret under another’s name is not taken: the id proves which it is', async () => {
  const real = await currentOf(eves)
  const replica = valueOf(await eve.first.store.open(audienceGenesis(eve.account, 1)))
  const [own, readers] = [eves.audiences.held(eve.account)[0], replica.doc()['e']]
  if (own === undefined || !Array.isArray(readers)) throw new Error('a first generation')
  // All of the first generation again, as the second: the slots are of the first, and open nothing there.
  const copied: readonly unknown[] = readers
  await write(2, draft =>
    pushEntries(
      draft,
      copied.filter(one => one instanceof Uint8Array),
    ),
  )
  expect(await foundBy(world, bobs, eve.account, { ...real, generation: 2 })).toBeNull()
  expect(hexOf(await foundBy(world, bobs, eve.account, real))).toBe(hexOf(real))
  expect(bobs.audiences.held(eve.account).map(({ generation }) => generation)).toEqual([1])
})

test('a box with another secret than the one it is for is not taken, though the slot is right', async () => {
  const [held] = eves.deps.secrets()
  const akX = bob.first.deps.book.entryOf(bob.account)?.state.secret?.akX
  if (held === undefined || akX === undefined) throw new Error('both keys')
  const pair = accountKeyPair(held.secret.reveal(), held.generation)
  const shared = sharedSecret(pair.secretKey, akX) ?? bytes(32)
  const keyId = audienceKeyId(bytes(32), eve.account, 1)
  const seat = { reader: bob.account, readerGeneration: 1, generation: 1, keyId }
  const readersOf = (secret: Uint8Array): Uint8Array =>
    encodeAudienceEntry({
      kind: 'readers',
      keyId,
      slots: [
        {
          slot: audienceSlot(shared, eve.account, seat),
          box: sealWithSingleUseKey(secret, audienceSlotKey(shared, eve.account, seat)),
        },
      ],
    })
  const name = { generation: 1, id: Buffer.from(keyId).toString('hex') }
  const secret = secretEntry({ keyId, akX: pair.publicKey })
  await write(1, draft => pushEntries(draft, [secret, readersOf(bytes(32, 2))]))
  await bobLooks(name)
  expect(bobs.audiences.held(eve.account)).toEqual([])
  await write(1, draft => pushEntries(draft, [readersOf(bytes(32))]))
  expect(bobs.audiences.held(eve.account).map(({ id }) => id)).toEqual([name.id])
})

test('asking for ever more that is nowhere opens a bounded number of documents', async () => {
  for (let generation = 1; generation <= 300; generation++) {
    bobs.audiences.find(eve.account, generation, wanted.id)
  }
  await world.settle()
  const open = bob.first.store.opened().filter(({ genesis }) => genesis.kind === 'audience')
  expect(open.length).toBeGreaterThan(0)
  expect(open.length).toBeLessThanOrEqual(65)
  const identity = createDocumentGenesis('identity', eve.account)
  expect(bob.first.store.opened().some(({ genesis }) => genesis.kind === identity.kind)).toBe(true)
})
