import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { wrapSecret } from '../../../src/core/crypto/wrap.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople } from './people.ts'

export const wrapVectors = async () => {
  const { keys, laptop, laptopX, phoneX, random } = await createPeople(4)
  const secret = random.bytes(32)
  const context: Item = ['ak', keys.account, 1, laptop.publicKey, 7]
  const wrap = wrapSecret(secret, laptopX.publicKey, context, random)
  if (wrap === null) throw new Error('a real key')
  const short = wrap.slice(0, -1)
  const zeros = Uint8Array.of(...new Uint8Array(32), ...wrap.slice(32))
  const other = (item: Item) => ({
    recipientSecret: toHex(laptopX.secretKey),
    context: itemToJson(item),
    wrap: toHex(wrap),
  })
  const given = { recipientSecret: toHex(laptopX.secretKey), context: itemToJson(context) }
  return {
    about: 'Wrap: ePk32 ‖ secretbox(secret32, 0²⁴, KDF(X25519, ePk ‖ toX, "wrap", ctx)), 80 bytes.',
    valid: [{ secret: toHex(secret), recipientX: toHex(laptopX.publicKey), ...given, wrap: toHex(wrap) }],
    invalid: [
      { name: 'another key', ...given, recipientSecret: toHex(phoneX.secretKey), wrap: toHex(wrap) },
      { name: 'another key id', ...other(['ak', keys.account, 1, laptop.publicKey, 8]) },
      { name: 'another generation', ...other(['ak', keys.account, 2, laptop.publicKey, 7]) },
      { name: 'another purpose', ...other(['as', keys.account, 1, laptop.publicKey, 7]) },
      { name: 'one byte short', ...given, wrap: toHex(short) },
      { name: 'an ephemeral key of zeros', ...given, wrap: toHex(zeros) },
      { name: 'nothing', ...given, wrap: '' },
    ],
  }
}
