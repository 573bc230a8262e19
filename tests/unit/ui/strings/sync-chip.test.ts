import { describe, expect, it } from 'vitest'
import type { SyncRow } from '../../../../src/core/api.ts'
import { queueText, syncChipText, syncMeaning } from '../../../../src/ui/strings/shell.ts'

const noImages: SyncRow['images'] = { waiting: 0, sent: 0, bytesWaiting: 0 }
const images = (waiting: number): SyncRow['images'] => ({ waiting, sent: 1, bytesWaiting: waiting * 1000 })

const row = (part: Partial<SyncRow>): SyncRow => ({
  state: 'on-relay',
  waiting: 0,
  sent: 0,
  relay: 'wss://relay.example/sync',
  problem: null,
  lastAcknowledgedMs: null,
  queue: [],
  images: noImages,
  ...part,
})

describe('the sync chip', () => {
  it.each([
    [row({}), 'Saved here · On relay'],
    [row({ state: 'sending', sent: 1, waiting: 6 }), 'Sending 2 of 7'],
    [row({ state: 'sending', sent: 0, waiting: 1 }), 'Sending 1 of 1'],
    [row({ state: 'offline' }), 'Offline, all saved here'],
    [row({ state: 'offline', waiting: 3 }), 'Saved here, 3 waiting'],
    [row({ state: 'connecting', waiting: 1 }), 'Saved here, 1 waiting'],
    [row({ state: 'sending', images: images(12) }), 'Sending 12 images'],
    [row({ state: 'sending', sent: 1, waiting: 6, images: images(12) }), 'Sending 2 of 7'],
    [row({ state: 'offline', images: images(3) }), 'Saved here, 3 images waiting'],
    [row({ state: 'connecting', images: images(1) }), 'Saved here, 1 image waiting'],
    [row({ state: 'offline', waiting: 2, images: images(3) }), 'Saved here, 5 waiting'],
    [row({ state: 'needs-you', problem: 'clock-wrong', waiting: 2 }), 'Needs you'],
  ])('says of %o: %s', (sync, words) => {
    expect(syncChipText(sync)).toBe(words)
  })

  it('claims the relay only in the one state that was acknowledged', () => {
    const others = ['off', 'offline', 'connecting', 'sending', 'needs-you'] as const
    for (const state of others) {
      for (const waiting of [0, 2]) {
        expect(syncChipText(row({ state, waiting }))).not.toContain('On relay')
        expect(syncMeaning(row({ state, waiting }))).not.toMatch(/relay has (?:confirmed|taken|saved)/)
      }
    }
  })

  it('never says that everything is on the relay while an image is not', () => {
    const text = syncChipText(row({ images: images(1) }))
    expect(text).not.toContain('On relay')
    expect(syncMeaning(row({ images: images(1) }))).toContain('still on their way')
  })
})

describe('the queue', () => {
  it('names every kind of document', () => {
    const kinds = ['identity', 'profile', 'album', 'private'] as const
    const named = kinds.map(kind => queueText({ document: 'd', kind, state: 'waiting' }))
    expect(new Set(named).size).toBe(kinds.length)
  })
})
