/**
 * Accounts with devices, and documents whose edits those devices seal, directly on Automerge: what an honest
 * client makes, without a client.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import * as Automerge from '@automerge/automerge'
import { bytesToHex, compareBytes, hexToBytes } from '../../src/base/bytes.ts'
import { type Change, parseChange } from '../../src/protocol/changes/change.ts'
import { encodeEmptyChange } from '../../src/protocol/changes/empty-change.ts'
import { genesisChange } from '../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../src/protocol/changes/seal.ts'
import { encodeStatement, type SealFields } from '../../src/protocol/changes/statement.ts'
import {
  type AccountId,
  accountIdOf,
  createAccountGenesis,
} from '../../src/protocol/records/account-genesis.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
  type DocumentKind,
} from '../../src/protocol/records/document-genesis.ts'
import {
  type Frontier,
  type LinkOperation,
  parseLink,
  popInput,
  signLink,
} from '../../src/protocol/records/link.ts'
import type { SignedRecord, SignMessage } from '../../src/protocol/records/record.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'

export interface SigningKey {
  readonly publicKey: Uint8Array
  readonly sign: SignMessage
}

export type Content = Record<string, unknown>

export interface TestDevice extends SigningKey {
  readonly chain: Uint8Array
  nextCounter(): number
}

export interface SealedDoc {
  readonly id: DocId
  readonly genesis: DocumentGenesis
  doc: Automerge.Doc<Content>
}

export interface TestAccount {
  readonly account: AccountId
  readonly root: SigningKey
  readonly genesisRecord: SignedRecord
  /** Everything the chain says so far, genesis first. */
  readonly records: SignedRecord[]
  readonly first: TestDevice
  readonly identity: SealedDoc
}

export const createKey = (): SigningKey => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    publicKey: new Uint8Array(raw),
    sign: message => Promise.resolve(new Uint8Array(sign(null, message, privateKey))),
  }
}

export const createDevice = (): TestDevice => {
  let counter = 0
  return { ...createKey(), chain: new Uint8Array(randomBytes(16)), nextCounter: () => counter++ }
}

const docIdOfGenesis = (genesis: DocumentGenesis): DocId => bytesToHex(genesis.doc32.subarray(0, 16))

const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}

/** A document that holds its genesis and nothing else. */
const newDoc = (genesis: DocumentGenesis): SealedDoc => {
  const [doc] = Automerge.applyChanges(Automerge.init<Content>(), [genesisChange(genesis).bytes])
  return { id: docIdOfGenesis(genesis), genesis, doc }
}

export const newOwnedDoc = (owner: AccountId, kind: DocumentKind = 'profile', tag?: Uint8Array): SealedDoc =>
  newDoc(createDocumentGenesis(kind, owner, tag))

/** The same history under another actor, as on another device. */
export const copyOf = (sealed: SealedDoc): SealedDoc => ({ ...sealed, doc: Automerge.clone(sealed.doc) })

export const changesOf = (sealed: SealedDoc): Uint8Array[] => Automerge.getAllChanges(sealed.doc)

export interface SealChoices {
  readonly genesis?: DocumentGenesis
  readonly fields?: Partial<SealFields>
  readonly startOp?: number
  readonly seq?: number
}

/** A seal over what the document holds, not applied: `choices` may make it one that Automerge would not take. */
export const sealOver = async (
  device: TestDevice,
  sealed: SealedDoc,
  last: Change,
  choices: SealChoices = {},
): Promise<Uint8Array> => {
  const fields = {
    device: device.publicKey,
    chain: device.chain,
    n: device.nextCounter(),
    prevSeal: null,
    ...choices.fields,
  }
  const { bytes } = await createSealChange(device.sign, (choices.genesis ?? sealed.genesis).doc32, fields, {
    actor: last.actor,
    seq: choices.seq ?? last.seq + 1,
    startOp: choices.startOp ?? last.startOp + last.operationCount,
    deps: Automerge.getHeads(sealed.doc),
  })
  return bytes
}

/** An edit that nothing vouches for yet. */
export const editUnsealed = (sealed: SealedDoc, mutate: (draft: Content) => void): Uint8Array => {
  sealed.doc = Automerge.change(sealed.doc, { time: 0 }, mutate)
  const made = Automerge.getLastLocalChange(sealed.doc)
  if (made === undefined) throw new Error('the edit changed nothing')
  return made
}

