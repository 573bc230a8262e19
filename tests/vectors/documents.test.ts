import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { enc } from '../../src/protocol/codec/cbor.ts'
import { documentGenesisToItem, parseDocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import { jsonToItem, type JsonItem, toHex } from './json-items.ts'
import file from './own/documents.json' with { type: 'json' }

const valid: readonly { readonly item: JsonItem; readonly doc32: string; readonly automergeId: string }[] =
  file.valid
const invalid: readonly { readonly name: string; readonly item: JsonItem }[] = file.invalid

test.each(valid)('the document $automergeId is the hash of its genesis', ({ item, doc32, automergeId }) => {
  const parsed = parseDocumentGenesis(jsonToItem(item))
  if (!parsed.ok) throw new Error(`refused: ${parsed.error.reason}`)
  expect(toHex(parsed.value.doc32)).toBe(doc32)
  expect(documentGenesisToItem(parsed.value)).toEqual(jsonToItem(item))
  const hash = createHash('sha256')
    .update('gesso/1/doc\0')
    .update(enc(jsonToItem(item)))
    .digest('hex')
  expect([hash, hash.slice(0, 32)]).toEqual([doc32, automergeId])
})

test.each(invalid)('refused: $name', ({ item }) => {
  expect(parseDocumentGenesis(jsonToItem(item))).toMatchObject({
    ok: false,
    error: { type: 'malformed', reason: 'wrong-shape' },
  })
})
