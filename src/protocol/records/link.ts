/**
 * link: one step in an account's hash-DAG (PROTOCOL §3). Body [acct32, prev[], by32, op, args], signed by
 * the key `by` (a device, or the root).
 *
 *   op      args
 *   add     [devPub32, addedAtMs, name, pop64]   pop: the new device's signature, kind `pop`, over [acct, by, devPub]
 *   revoke  [devPub32, frontier]                 frontier: [[doc32, [sealHash32 …]] …]
 *   ak      [g, akX32, wraps]                    wraps: [[to32, keyId, wrap] …]; a wrap is ePk32 ‖ box48
 *   reset   [k, keepDevs[32 …], frontiers]       root only; frontiers: [[devPub32, doc32, sealHash32] …], flat,
 *                                                 for enc allows six levels
 */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import type { Item } from '../codec/cbor.ts'
import { anyItem, bytesOf, list, oneOf, parseItem, type Shape, text, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from './account-genesis.ts'
import { recordId, signingInput, signRecord, type SignedRecord, type SignMessage } from './record.ts'

/** Where a revoked device's own seals still count: for each document, the last seals that were seen. */
export type Frontier = readonly (readonly [doc32: Uint8Array, sealHashes: readonly Uint8Array[]])[]

/** The same for a device that a reset leaves out, one seal a row. */
export type ResetFrontier = readonly [device: Uint8Array, doc32: Uint8Array, sealHash: Uint8Array]

/** A secret sealed to one X25519 key: 80 bytes, ephemeral public key and secretbox. */
export type Wrap = readonly [to: Uint8Array, keyId: number, wrap: Uint8Array]

export type LinkOperation =
  | {
      readonly op: 'add'
      readonly device: Uint8Array
      readonly addedAtMs: number
      readonly name: string
      readonly pop: Uint8Array
    }
  | { readonly op: 'revoke'; readonly device: Uint8Array; readonly frontier: Frontier }
  | {
      readonly op: 'ak'
      readonly generation: number
      readonly akX: Uint8Array
      readonly wraps: readonly Wrap[]
    }
  | {
      readonly op: 'reset'
      readonly counter: number
      readonly keep: readonly Uint8Array[]
      readonly frontiers: readonly ResetFrontier[]
    }

export interface Link {
  readonly rid: Uint8Array
  readonly account: AccountId
  /** rids of the links this one follows; the account id itself for the first. Sorted, without repeats. */
  readonly prev: readonly Uint8Array[]
  /** The signing key. */
  readonly by: Uint8Array
  readonly operation: LinkOperation
  readonly record: SignedRecord
}

const frontierShape: Shape<Frontier> = list(
  tuple<[Uint8Array, readonly Uint8Array[]]>(bytesOf(32), list(bytesOf(32), 64)),
  limits.frontierDocuments,
)
const addShape = tuple<[Uint8Array, number, string, Uint8Array]>(
  bytesOf(32),
  uint(),
  text(limits.deviceNameBytes),
  bytesOf(64),
)
const revokeShape = tuple<[Uint8Array, Frontier]>(bytesOf(32), frontierShape)
const wrapShape = tuple<[Uint8Array, number, Uint8Array]>(bytesOf(32), uint(), bytesOf(80))
const akShape = tuple<[number, Uint8Array, readonly Wrap[]]>(
  uint(),
  bytesOf(32),
  list(wrapShape, limits.wrapsPerLink),
)
const resetShape = tuple<[number, readonly Uint8Array[], readonly ResetFrontier[]]>(
  uint(),
  list(bytesOf(32), 64),
  list(
    tuple<[Uint8Array, Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(32), bytesOf(32)),
    limits.frontierDocuments,
  ),
)
const linkShape = tuple<
  [Uint8Array, readonly Uint8Array[], Uint8Array, 'add' | 'revoke' | 'ak' | 'reset', Item]
>(bytesOf(32), list(bytesOf(32), 64, 1), bytesOf(32), oneOf('add', 'revoke', 'ak', 'reset'), anyItem)

/** What a new device signs to show that it agrees to be added: body of kind `pop`. */
export const popInput = (account: AccountId, by: Uint8Array, device: Uint8Array): Uint8Array =>
  signingInput('pop', [account, by, device])

export const signLink = (
  sign: SignMessage,
  account: AccountId,
  prev: readonly Uint8Array[],
  by: Uint8Array,
  operation: LinkOperation,
): Promise<SignedRecord> =>
  signRecord(sign, 'link', [account, prev, by, operation.op, operationToArgs(operation)])

const operationToArgs = (operation: LinkOperation): Item => {
  switch (operation.op) {
    case 'add':
      return [operation.device, operation.addedAtMs, operation.name, operation.pop]
    case 'revoke':
      return [operation.device, operation.frontier]
    case 'ak':
      return [operation.generation, operation.akX, operation.wraps]
    case 'reset':
      return [operation.counter, operation.keep, operation.frontiers]
  }
}

/** Shape only; signatures and authority are judged by accounts/. */
export const parseLink = (record: SignedRecord): Result<Link, Malformed> => {
  if (record.kind !== 'link') return err(malformed('link', 'unknown-kind'))
  const parsed = parseItem(linkShape, record.body, 'link')
  if (!parsed.ok) return parsed
  const [account, prev, by, op, args] = parsed.value
  const operation = parseOperation(op, args)
  if (!operation.ok) return operation
  return ok({
    rid: recordId(record.kind, record.body),
    account: account as AccountId,
    prev,
    by,
    operation: operation.value,
    record,
  })
}

const parseOperation = (op: LinkOperation['op'], args: Item): Result<LinkOperation, Malformed> => {
  switch (op) {
    case 'add': {
      const parsed = parseItem(addShape, args, 'link add')
      if (!parsed.ok) return parsed
      const [device, addedAtMs, name, pop] = parsed.value
      return ok({ op, device, addedAtMs, name, pop })
    }
    case 'revoke': {
      const parsed = parseItem(revokeShape, args, 'link revoke')
      if (!parsed.ok) return parsed
      const [device, frontier] = parsed.value
      return ok({ op, device, frontier })
    }
    case 'ak': {
      const parsed = parseItem(akShape, args, 'link ak')
      if (!parsed.ok) return parsed
      const [generation, akX, wraps] = parsed.value
      return ok({ op, generation, akX, wraps })
    }
    case 'reset': {
      const parsed = parseItem(resetShape, args, 'link reset')
      if (!parsed.ok) return parsed
      const [counter, keep, frontiers] = parsed.value
      return ok({ op, counter, keep, frontiers })
    }
  }
}
