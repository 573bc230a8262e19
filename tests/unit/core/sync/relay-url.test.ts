import { describe, expect, test } from 'vitest'
import { originOfRelayUrl, parseRelayUrl } from '../../../../src/core/sync/relay-url.ts'

describe('a relay address', () => {
  test.each([
    ['wss://relay.example/sync', 'wss://relay.example/sync', 'https://relay.example'],
    ['  relay.example ', 'wss://relay.example/sync', 'https://relay.example'],
    ['https://Relay.Example/anything?x#y', 'wss://relay.example/sync', 'https://relay.example'],
    ['http://localhost:3030', 'ws://localhost:3030/sync', 'http://localhost:3030'],
    ['ws://[::1]:3030/sync', 'ws://[::1]:3030/sync', 'http://[::1]:3030'],
  ])('%s has one spelling', (typed, url, origin) => {
    expect(parseRelayUrl(typed)).toBe(url)
    expect(originOfRelayUrl(url)).toBe(origin)
  })

  test.each([
    '',
    '   ',
    'not an address',
    'wss://not%20an%20address/',
    'ftp://relay.example',
    'javascript:alert(1)',
    'wss://me:secret@relay.example',
    'x'.repeat(600),
  ])('%j is none', typed => {
    expect(parseRelayUrl(typed)).toBeNull()
  })
})
