import * as Automerge from '@automerge/automerge'
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { hexToBytes } from '../../src/base/bytes.ts'
import { type Change, parseChange } from '../../src/protocol/changes/change.ts'
import { verifySeal } from '../../src/protocol/changes/seal.ts'
import { decodeStatement } from '../../src/protocol/changes/statement.ts'
import { createVerifier } from '../../src/protocol/crypto/verify.ts'
import { decodeFrame } from '../../src/protocol/relay/frames.ts'
import { decodeClientGreeting, decodeRelayGreeting } from '../../src/protocol/relay/handshake.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { bodyOf, chunkAround } from '../support/forger.ts'
import { genesis, makeCases, sealFields, sealHeader } from './changes-cases.ts'

const file = new URL('changes.json', import.meta.url)

type Vectors = Readonly<Record<string, string>>

/** `WRITE_VECTORS=1` writes the file anew: a change of format, which other implementations must follow. */
const vectors = async (): Promise<Vectors> => {
  if (process.env['WRITE_VECTORS'] === '1')
    await writeFile(file, `${JSON.stringify(await makeCases(), null, 2)}\n`)
  return JSON.parse(await readFile(file, 'utf8')) as Vectors
}

const bytesOf = async (name: string): Promise<Uint8Array> =>
  hexToBytes((await vectors())[name] ?? '') ?? new Uint8Array()

const changeNamed = async (name: string): Promise<Change> => {
  const change = parseChange(await bytesOf(name))
  if (!change.ok) throw new Error(`refused: ${change.error.reason}`)
  return change.value
}

const decoders: readonly (readonly [RegExp, (bytes: Uint8Array) => { readonly ok: boolean }])[] = [
  [/ change$/, parseChange],
  [/^sync message$/, decodeSyncMessage],
  [/^frame: /, decodeFrame],
  [/^greeting: (?:hello|welcome|chain-needed|refused)$/, decodeRelayGreeting],
  [/^greeting: (?:auth|chain)$/, decodeClientGreeting],
]

describe('the formats on the wire', () => {
  it('are those of the vectors that are checked in', async () => {
    expect(await makeCases()).toEqual(await vectors())
  })

  it('are each read, and refused when cut short anywhere', async () => {
    const entries = Object.entries(await vectors())
    expect(entries).toHaveLength(17)
    for (const [name, hex] of entries) {
      const decode = decoders.find(([pattern]) => pattern.test(name))?.[1]
      const bytes = hexToBytes(hex) ?? new Uint8Array()
      expect([name, decode?.(bytes).ok]).toEqual([name, true])
      const isCut = (length: number): boolean | undefined => decode?.(bytes.slice(0, length)).ok
      const cuts = Array.from({ length: bytes.length }, (_, length) => length)
      // A frame does not look into its message, which may be any bytes.
      const taken = cuts.filter(
        length => isCut(length) !== false && !(name === 'frame: sync' && length >= 17),
      )
      expect([name, taken]).toEqual([name, []])
    }
  })

  it('begin with a genesis that Automerge reads as we do', async () => {
    const change = await changeNamed('genesis change')
    const theirs = Automerge.decodeChange(change.bytes)
    expect(theirs).toMatchObject({ hash: change.hash, seq: 1, startOp: 1, time: 0, deps: [], ops: [] })
    expect(decodeStatement(change.message)).toEqual({ ok: true, value: { type: 'genesis', genesis } })
  })

  it('carry a seal that holds, and none with one bit of it turned', async () => {
    const verify = await createVerifier()
    const change = await changeNamed('seal change')
    const statement = decodeStatement(change.message)
    if (!statement.ok || statement.value.type !== 'seal') throw new Error('not a seal')
    const { seal } = statement.value
    expect(seal).toMatchObject(sealFields)
    expect(change).toMatchObject({ ...sealHeader, deps: sealHeader.deps.toSorted() })
    expect(await verifySeal(verify, genesis.doc32, seal, change)).toBe(true)
    const body = bodyOf(change.bytes)
    const held: number[] = []
    for (let bit = 0; bit < body.length * 8; bit++) {
      const turned = Uint8Array.from(body)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const forged = parseChange(chunkAround(turned).bytes)
      if (!forged.ok) continue
      const said = decodeStatement(forged.value.message)
      if (!said.ok || said.value.type !== 'seal') continue
      if (await verifySeal(verify, genesis.doc32, said.value.seal, forged.value)) held.push(bit)
    }
    expect(held).toEqual([])
  })
})