/** An edit and its seal; answers the seal's hash. */
export const edit = async (
  device: TestDevice,
  sealed: SealedDoc,
  mutate: (draft: Content) => void,
  choices: SealChoices = {},
): Promise<string> => seal(device, sealed, parsed(editUnsealed(sealed, mutate)), choices)

export const seal = async (
  device: TestDevice,
  sealed: SealedDoc,
  last: Change,
  choices: SealChoices = {},
): Promise<string> => {
  const bytes = await sealOver(device, sealed, last, choices)
  ;[sealed.doc] = Automerge.applyChanges(sealed.doc, [bytes])
  return parsed(bytes).hash
}

/** Records in changes without operations, under one seal. */
const addRecords = async (
  device: TestDevice,
  sealed: SealedDoc,
  records: readonly SignedRecord[],
): Promise<string> => {
  const actor = bytesToHex(new Uint8Array(randomBytes(16)))
  const heads = Automerge.getHeads(sealed.doc).map(hash => maxOpAt(sealed, hash))
  const startOp = 1 + Math.max(0, ...heads)
  let deps = Automerge.getHeads(sealed.doc)
  let bytes: Uint8Array = new Uint8Array()
  for (const [index, record] of records.entries()) {
    const message = encodeStatement({ type: 'record', record })
    const made = encodeEmptyChange({ actor, seq: index + 1, startOp, deps, message })
    ;[sealed.doc] = Automerge.applyChanges(sealed.doc, [made.bytes])
    deps = [made.hash]
    bytes = made.bytes
  }
  return seal(device, sealed, parsed(bytes))
}

const maxOpAt = (sealed: SealedDoc, hash: string): number => {
  const change = parsed(changesOf(sealed).find(bytes => parsed(bytes).hash === hash) ?? new Uint8Array())
  return change.startOp + change.operationCount - 1
}

export const createAccount = async (): Promise<TestAccount> => {
  const root = createKey()
  const recoveryX = new Uint8Array(randomBytes(32))
  const account = accountIdOf(root.publicKey, recoveryX)
  const genesisRecord = await createAccountGenesis(root.sign, root.publicKey, recoveryX)
  const first = createDevice()
  const identity = newOwnedDoc(account, 'identity')
  const made: TestAccount = { account, root, genesisRecord, records: [genesisRecord], first, identity }
  const added = await addLink(made, root, await adding(account, root, first))
  await addRecords(first, identity, [genesisRecord, added])
  return made
}

/** Another device, certified by the first and written into the identity document. */
export const addDevice = async (account: TestAccount): Promise<TestDevice> => {
  const device = createDevice()
  const link = await addLink(account, account.first, await adding(account.account, account.first, device))
  await addRecords(account.first, account.identity, [link])
  return device
}

export const revokeDevice = async (
  account: TestAccount,
  device: TestDevice,
  frontier: Frontier = [],
): Promise<void> => {
  const link = await addLink(account, account.first, { op: 'revoke', device: device.publicKey, frontier })
  await addRecords(account.first, account.identity, [link])
}

export const frontierFor = (sealed: SealedDoc, ...seals: readonly string[]): Frontier => [
  [sealed.genesis.doc32, seals.map(hash => hexToBytes(hash) ?? new Uint8Array()).toSorted(compareBytes)],
]

const adding = async (account: AccountId, by: SigningKey, device: SigningKey): Promise<LinkOperation> => ({
  op: 'add',
  device: device.publicKey,
  addedAtMs: 1_700_000_000_000,
  name: 'device',
  pop: await device.sign(popInput(account, by.publicKey, device.publicKey)),
})

const addLink = async (
  account: TestAccount,
  by: SigningKey,
  operation: LinkOperation,
): Promise<SignedRecord> => {
  const before = account.records.at(-1)
  const parsedBefore = before === undefined ? null : parseLink(before)
  const prev = parsedBefore?.ok === true ? [parsedBefore.value.rid] : [account.account]
  const record = await signLink(by.sign, account.account, prev, by.publicKey, operation)
  account.records.push(record)
  return record
}
