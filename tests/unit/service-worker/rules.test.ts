import { describe, expect, test } from 'vitest'
import {
  afterSharing,
  filesToKeep,
  isSkipWaiting,
  maxSharedBytes,
  maxSharedFiles,
  pathOfNotice,
  relayPaths,
  sharePath,
} from '../../../src/service-worker/rules.ts'

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

describe('where a notice leads', () => {
  test('to a path of the app, and nowhere else', () => {
    expect(pathOfNotice({ path: '/messages/abc' })).toBe('/messages/abc')
    const others = [
      null,
      undefined,
      {},
      { path: 7 },
      { path: 'messages' },
      { path: '//evil.example' },
      { path: 'https://evil.example' },
    ]
    expect(others.map(pathOfNotice)).toEqual(others.map(() => null))
  })
})

const files = (...sizes: readonly number[]) => sizes.map(size => ({ size }))

describe('what of shared images is kept', () => {
  test('all of an ordinary selection, empty files too, because the adding says what is wrong with them', () => {
    expect(filesToKeep(files(5, 0, 7), [])).toEqual(files(5, 0, 7))
  })

  test('no more files than there is room for, beside what waits already', () => {
    const many = Array.from({ length: 10 }, () => ({ size: 1 }))
    const waiting = Array.from({ length: maxSharedFiles - 4 }, () => ({ size: 1 }))
    expect(filesToKeep(many, waiting)).toHaveLength(4)
  })

  test('no more bytes than there is room for; a smaller one behind a large one still fits', () => {
    expect(filesToKeep(files(maxSharedBytes, 1, 0), files(1))).toEqual(files(1, 0))
  })

  test('how many were left is said in the address', () => {
    expect(afterSharing(0)).toBe('/add?shared')
    expect(afterSharing(3)).toBe('/add?shared&left=3')
  })

  test('the path is neither the relay’s nor a screen that a link opens', () => {
    expect(relayPaths.test(sharePath)).toBe(false)
  })
})
