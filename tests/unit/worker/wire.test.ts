import { expect, test } from 'vitest'
import { parsePageMessage } from '../../../src/worker/wire.ts'

test('messages of a page are taken as they are', () => {
  for (const message of [
    { kind: 'hello', tab: 'a' },
    { kind: 'run', id: 1, command: { type: 'account.lock' } },
    { kind: 'watch', id: 2, query: { type: 'profile', account: 'x' } },
    { kind: 'unwatch', id: 2 },
  ]) {
    expect(parsePageMessage(message)).toEqual(message)
  }
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
