import { expect, test } from 'vitest'
import { parsePageMessage } from '../../../src/worker/wire.ts'

test('messages of a page are taken as they are', () => {
  for (const message of [
    { kind: 'hello', tab: 'a' },
    { kind: 'run', id: 1, command: { type: 'account.lock' } },
    { kind: 'watch', id: 2, query: { type: 'profile', account: 'x' } },
    { kind: 'run', id: 3, command: { type: 'works.place' } },
    { kind: 'watch', id: 4, query: { type: 'discover' } },
    { kind: 'unwatch', id: 2 },
    { kind: 'image-worker-lost', id: 5 },
  ]) {
    expect(parsePageMessage(message)).toEqual(message)
  }
})

test('a port to a worker is one, and nothing that looks like it', () => {
  const { port1 } = new MessageChannel()
  expect(parsePageMessage({ kind: 'image-worker', id: 1, port: port1 })).toEqual({
    kind: 'image-worker',
    id: 1,
    port: port1,
  })
  expect(parsePageMessage({ kind: 'image-worker', id: 1, port: { postMessage: () => {} } })).toBeNull()
  expect(parsePageMessage({ kind: 'image-worker', id: 1 })).toBeNull()
  port1.close()
})

test('anything else is no message', () => {
  for (const message of [
    null,
    undefined,
    'hello',
    7,
    [],
    {},
    { kind: 'hello' },
    { kind: 'hello', tab: '' },
    { kind: 'hello', tab: 'x'.repeat(65) },
    { kind: 'hello', tab: 3 },
    { kind: 'run', id: 1 },
    { kind: 'run', id: 1, command: null },
    { kind: 'run', id: 1, command: { type: 'account.steal' } },
    { kind: 'run', id: 1, command: { type: 'toString' } },
    { kind: 'run', id: 1, command: { type: 'session' } },
    { kind: 'run', id: '1', command: { type: 'account.lock' } },
    { kind: 'run', id: 1.5, command: { type: 'account.lock' } },
    { kind: 'run', command: { type: 'account.lock' } },
    { kind: 'watch', id: 1, query: { type: 'account.lock' } },
    { kind: 'watch', id: 1, query: { type: ['session'] } },
    { kind: 'watch', id: Number.NaN, query: { type: 'session' } },
    { kind: 'unwatch' },
    { kind: 'answer', id: 1 },
  ]) {
    expect(parsePageMessage(message)).toBeNull()
  }
})
