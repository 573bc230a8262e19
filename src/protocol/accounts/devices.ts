/** The devices of an account, as its chain leaves them. */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import type { Frontier } from '../records/link.ts'
import type { AddNode, Reset, Standing } from './standing.ts'

export type DeviceStatus =
  | 'active'
  | {
      /** rid of the first revoke or reset that ended it, in the order of the chain. */
      readonly revokedBy: Uint8Array
      /** Its last seals that still count, over all who vouch for some. */
      readonly frontier: Frontier
      /**
       * False when nobody who ended it is still believed about its seals (say, a thief revoked it and is
       * revoked): an entitled device should revoke it again, with a frontier.
       */
      readonly vouched: boolean
    }

export interface DeviceState {
  /** Ed25519, 32 bytes. */
  readonly device: Uint8Array
  readonly name: string
  readonly addedAtMs: number
  readonly addedBy: Uint8Array
  /** Lower depth, then lower rid, is more senior. */
  readonly seniority: { readonly depth: number; readonly rid: Uint8Array }
  readonly status: DeviceStatus
}

/** By key in hex, the most senior first. */
export const devicesIn = (standing: Standing): ReadonlyMap<string, DeviceState> => {
  const adds = [...standing.addOf.values()].toSorted((a, b) => a.index - b.index)
  return new Map(adds.map(add => [bytesToHex(add.operation.device), toDevice(standing, add)]))
}

const toDevice = (standing: Standing, add: AddNode): DeviceState => ({
  device: add.operation.device,
  name: add.operation.name,
  addedAtMs: add.operation.addedAtMs,
  addedBy: add.link.by,
  seniority: { depth: add.depth, rid: add.link.rid },
  status: standing.isActive(add.target) ? 'active' : toRevoked(standing, add),
})

const toRevoked = (standing: Standing, add: AddNode): DeviceStatus => {
  const revokes = standing.revokesOf.get(add.target) ?? []
  const endings = standing.resets.filter(reset => reset.ended.has(add.target)).map(reset => reset.node)
  const [first] = [...revokes, ...endings].toSorted((a, b) => a.index - b.index)
  const believed = revokes.filter(revoke => standing.whyUndone(revoke) === null)
  const fromResets = standing.resets.flatMap(reset => frontiersFor(add.operation.device, reset))
  return {
    revokedBy: first?.link.rid ?? add.link.rid,
    frontier: uniteFrontiers([...believed.map(revoke => revoke.operation.frontier), ...fromResets]),
    vouched: believed.length + endings.length + fromResets.length > 0,
  }
}

const frontiersFor = (device: Uint8Array, { node }: Reset): readonly Frontier[] =>
  node.operation.frontiers
    .filter(([about]) => equalBytes(about, device))
    .map(([, doc32, seal]): Frontier => [[doc32, [seal]]])

const uniteFrontiers = (frontiers: readonly Frontier[]): Frontier => {
  const documents = new Map<string, { doc32: Uint8Array; seals: Map<string, Uint8Array> }>()
  for (const [doc32, seals] of frontiers.flat(1)) {
    const name = bytesToHex(doc32)
    const document = documents.get(name) ?? { doc32, seals: new Map<string, Uint8Array>() }
    documents.set(name, document)
    for (const seal of seals) document.seals.set(bytesToHex(seal), seal)
  }
  return [...documents.values()]
    .toSorted((a, b) => compareBytes(a.doc32, b.doc32))
    .map(({ doc32, seals }) => [doc32, [...seals.values()].toSorted(compareBytes)] as const)
}
