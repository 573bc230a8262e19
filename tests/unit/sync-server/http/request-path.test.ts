import { describe, expect, it } from 'vitest'
import { parseRequestPath } from '../../../../sync-server/http/request-path.ts'

describe('the path of a request', () => {
  it.each([
    ['/', []],
    ['/index.html?x=/../y', ['index.html']],
    ['/u/abc/', ['u', 'abc']],
    ['/caf%C3%A9/%E2%82%AC', ['café', '€']],
    ['/a%20b', ['a b']],
    ['/...', ['...']],
    // Decoded once, and only once: what is left is a name that no file has.
    ['/%252e%252e', ['%2e%2e']],
  ])('%s is read', (target, segments) => {
    const parsed = parseRequestPath(target)
    expect(parsed).toEqual({ ok: true, value: { path: `/${segments.join('/')}`, segments } })
  })

  it.each([
    '',
    '*',
    'http://localhost/',
    'index.html',
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/a\\..\\b',
    '/a/./b',
    '//etc/passwd',
    '/a//b',
    '/a%00.html',
    '/a%0d%0aSet-Cookie:x',
    '/c:/windows',
    '/%',
    '/%ff',
    '/%c0%ae%c0%ae/x',
  ])('%s is refused', target => {
    expect(parseRequestPath(target)).toEqual({ ok: false, error: 'bad-target' })
  })

  it('is bounded', () => {
    expect(parseRequestPath(`/${'a'.repeat(3000)}`)).toEqual({ ok: false, error: 'too-long' })
  })
})
