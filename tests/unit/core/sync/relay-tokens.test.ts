import { expect, test } from 'vitest'
import { bytesToBase64Url } from '../../../../src/base/bytes.ts'
import { createTokenHolder } from '../../../../src/core/sync/relay-http.ts'
import { createManualClock } from '../../../../src/platform/memory/manual-clock.ts'

const setUp = () => {
  const clock = createManualClock()
  let asked = 0
  let isUp = true
  const holder = createTokenHolder(() => {
    if (isUp) asked++
    return isUp
  }, clock)
  const give = (byte: number, ttlInSeconds = 100) => {
    holder.take({ type: 'token', token: new Uint8Array(32).fill(byte), ttlInSeconds })
    return bytesToBase64Url(new Uint8Array(32).fill(byte))
  }
  return { clock, holder, give, asked: () => asked, cut: () => void (isUp = false) }
}

test('one question serves all who wait, and the answer whoever comes later', async () => {
  const { holder, give, asked } = setUp()
  const waiting = [holder.token(), holder.token()]
  const token = give(1)
  expect(await Promise.all(waiting)).toEqual([token, token])
  expect(await holder.token()).toBe(token)
  expect(asked()).toBe(1)
})

test('another is asked for before the old one ends, and at once when the relay did not take it', async () => {
  const { clock, holder, give, asked } = setUp()
  const first = give(1)
  clock.advance(79_000)
  expect(await holder.token()).toBe(first)
  clock.advance(1_000)
  const next = holder.token()
  const second = give(2)
  expect(await next).toBe(second)
  holder.drop(first)
  expect(await holder.token()).toBe(second)
  holder.drop(second)
  const last = holder.token()
  const third = give(3)
  expect(await last).toBe(third)
  expect(asked()).toBe(2)
})

test('without a line there is none, nor when it goes down, nor from a relay that keeps silent', async () => {
  const { clock, holder, give, cut } = setUp()
  const silent = holder.token()
  clock.advance(15_000)
  expect(await silent).toBeNull()
  const torn = holder.token()
  holder.reset()
  expect(await torn).toBeNull()
  give(1)
  holder.reset()
  cut()
  expect(await holder.token()).toBeNull()
  expect(clock.waiting()).toBe(0)
})
