/**
 * Keys and links for stories about accounts. Links carry real ids but, except where signatures are the
 * subject, no real signatures: evaluateChain takes links whose signatures already hold.
 */
import { bytesToHex, compareBytes, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { accountIdOf, type AccountGenesis } from '../../../../src/protocol/records/account-genesis.ts'
import {
  type Frontier,
  type Link,
  type LinkOperation,
  parseLink,
  signLink,
} from '../../../../src/protocol/records/link.ts'

const bytesNamed = (name: string): Uint8Array => sha256(utf8ToBytes(name))

export const keyNamed = (name: string): Uint8Array => bytesNamed(`key ${name}`)
const sealNamed = (name: string): Uint8Array => bytesNamed(`seal ${name}`)
const docNamed = (name: string): Uint8Array => bytesNamed(`doc ${name}`)

export const frontierOf = (doc: string, ...seals: readonly string[]): Frontier => [
  [docNamed(doc), seals.map(sealNamed).toSorted(compareBytes)],
]

export const root = keyNamed('root')
const recoveryX = bytesNamed('recovery')

export const genesis: AccountGenesis = {
  account: accountIdOf(root, recoveryX),
  rootPub: root,
  recoveryX,
  record: { kind: 'genesis', body: [1, root, recoveryX], sig: new Uint8Array(64) },
}

export const account = genesis.account

/** A link of `by` that follows `after`; the genesis when that is empty. */
export const link = async (
  by: Uint8Array,
  after: readonly (Link | Uint8Array)[],
  operation: LinkOperation,
): Promise<Link> => {
  const rids = after.map(before => (before instanceof Uint8Array ? before : before.rid))
  const prev = rids.length === 0 ? [account] : [...new Map(rids.map(rid => [bytesToHex(rid), rid])).values()]
  const record = await signLink(
    () => Promise.resolve(new Uint8Array(64)),
    account,
    prev.toSorted(compareBytes),
    by,
    operation,
  )
  const parsed = parseLink(record)
  if (!parsed.ok) throw new Error(`not a link: ${JSON.stringify(parsed.error)}`)
  return parsed.value
}

export const adding = (name: string): LinkOperation => ({
  op: 'add',
  device: keyNamed(name),
  addedAtMs: 1_700_000_000_000,
  name,
  pop: new Uint8Array(64),
})

export const revoking = (name: string, frontier: Frontier = []): LinkOperation => ({
  op: 'revoke',
  device: keyNamed(name),
  frontier,
})

export const secretOf = (generation: number, name = ''): LinkOperation => ({
  op: 'ak',
  generation,
  akX: bytesNamed(`akx ${generation} ${name}`),
  wraps: [],
})

export const resetting = (
  counter: number,
  keep: readonly string[] = [],
  frontiers: readonly (readonly [string, Frontier])[] = [],
): LinkOperation => ({
  op: 'reset',
  counter,
  keep: keep.map(keyNamed),
  frontiers: frontiers.flatMap(([name, frontier]) =>
    frontier.flatMap(([doc32, seals]) => seals.map(seal => [keyNamed(name), doc32, seal] as const)),
  ),
})
