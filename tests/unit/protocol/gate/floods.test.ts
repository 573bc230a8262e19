import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { encodeEmptyChange } from '../../../../src/protocol/changes/empty-change.ts'
import { encodeStatement } from '../../../../src/protocol/changes/statement.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import type { Admission, JudgeDevice } from '../../../../src/protocol/gate/gate.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import type { Content } from '../changes/random-history.ts'
import {
  accountNamed,
  actorNamed,
  alicesProfile,
  type Author,
  createAuthor,
  createChain,
  createPeer,
  type Device,
  deviceNamed,
} from './gate-world.ts'

const phone = deviceNamed("alice's phone")
const evesDevice = deviceNamed("eve's")

const reasonsOf = ({ refused }: Admission): readonly string[] => refused.map(({ reason }) => reason)

const saying =
  (bio: string) =>
  (draft: Content): void => {
    draft['bio'] = bio
  }

/** Seals over one another, above `from`, that name `by` and were never signed. */
const unsignedSeals = (
  by: Device,
  from: readonly string[],
  startOp: number,
  count: number,
  actor = actorNamed('eve'),
) => {
  let deps = from
  return Array.from({ length: count }, (_, index) => {
    const seal = {
      device: by.publicKey,
      chain: new Uint8Array(16),
      n: index,
      prevSeal: null,
      sig: new Uint8Array(64).fill(7),
    }
    const message = encodeStatement({ type: 'seal', seal })
    const made = encodeEmptyChange({ actor, seq: index + 1, startOp, deps, message })
    deps = [made.hash]
    return made.bytes
  })
}

const startAlice = async (genesis = alicesProfile): Promise<{ alice: Author; nextOp: number }> => {
  const alice = createAuthor(phone, actorNamed('alice'), genesis)
  await alice.edit(draft => {
    draft['n'] = 1
  })
  return { alice, nextOp: 2 }
}

describe('one signature', () => {
  it('is checked for a document of two thousand sealed edits that arrives at once', async () => {
    const { alice } = await startAlice()
    for (let edit = 1; edit < 2_000; edit++) {
      await alice.edit(draft => {
        draft['n'] = edit + 1
      })
    }
    const reader = createPeer(createChain(phone).judge)
    const { released, refused } = await reader.receive('relay', alice.changes())
    expect([released.length, refused]).toEqual([4_001, []])
    expect(reader.heads()).toEqual(alice.heads())
    expect(reader.verified()).toBe(1)
  }, 60_000)

  it('is checked for each message of an exchange, and none for what is known', async () => {
    const { alice } = await startAlice()
    const reader = createPeer(createChain(phone).judge)
    await reader.receive('relay', alice.changes())
    for (let edit = 0; edit < 5; edit++) await reader.receive('relay', await alice.edit(saying(`${edit}`)))
    expect(reader.verified()).toBe(6)
    await reader.receive('relay', alice.changes())
    expect(reader.verified()).toBe(6)
  })
})

