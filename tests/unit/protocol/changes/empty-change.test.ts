import * as Automerge from '@automerge/automerge'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { encodeEmptyChange } from '../../../../src/protocol/changes/empty-change.ts'
import { genesisChange } from '../../../../src/protocol/changes/genesis-change.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { accountNamed, actorNamed } from '../gate/gate-world.ts'
import { diceFrom, randomHistory } from './random-history.ts'

describe('a change without operations', () => {
  it('is byte for byte what Automerge would make of the same header', () => {
    const messages = ['', 'x', 'Ölfarbe 🎞️', 'm'.repeat(200), 'm'.repeat(20_000)]
    for (let seed = 1; seed <= 40; seed++) {
      const dice = diceFrom(seed)
      const doc = Automerge.clone(randomHistory(dice, 1 + (seed % 4), dice(60)), {
        actor: actorNamed(`${seed}`),
      })
      const message = messages[seed % messages.length] ?? ''
      const theirs = Automerge.emptyChange(doc, { time: 0, ...(message === '' ? {} : { message }) })
      const bytes = Automerge.getLastLocalChange(theirs)
      const maxOp = Math.max(0, ...Automerge.getChangesMetaSince(doc, []).map(one => one.maxOp))
      const deps = Automerge.getHeads(doc).toReversed()
      const ours = encodeEmptyChange({
        actor: actorNamed(`${seed}`),
        seq: 1,
        startOp: maxOp + 1,
        deps,
        message,
      })
      expect([seed, bytesToHex(ours.bytes)]).toEqual([seed, bytesToHex(bytes ?? new Uint8Array())])
      expect(ours.hash).toBe(Automerge.getHeads(theirs)[0])
    }
  })

  it('is taken by Automerge, and is there after saving and loading', () => {
    let doc = randomHistory(diceFrom(3), 3, 40)
    for (let seq = 1; seq <= 5; seq++) {
      const maxOp = Math.max(0, ...Automerge.getChangesMetaSince(doc, []).map(one => one.maxOp))
      const header = { actor: actorNamed('sealer'), seq, startOp: maxOp + 1, deps: Automerge.getHeads(doc) }
      const made = encodeEmptyChange({ ...header, message: `number ${seq}` })
      ;[doc] = Automerge.applyChanges(doc, [made.bytes])
      expect(Automerge.getHeads(doc)).toEqual([made.hash])
      doc = Automerge.load(Automerge.save(doc))
      expect(Automerge.getHeads(doc)).toEqual([made.hash])
      doc = Automerge.change(doc, draft => {
        draft['after'] = seq
      })
    }
  })
})

describe('the first change of a document', () => {
  it('is the same wherever it is made, and another for any other document', () => {
    const genesis = createDocumentGenesis('profile', accountNamed('alice'))
    const first = genesisChange(genesis)
    expect(genesisChange(createDocumentGenesis('profile', accountNamed('alice')))).toEqual(first)
    const others = [
      createDocumentGenesis('album', accountNamed('alice')),
      createDocumentGenesis('profile', accountNamed('eve')),
      createDocumentGenesis('profile', accountNamed('alice'), new Uint8Array(32).fill(1)),
    ]
    expect(new Set([first, ...others.map(genesisChange)].map(({ hash }) => hash)).size).toBe(4)
    const [doc] = Automerge.applyChanges(Automerge.init(), [first.bytes])
    expect([Automerge.getHeads(doc), doc]).toEqual([[first.hash], {}])
  })
})
