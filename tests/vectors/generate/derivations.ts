import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { deriveKey, hashWithLabel } from '../../../src/protocol/crypto/hash.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople } from './people.ts'

export const derivationVectors = async () => {
  const { keys, random } = await createPeople(5)
  const secret = random.bytes(32)
  const salt = random.bytes(32)
  const none = new Uint8Array()
  const derivations: readonly (readonly [string, Uint8Array, Uint8Array, Item])[] = [
    ['root', secret, none, []],
    ['recovery', secret, none, []],
    ['akx', secret, none, [1]],
    ['akx', secret, none, [2]],
    ['vault', secret, salt, []],
    ['wrap', secret, salt, ['ak', keys.account, 1, salt, 7]],
  ]
  const hashes: readonly (readonly [string, Uint8Array])[] = [
    ['id', none],
    ['id', secret],
    ['doc', secret],
  ]
  return {
    about: 'H(label, b) and KDF(ikm, salt, label, ctx): one label apart, nothing in common.',
    hashes: hashes.map(([label, bytes]) => ({
      label,
      bytes: toHex(bytes),
      out: toHex(hashWithLabel(label, bytes)),
    })),
    derivations: derivations.map(([label, ikm, saltBytes, context]) => ({
      label,
      ikm: toHex(ikm),
      salt: toHex(saltBytes),
      context: itemToJson(context),
      out: toHex(deriveKey(ikm, saltBytes, label, context)),
    })),
  }
}
