import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createCounted } from '../../../../sync-server/connections/counted.ts'
import { createIntake } from '../../../../sync-server/connections/intake.ts'
import { createTokenBucket } from '../../../../sync-server/connections/token-bucket.ts'

describe('a rate with a burst', () => {
  it('lets the burst through, then asks to wait for what was taken on credit', () => {
    const clock = createManualClock()
    const bucket = createTokenBucket(clock, 10, 3)
    expect([bucket.spend(), bucket.spend(), bucket.spend()]).toEqual([0, 0, 0])
    expect(bucket.spend()).toBe(100)
    expect(bucket.spend()).toBe(200)
    clock.advance(300)
    expect(bucket.spend()).toBe(0)
  })

  it('never saves more than the burst', () => {
    const clock = createManualClock()
    const bucket = createTokenBucket(clock, 10, 2)
    clock.advance(60_000)
    expect([bucket.spend(), bucket.spend(), bucket.spend()]).toEqual([0, 0, 100])
  })
})

describe('a share for each', () => {
  it('is taken, given back once, and nobody else’s', () => {
    const counted = createCounted(2)
    const release = counted.take('a')
    counted.take('a')
    expect(counted.take('a')).toBeNull()
    expect(counted.take('b')).not.toBeNull()
    release?.()
    release?.()
    expect(counted.count()).toBe(2)
    expect(counted.take('a')).not.toBeNull()
    expect(counted.take('a')).toBeNull()
  })
})

describe('an intake', () => {
  const openIntake = (perSecond: number, burst: number, maxInHand: number) => {
    const clock = createManualClock()
    const calls: string[] = []
    const finish: (() => void)[] = []
    const intake = createIntake({
      clock,
      bucket: createTokenBucket(clock, perSecond, burst),
      maxInHand,
      pause: () => void calls.push('pause'),
      resume: () => void calls.push('resume'),
      handle: () => new Promise<void>(resolve => finish.push(resolve)),
    })
    return { clock, calls, finish, intake }
  }

  it('stops reading while too much is in hand', async () => {
    const { calls, finish, intake } = openIntake(1000, 1000, 2)
    intake.push(new Uint8Array())
    expect(calls).toEqual([])
    intake.push(new Uint8Array())
    expect(calls).toEqual(['pause'])
    finish[0]?.()
    await expect.poll(() => calls).toEqual(['pause', 'resume'])
    finish[1]?.()
    await intake.settled()
  })

  it('stops reading while frames come faster than they may', async () => {
    const { clock, calls, finish, intake } = openIntake(10, 1, 50)
    intake.push(new Uint8Array())
    intake.push(new Uint8Array())
    expect(calls).toEqual(['pause'])
    for (const done of finish) done()
    await intake.settled()
    clock.advance(99)
    expect(calls).toEqual(['pause'])
    clock.advance(1)
    expect(calls).toEqual(['pause', 'resume'])
  })
})
