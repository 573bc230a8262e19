/**
 * Every class of forged change (PROTOCOL §11) that a stranger can make of somebody's document: whole real
 * changes with a header that lies, and seals that belong elsewhere.
 */
import * as Automerge from '@automerge/automerge'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { createSealChange } from '../../src/protocol/changes/seal.ts'
import { forge, forgeEmpty } from './forger.ts'
import type { TestDevice } from './sealed-doc.ts'

export interface Forgery {
  readonly name: (typeof forgeryNames)[number]
  /** Parents first. */
  readonly changes: readonly Uint8Array[]
}

export const forgeryNames = [
  "the victim's actor with the next sequence number",
  "the victim's actor with an operation id that exists",
  'a sequence number that is taken',
  'a gap in the sequence numbers',
  'a wrong operation counter',
  'a huge operation counter',
  'an edit that nothing seals',
  'a seal of another document of the victim',
  "the victim's newest seal on another change",
  "a seal by the forger's own device",
] as const

type Doc = Automerge.Doc<Record<string, unknown>>

/** `victim`: the document as it is; `elsewhere`: another document of the same owner, for its seals. */
export const forgeriesOf = async (
  victim: Doc,
  genesis: DocumentGenesis,
  elsewhere: Doc,
  eve: TestDevice,
): Promise<readonly Forgery[]> => {
  const heads = Automerge.getHeads(victim)
  const last = lastMeta(victim)
  const theirs = { actor: last.actor, seq: last.seq + 1, deps: heads, startOp: last.maxOp + 1 }
  const mine = editOf(victim)
  const withHeader = (header: Partial<typeof theirs>): Uint8Array[] => [
    forge(mine, { ...theirs, ...header }).bytes,
  ]
  const sealed = async (device: TestDevice, chain: Uint8Array, n: number): Promise<Uint8Array[]> => {
    const edit = forge(mine, {})
    const meta = Automerge.decodeChange(mine)
    const header = {
      actor: meta.actor,
      seq: meta.seq + 1,
      startOp: meta.startOp + meta.ops.length,
      deps: [edit.hash],
    }
    const fields = { device: device.publicKey, chain, n, prevSeal: null }
    const seal = await createSealChange(device.sign, genesis.doc32, fields, header)
    return [edit.bytes, seal.bytes]
  }
  const underSealOf = (doc: Doc): Uint8Array[] => {
    const edit = forge(mine, {})
    const meta = Automerge.decodeChange(mine)
    const header = {
      actor: meta.actor,
      seq: meta.seq + 1,
      startOp: meta.startOp + meta.ops.length,
      deps: [edit.hash],
    }
    return [edit.bytes, forgeEmpty({ ...header, message: lastMeta(doc).message ?? '' }).bytes]
  }
  return [
    { name: "the victim's actor with the next sequence number", changes: withHeader({}) },
    { name: "the victim's actor with an operation id that exists", changes: withHeader({ startOp: 2 }) },
    { name: 'a sequence number that is taken', changes: withHeader({ seq: last.seq }) },
    { name: 'a gap in the sequence numbers', changes: withHeader({ seq: last.seq + 5 }) },
    { name: 'a wrong operation counter', changes: withHeader({ startOp: theirs.startOp + 3 }) },
    { name: 'a huge operation counter', changes: withHeader({ startOp: 2 ** 40 }) },
    { name: 'an edit that nothing seals', changes: [mine] },
    { name: 'a seal of another document of the victim', changes: underSealOf(elsewhere) },
    { name: "the victim's newest seal on another change", changes: underSealOf(victim) },
    { name: "a seal by the forger's own device", changes: await sealed(eve, eve.chain, eve.nextCounter()) },
  ]
}

const lastMeta = (doc: Doc) => {
  const meta = Automerge.getChangesMetaSince(doc, []).at(-1)
  if (meta === undefined) throw new Error('a document without changes cannot be forged')
  return meta
}

const editOf = (doc: Doc): Uint8Array => {
  const edited = Automerge.change(Automerge.clone(doc), { time: 0 }, draft => {
    draft['name'] = new Automerge.ImmutableString('Eve was here')
  })
  const made = Automerge.getLastLocalChange(edited)
  if (made === undefined) throw new Error('the forged edit changed nothing')
  return made
}
