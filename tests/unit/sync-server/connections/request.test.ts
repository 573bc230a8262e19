import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddressOf } from '../../../../sync-server/connections/client-address.ts'
import { relayOriginOf } from '../../../../sync-server/connections/relay-origin.ts'
import { parseConfig } from '../../../../sync-server/config.ts'

const request = (headers: Record<string, string>, remoteAddress = '10.0.0.1') =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage

describe('the address that connections are counted by', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, counted) => {
    expect(clientAddressOf(request({}, address), false)).toBe(counted)
  })

  it('is the one our own proxy saw, and only when there is one', () => {
    const forged = request({ 'x-forwarded-for': '1.1.1.1, 2.2.2.2' })
    expect(clientAddressOf(forged, false)).toBe('10.0.0.1')
    expect(clientAddressOf(forged, true)).toBe('2.2.2.2')
  })
})

describe('the origin to be signed', () => {
  const anyHost = { origins: [], trustProxy: false }

  it.each([
    ['localhost:3030', 'http://localhost:3030'],
    ['Relay.Example', 'http://relay.example'],
    ['relay.example:80', 'http://relay.example'],
    ['[::1]:3030', 'http://[::1]:3030'],
  ])('for Host %s is %s', (host, origin) => {
    expect(relayOriginOf(request({ host }), anyHost)).toBe(origin)
  })

  it.each(['', 'a/b', 'user@host', 'host?x', 'host#x', 'a b', 'x'.repeat(400)])(
    'is none for Host "%s"',
    host => {
      expect(relayOriginOf(request({ host }), anyHost)).toBeNull()
    },
  )

  it('is https behind a proxy of ours alone', () => {
    const proxied = request({ host: 'relay.example', 'x-forwarded-proto': 'https' })
    expect(relayOriginOf(proxied, anyHost)).toBe('http://relay.example')
    expect(relayOriginOf(proxied, { origins: [], trustProxy: true })).toBe('https://relay.example')
  })

  it('is always one of those configured', () => {
    const configured = { origins: ['https://a.example', 'http://b.example'], trustProxy: false }
    expect(relayOriginOf(request({ host: 'b.example' }), configured)).toBe('http://b.example')
    expect(relayOriginOf(request({ host: 'evil.example' }), configured)).toBe('https://a.example')
  })
})

describe('the configuration', () => {
  it('has a default for everything', () => {
    const config = parseConfig({})
    expect(config).toMatchObject({
      ok: true,
      value: { port: 3030, host: null, origins: [], trustProxy: false, connections: { handshakeMs: 10_000 } },
    })
  })

  it('takes what the environment says', () => {
    const config = parseConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      GESSO_DATA: '/srv/gesso',
      GESSO_ORIGIN: 'https://Gesso.example, http://localhost:3030/',
      GESSO_TRUST_PROXY: '1',
      GESSO_MAX_VIOLATIONS: '3',
    })
    expect(config).toMatchObject({
      ok: true,
      value: {
        port: 0,
        host: '127.0.0.1',
        dataDir: '/srv/gesso',
        origins: ['https://gesso.example', 'http://localhost:3030'],
        trustProxy: true,
        connections: { maxViolations: 3, maxPerAccount: 64 },
      },
    })
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['GESSO_ORIGIN', 'gesso.example'],
    ['GESSO_ORIGIN', 'https://gesso.example/app'],
    ['GESSO_TRUST_PROXY', 'yes'],
    ['GESSO_HANDSHAKE_MS', '0'],
    ['GESSO_FRAME_BURST', '1e9'],
  ])('says what is wrong with %s=%s', (name, value) => {
    const config = parseConfig({ [name]: value })
    expect(config).toEqual({ ok: false, error: [expect.stringContaining(name)] })
  })
})
