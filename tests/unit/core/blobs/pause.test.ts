import { describe, expect, test } from 'vitest'
import { createPause } from '../../../../src/core/blobs/pause.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'

const setUp = (byte: number) => {
  const clock = createManualClock(0)
  const ended: number[] = []
  const pause = createPause({ clock, random: { bytes: length => new Uint8Array(length).fill(byte) } }, () =>
    ended.push(clock.nowMs()),
  )
  const lengths = (count: number) =>
    Array.from({ length: count }, () => {
      const startMs = clock.nowMs()
      pause.growing()
      expect(pause.isOn()).toBe(true)
      clock.advance(200_000)
      expect(pause.isOn()).toBe(false)
      return (ended.at(-1) ?? 0) - startMs
    })
  return { clock, pause, ended, lengths }
}

describe('a pause', () => {
  test('doubles up to a minute, and chance takes off up to half', () => {
    expect(setUp(255).lengths(8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    expect(setUp(0).lengths(3)).toEqual([500, 1_000, 2_000])
  })

  test('is short again once all went well', () => {
    const { pause, lengths } = setUp(255)
    lengths(4)
    pause.reset()
    expect(lengths(1)).toEqual([1_000])
  })

  test('does not grow while it lasts, gives way to a long one, and ends in silence when told', () => {
    const { pause, clock, ended, lengths } = setUp(255)
    pause.growing()
    pause.growing()
    pause.long()
    pause.growing()
    clock.advance(5 * 60_000 - 1)
    expect(ended).toEqual([])
    clock.advance(1)
    expect(ended).toHaveLength(1)
    pause.long()
    pause.end()
    expect(pause.isOn()).toBe(false)
    clock.advance(10 * 60_000)
    expect(ended).toHaveLength(1)
    expect(lengths(1)).toEqual([1_000])
  })
})
