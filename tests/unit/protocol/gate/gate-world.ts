/**
 * One document of one account: authors whose edits their devices seal, and peers that take in changes through
 * the gate and hand what it releases to Automerge.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import * as Automerge from '@automerge/automerge'
import { bytesToHex, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { createChangeGraph } from '../../../../src/protocol/changes/graph.ts'
import { genesisChange } from '../../../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import type { SealFields } from '../../../../src/protocol/changes/statement.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { createVerifier, type VerifySignature } from '../../../../src/protocol/crypto/verify.ts'
import {
  type Admission,
  createGate,
  type Gate,
  type JudgeDevice,
  type SealAuthority,
} from '../../../../src/protocol/gate/gate.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
} from '../../../../src/protocol/records/document-genesis.ts'
import type { SignMessage } from '../../../../src/protocol/records/record.ts'
import { takeApart } from '../../../support/forger.ts'
import type { Content, Doc } from '../changes/random-history.ts'

const bytesNamed = (name: string): Uint8Array => sha256(utf8ToBytes(name))

export interface Device {
  /** The key in hex. */
  readonly id: string
  readonly publicKey: Uint8Array
  readonly sign: SignMessage
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The same key for the same name. */
export const deviceNamed = (name: string): Device => {
  const der = Buffer.concat([pkcs8Head, bytesNamed(`device ${name}`)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(-32))
  return {
    id: bytesToHex(publicKey),
    publicKey,
    sign: message => Promise.resolve(new Uint8Array(sign(null, message, key))),
  }
}

export const accountNamed = (name: string): AccountId => bytesNamed(`account ${name}`) as AccountId
export const alicesProfile: DocumentGenesis = createDocumentGenesis('profile', accountNamed('alice'))
export const actorNamed = (name: string): string => bytesToHex(bytesNamed(`actor ${name}`).subarray(0, 16))

/** What the owner's chain says, to be changed as a story goes on. */
export const createChain = (...active: readonly Device[]) => {
  const standing = new Map<string, SealAuthority>(active.map(({ id }) => [id, 'active']))
  const judge: JudgeDevice = device => Promise.resolve(standing.get(bytesToHex(device)) ?? 'unknown')
  return {
    judge,
    add: (device: Device) => void standing.set(device.id, 'active'),
    revoke: (device: Device, ...frontier: readonly string[]) => void standing.set(device.id, { frontier }),
  }
}

export interface SealChoices {
  readonly device?: Device
  readonly genesis?: DocumentGenesis
  readonly fields?: Partial<SealFields>
}

export interface Author {
  readonly doc: () => Doc
  readonly device: Device
  readonly actor: string
  /** The change, and the seal over it. */
  edit(mutate: (draft: Content) => void): Promise<readonly [Uint8Array, Uint8Array]>
  editUnsealed(mutate: (draft: Content) => void): Uint8Array
  seal(choices?: SealChoices): Promise<Uint8Array>
  take(chunks: readonly Uint8Array[]): void
  changes(): Uint8Array[]
  heads(): readonly string[]
}

const operationsIn = (bytes: Uint8Array): number => Automerge.decodeChange(bytes).ops.length

export const createAuthor = (
  device: Device,
  actor: string,
  genesis = alicesProfile,
  from?: Author,
): Author => {
  const start = Automerge.init<Content>({ actor })
  let [doc] = Automerge.applyChanges(start, from?.changes() ?? [genesisChange(genesis).bytes])
  let maxOp = Math.max(0, ...Automerge.getChangesMetaSince(doc, []).map(one => one.maxOp))
  let seq = 0
  let n = 0
  let prevSeal: Uint8Array | null = null
  const chain = bytesNamed(`chain ${actor}`).subarray(0, 16)
  const editUnsealed = (mutate: (draft: Content) => void): Uint8Array => {
    const before = Automerge.getHeads(doc)
    doc = Automerge.change(doc, { time: 0 }, mutate)
    const made = Automerge.getLastLocalChange(doc)
    if (made === undefined || Automerge.equals(before, Automerge.getHeads(doc)))
      throw new Error('the edit changed nothing')
    const parts = takeApart(made)
    seq = parts.seq
    maxOp = parts.startOp + operationsIn(made) - 1
    return made
  }
  const seal = async (choices: SealChoices = {}): Promise<Uint8Array> => {
    const by = choices.device ?? device
    const fields = { device: by.publicKey, chain, n: n++, prevSeal, ...choices.fields }
    const header = { actor, seq: ++seq, startOp: maxOp + 1, deps: Automerge.getHeads(doc) }
    const made = await createSealChange(by.sign, (choices.genesis ?? genesis).doc32, fields, header)
    ;[doc] = Automerge.applyChanges(doc, [made.bytes])
    prevSeal = Uint8Array.from(Buffer.from(made.hash, 'hex'))
    return made.bytes
  }
  return {
    doc: () => doc,
    device,
    actor,
    editUnsealed,
    seal,
    async edit(mutate) {
      const made = editUnsealed(mutate)
      return [made, await seal()]
    },
    take(chunks) {
      ;[doc] = Automerge.applyChanges(doc, [...chunks])
      maxOp = Math.max(maxOp, ...chunks.map(bytes => takeApart(bytes).startOp + operationsIn(bytes) - 1))
    },
    changes: () => Automerge.getAllChanges(doc),
    heads: () => Automerge.getHeads(doc),
  }
}

export interface Peer {
  readonly gate: Gate
  receive(from: string, chunks: readonly Uint8Array[]): Promise<Admission>
  reconsider(): Promise<Admission>
  heads(): readonly string[]
  content(): unknown
  doc(): Doc
  verified(): number
}

export interface PeerChoices {
  readonly genesis?: DocumentGenesis
  readonly maxStagedChanges?: number
  readonly maxStagedBytes?: number
}

const verifier = createVerifier()

/** Throws when Automerge does not take all that the gate released. */
export const createPeer = (judge: JudgeDevice, choices: PeerChoices = {}): Peer => {
  const { genesis = alicesProfile, ...limits } = choices
  const graph = createChangeGraph()
  let doc = Automerge.init<Content>({ actor: actorNamed('a reader') })
  let verified = 0
  const verify: VerifySignature = async (...call) => {
    verified++
    return (await verifier)(...call)
  }
  const gate = createGate({ genesis, graph, judge, verify, ...limits })
  const apply = (admission: Admission): Admission => {
    ;[doc] = Automerge.applyChanges(
      doc,
      admission.released.map(({ bytes }) => bytes),
    )
    if (Automerge.getHeads(doc).toSorted().join() !== graph.heads().join())
      throw new Error('Automerge held something back')
    return admission
  }
  return {
    gate,
    receive: async (from, chunks) => apply(await gate.receive(from, chunks)),
    reconsider: async () => apply(await gate.reconsider()),
    heads: () => Automerge.getHeads(doc),
    // Read anew: after changes in pieces, Automerge 3.5 can show another counter than the document holds.
    content: () => JSON.parse(JSON.stringify(Automerge.load(Automerge.save(doc)))) as unknown,
    doc: () => doc,
    verified: () => verified,
  }
}
