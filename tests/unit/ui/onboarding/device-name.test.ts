import { describe, expect, it } from 'vitest'
import { deviceNameFrom } from '../../../../src/ui/onboarding/device-name.ts'
import { relayHere } from '../../../../src/ui/onboarding/relay-here.ts'

describe('the name a device starts with', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
      'Safari on Mac',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
    ],
    ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
    ['curl/8.0', 'Browser'],
    ['', 'Browser'],
  ])('%j is %j', (userAgent, name) => {
    expect(deviceNameFrom(userAgent)).toBe(name)
  })
})

describe('the relay address that is filled in', () => {
  it('is the page’s own host, encrypted when the page is', () => {
    expect(relayHere({ protocol: 'https:', host: 'gesso.example' })).toBe('wss://gesso.example/sync')
    expect(relayHere({ protocol: 'http:', host: 'localhost:3030' })).toBe('ws://localhost:3030/sync')
  })
})
