import type { Item } from '../../../src/protocol/codec/cbor.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
  documentGenesisToItem,
  documentKinds,
} from '../../../src/protocol/records/document-genesis.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople } from './people.ts'

export const documentVectors = async () => {
  const { keys, random } = await createPeople(3)
  const owner = keys.account
  const tag = random.bytes(32)
  const good = [
    ...documentKinds.map(kind => createDocumentGenesis(kind, owner)),
    createDocumentGenesis('album', owner, tag),
  ]
  const bad: readonly (readonly [string, Item])[] = [
    ['a kind nobody knows', ['blog', owner, tag]],
    ['a kind that is a number', [0, owner, tag]],
    ['an owner of 31 bytes', ['profile', owner.slice(1), tag]],
    ['a tag of 33 bytes', ['profile', owner, Uint8Array.of(...tag, 0)]],
    ['a tag that is text', ['profile', owner, toHex(tag)]],
    ['one field more', ['profile', owner, tag, null]],
    ['one field fewer', ['profile', owner]],
    ['no array', 'profile'],
  ]
  return {
    about:
      'Genesis of a document: doc32 = H("doc", enc([kind, owner, tag])), the Automerge id its first 16 bytes.',
    valid: good.map(describe),
    invalid: bad.map(([name, item]) => ({ name, item: itemToJson(item) })),
  }
}

const describe = (genesis: DocumentGenesis) => ({
  item: itemToJson(documentGenesisToItem(genesis)),
  doc32: toHex(genesis.doc32),
  automergeId: toHex(genesis.doc32.slice(0, 16)),
})