describe('a flood', () => {
  it('of bad seals costs few checks, is forgotten, and delays nobody else', async () => {
    const { alice, nextOp } = await startAlice()
    const reader = createPeer(createChain(phone).judge)
    await reader.receive('alice', alice.changes())
    const verifiedBefore = reader.verified()
    const admission = await reader.receive('eve', unsignedSeals(phone, alice.heads(), nextOp, 3_000))
    expect(reader.verified() - verifiedBefore).toBe(32)
    expect(admission.refused.at(-1)).toMatchObject({ reason: 'too-many-bad-seals' })
    expect(reader.gate.stagedCount()).toBe(0)
    expect(await reader.receive('alice', await alice.edit(saying('paints')))).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(alice.heads())
  })

  it('that lies in wait above what the victim has yet to send neither delays nor blames her', async () => {
    const { alice, nextOp } = await startAlice()
    const reader = createPeer(createChain(phone).judge)
    const others = [...alice.changes(), ...(await alice.edit(saying('paints')))]
    expect(await reader.receive('eve', unsignedSeals(phone, alice.heads(), nextOp + 1, 3_000))).toMatchObject(
      { refused: [] },
    )
    const admission = await reader.receive('alice', others)
    expect(admission).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(alice.heads())
    expect(reader.gate.stagedCount()).toBe(0)
  })

  it('of one peer leaves the others their room on the stage', async () => {
    const { alice, nextOp } = await startAlice()
    const reader = createPeer(createChain(phone).judge, { maxStagedChanges: 100 })
    await reader.receive('alice', alice.changes())
    const heads = alice.heads()
    const unknown = (name: string, count: number) =>
      unsignedSeals(evesDevice, heads, nextOp, count, actorNamed(name))
    for (const name of ['eve', 'mallory']) await reader.receive(name, unknown(name, 90))
    const made = [...(await alice.edit(saying('one'))), ...(await alice.edit(saying('two')))]
    expect(await reader.receive('alice', made.slice(1))).toMatchObject({ released: [], refused: [] })
    expect(await reader.receive('alice', made.slice(0, 1))).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(alice.heads())

    const over = await reader.receive('eve', unknown('eve again', 20))
    expect(over.refused.at(-1)).toMatchObject({ reason: 'stage-full' })
    expect(reader.gate.stagedCount()).toBe(90)
    reader.gate.dropPeer('mallory')
    expect([reader.gate.stagedCount(), reader.gate.stagedBytes()]).toEqual([0, 0])
  })

  it('of few and large changes finds no more room than one of many', async () => {
    const { alice, nextOp } = await startAlice()
    const reader = createPeer(createChain(phone).judge, { maxStagedBytes: 200_000 })
    await reader.receive('alice', alice.changes())
    const large = (seq: number) =>
      encodeEmptyChange({
        actor: actorNamed('eve'),
        seq,
        startOp: nextOp,
        deps: alice.heads(),
        message: 'x'.repeat(90_000),
      }).bytes
    expect(await reader.receive('eve', [large(1), large(2)])).toMatchObject({ refused: [] })
    expect(reasonsOf(await reader.receive('eve', [large(3)]))).toEqual(['stage-full'])
    expect([reader.gate.stagedCount(), reader.gate.stagedBytes()]).toEqual([0, 0])
  })

  it('of records under unknown seals is not judged without end', async () => {
    const identity = createDocumentGenesis('identity', accountNamed('alice'))
    const { alice, nextOp } = await startAlice(identity)
    let judged = 0
    const judge: JudgeDevice = (device, records) => {
      judged += records.length
      return Promise.resolve(bytesToHex(device) === phone.id ? 'active' : 'unknown')
    }
    const reader = createPeer(judge, { genesis: identity })
    await reader.receive('alice', alice.changes())
    let deps = alice.heads()
    const records = Array.from({ length: 1_500 }, (_, index) => {
      const record = { kind: 'link' as const, body: [index], sig: new Uint8Array(64) }
      const message = encodeStatement({ type: 'record', record })
      const made = encodeEmptyChange({
        actor: actorNamed('records'),
        seq: index + 1,
        startOp: nextOp,
        deps,
        message,
      })
      deps = [made.hash]
      return made.bytes
    })
    const admission = await reader.receive('eve', [
      ...records,
      ...unsignedSeals(evesDevice, deps, nextOp, 1_500),
    ])
    expect(admission.refused.at(-1)).toMatchObject({ reason: 'too-many-bad-seals' })
    expect(judged).toBeLessThan(25_000)
    expect(await reader.receive('alice', await alice.edit(saying('paints')))).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(alice.heads())
  })

  it('of bad seals is not checked again whenever the chain changes', async () => {
    const { alice, nextOp } = await startAlice()
    const reader = createPeer(createChain(phone).judge)
    await reader.receive('alice', alice.changes())
    await reader.receive('eve', unsignedSeals(phone, alice.heads(), nextOp, 20))
    const verified = reader.verified()
    await reader.reconsider()
    expect(reader.verified()).toBe(verified)
  })

  it('of siblings under one parent that never comes costs no more than any other', async () => {
    const reader = createPeer(createChain(phone).judge)
    const parent = bytesToHex(sha256(Uint8Array.of(1)))
    const siblings = Array.from({ length: 4_900 }, (_, index) =>
      encodeEmptyChange({
        actor: bytesToHex(sha256(Uint8Array.of(index & 255, index >> 8))),
        seq: 1,
        startOp: 1,
        deps: [parent],
        message: '',
      }),
    )
    const startedMs = performance.now()
    await reader.receive(
      'eve',
      siblings.map(({ bytes }) => bytes),
    )
    expect(performance.now() - startedMs).toBeLessThan(4_000)
    expect(reader.gate.missing()).toEqual([parent])
  })
})
