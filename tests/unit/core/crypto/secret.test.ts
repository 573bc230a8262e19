import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '../../../../src/core/crypto/secret.ts'

const bytes = (): Uint8Array => Uint8Array.of(222, 173, 190, 239)
const traces = /222|173|190|239|dead|3q2/i

test('a secret gives its bytes only when asked to reveal them', () => {
  expect(new Secret(bytes()).reveal()).toEqual(bytes())
})

test('a secret leaves no trace in what is printed, joined, encoded, copied or posted', () => {
  const secret = new Secret(bytes())
  const everywhere = [
    String(secret),
    ['joined', secret].join(),
    format('%s %o %O %j', secret, secret, secret, secret),
    inspect({ deep: [secret] }, { showHidden: true, depth: 9 }),
    JSON.stringify({ secret }),
    JSON.stringify(Object.assign({}, secret)),
    JSON.stringify(Object.entries(secret)),
    inspect(structuredClone({ secret })),
  ]
  expect(everywhere.filter(text => traces.test(text))).toEqual([])
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}')
  expect(traces.test(inspect(secret.reveal()))).toBe(true)
})

test('a wiped secret is zeros, for everybody who still holds it', () => {
  const held = bytes()
  const secret = new Secret(held)
  secret.wipe()
  expect([held, secret.reveal()]).toEqual([new Uint8Array(4), new Uint8Array(4)])
})
