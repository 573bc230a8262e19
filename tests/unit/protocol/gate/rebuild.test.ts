import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, parseChange } from '../../../../src/protocol/changes/change.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import { areHeadsSealed, keepCovered } from '../../../../src/protocol/gate/rebuild.ts'
import { forge } from '../../../support/forger.ts'
import {
  actorNamed,
  alicesProfile,
  type Author,
  createAuthor,
  createChain,
  deviceNamed,
} from './gate-world.ts'

const phone = deviceNamed("alice's phone")
const laptop = deviceNamed("alice's laptop")

const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}

let chain: ReturnType<typeof createChain>
let verified: number
let onPhone: Author
let onLaptop: Author

beforeEach(async () => {
  verified = 0
  chain = createChain(phone, laptop)
  onPhone = createAuthor(phone, actorNamed('phone'))
  await onPhone.edit(draft => void (draft['name'] = 'Alice'))
  onLaptop = createAuthor(laptop, actorNamed('laptop'), alicesProfile, onPhone)
})

const judgement = async () => {
  const verify = await createVerifier()
  return {
    genesis: alicesProfile,
    judge: chain.judge,
    verify: (...call: Parameters<typeof verify>) => {
      verified++
      return verify(...call)
    },
  }
}

const isSealed = async (chunks: readonly Uint8Array[]): Promise<boolean> => {
  const changes = chunks.map(parsed)
  const deps = new Map(changes.map(one => [one.hash, one.deps]))
  const beneath = new Set(changes.flatMap(one => one.deps))
  const heads = changes.filter(({ hash }) => !beneath.has(hash))
  return areHeadsSealed(await judgement(), heads, hash => deps.get(hash))
}

const kept = async (chunks: readonly Uint8Array[]): Promise<readonly string[]> =>
  (await keepCovered(await judgement(), chunks)).map(({ hash }) => hash).toSorted()

const hashes = (chunks: readonly Uint8Array[]): readonly string[] =>
  chunks.map(bytes => parsed(bytes).hash).toSorted()

describe('a document at rest', () => {
  it('whose heads are seals is good as it is, at one signature a head', async () => {
    const common = onPhone.changes()
    const beside = [
      ...(await onPhone.edit(draft => void (draft['a'] = 1))),
      ...(await onLaptop.edit(draft => void (draft['b'] = 1))),
    ]
    expect(await isSealed([...common, ...beside])).toBe(true)
    expect(verified).toBe(2)
    expect(await kept([...common, ...beside])).toEqual(hashes([...common, ...beside]))
  })

  it('with a head that is no seal is not, and loses that head', async () => {
    const sealed = onPhone.changes()
    const tail = onPhone.editUnsealed(draft => void (draft['a'] = 1))
    expect(await isSealed([...sealed, tail])).toBe(false)
    expect(await kept([...sealed, tail])).toEqual(hashes(sealed))
  })

  it('with a head whose signature does not hold is not', async () => {
    const sealed = onPhone.changes()
    const [edit, seal] = await onPhone.edit(draft => void (draft['a'] = 1))
    const twin = forge(seal, { time: 1 }).bytes
    expect(await isSealed([...sealed, edit, twin])).toBe(false)
    expect(await kept([...sealed, edit, twin])).toEqual(hashes(sealed))
    const stranger = await onPhone.seal({
      genesis: { ...alicesProfile, doc32: alicesProfile.doc32.with(0, 0) as never },
    })
    expect(await isSealed([...sealed, edit, seal, stranger])).toBe(false)
    expect(await kept([...sealed, edit, seal, stranger])).toEqual(hashes([...sealed, edit, seal]))
  })

  it('with a head of a device that is unknown is not', async () => {
    const stranger = deviceNamed('a stranger')
    const sealed = onPhone.changes()
    onPhone.editUnsealed(draft => void (draft['a'] = 1))
    await onPhone.seal({ device: stranger })
    expect(await isSealed(onPhone.changes())).toBe(false)
    expect(await kept(onPhone.changes())).toEqual(hashes(sealed))
  })

  it('keeps of a revoked device what its frontier or another device vouches for', async () => {
    const common = onPhone.changes()
    const first = await onLaptop.edit(draft => void (draft['b'] = 1))
    const second = await onLaptop.edit(draft => void (draft['b'] = 2))
    const all = [...common, ...first, ...second]
    chain.revoke(laptop, parsed(second[1]).hash)
    expect(await isSealed(all)).toBe(true)
    expect(await isSealed([...common, ...first])).toBe(false)
    chain.revoke(laptop, parsed(first[1]).hash)
    expect(await isSealed(all)).toBe(false)
    expect(await kept(all)).toEqual(hashes([...common, ...first]))
    chain.revoke(laptop)
    expect(await kept(all)).toEqual(hashes(common))
    onPhone.take(all)
    const cover = await onPhone.seal()
    expect(await isSealed([...all, cover])).toBe(true)
    expect(await kept([...all, cover])).toEqual(hashes([...all, cover]))
  })
})
