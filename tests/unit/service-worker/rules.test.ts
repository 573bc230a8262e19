import { describe, expect, test } from 'vitest'
import { isSkipWaiting, relayPaths } from '../../../src/service-worker/rules.ts'

describe('what the offline shell leaves to the relay', () => {
  test.each(['/sync', '/sync?v=1', '/blobs/abc', '/api/reports', '/healthz'])('%s is the relay’s', path => {
    expect(relayPaths.test(path)).toBe(true)
  })

  test.each(['/', '/me', '/settings', '/synchronised', '/p/sync', '/apiary'])('%s is a screen', path => {
    expect(relayPaths.test(path)).toBe(false)
  })
})

describe('who may make a waiting release take over', () => {
  test('only a message that says so', () => {
    expect(isSkipWaiting({ type: 'SKIP_WAITING' })).toBe(true)
    expect([null, undefined, 'SKIP_WAITING', {}, { type: 'skip_waiting' }].filter(isSkipWaiting)).toEqual([])
  })
})
